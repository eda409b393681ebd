/** Waits for a request, and waits that end with the emulator or because their caller gave up. */
import { setMaxListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { messageOperations } from "../../src/emulator/control/operations/messages.ts";
import { phoneReader } from "../../src/emulator/domain/phone.ts";
import { mergeSettings } from "../../src/emulator/merge-settings.ts";
import { createPush } from "../../src/emulator/runtime/push.ts";
import { seededDraw } from "../../src/emulator/runtime/random.ts";
import { MemoryStore } from "../../src/emulator/store/memory-store.ts";
import type { ChangeListener } from "../../src/emulator/store/types.ts";
import { WakeUp } from "../../src/emulator/store/wake-up.ts";
import { ManualClock } from "../support/manual-clock.ts";
import {
  type Answered,
  type JournalView,
  json,
  SEED,
  startTestEmulator,
  TestEmulator,
  TOKEN,
} from "../support/test-emulator.ts";
import { isOpen, LONG } from "./wait-steps.ts";

function waitForRequest(emulator: TestEmulator, query: string): Promise<Answered> {
  return emulator.control("GET", `journal/wait?${query}`);
}

describe("a wait for a request", () => {
  it("answers at once when there is one, as the list shows it", async () => {
    const emulator = new TestEmulator();
    await emulator.call("/v1/credits/balance");
    await emulator.call("/v1/nope");
    const answer = await waitForRequest(emulator, "path=/v1/credits/balance&timeoutMs=0");
    expect([answer.status, json<JournalView>(answer).number]).toEqual([200, 1]);
    const { items } = json<{ readonly items: readonly unknown[] }>(await emulator.control("GET", "journal"));
    expect(items).toContainEqual(json(answer));
  });

  it("answers at once when it comes, a refusal too", async () => {
    const emulator = new TestEmulator();
    const waiting = waitForRequest(emulator, `status=401&${LONG}`);
    await emulator.call("/v1/credits/balance");
    expect(await isOpen(waiting)).toBe(true);
    await emulator.call("/v1/credits/balance", { token: "nobody" });
    expect(json<JournalView>(await waiting).explanation.decidedBy).toBe("auth.query-token");
  });

  it("takes only what is newer than the number it is given", async () => {
    const emulator = new TestEmulator();
    await emulator.call("/v1/credits/balance");
    expect((await waitForRequest(emulator, "after=1&timeoutMs=0")).status).toBe(408);
    const waiting = waitForRequest(emulator, `after=1&${LONG}`);
    await emulator.call("/v1/credits/balance");
    expect(json<JournalView>(await waiting).number).toBe(2);
  });

  it.each<[query: string, matches: boolean]>([
    ["token=test_alice", true],
    ["token=test_bob", false],
    ["path=/v1/sms/send", true],
    ["path=/v1/sms", false],
    ["status=422", true],
    ["status=200", false],
    ["rule=fields.rules", true],
    ["rule=send.answer", false],
    ["after=0", true],
    ["token=test_alice&path=/v1/sms/send&status=422&rule=fields.rules&after=0", true],
  ])("with %s finds what it should (%s)", async (query, matches) => {
    const emulator = new TestEmulator();
    await emulator.send({ MobilePhone: "x", Message: "hello" });
    expect((await waitForRequest(emulator, `${query}&timeoutMs=0`)).status).toBe(matches ? 200 : 408);
  });

  it("is a problem at its deadline", async () => {
    const answer = await waitForRequest(new TestEmulator(), "timeoutMs=1");
    expect([answer.status, json<{ readonly detail: string }>(answer).detail]).toEqual([
      408,
      "No request matched within 1 ms.",
    ]);
  });
});

const waitCalls = [
  ["messages/wait", "message"],
  ["journal/wait", "request"],
] as const;

describe("an emulator that closes", () => {
  const detail = (what: string) =>
    `The emulator is closing, so no ${what} will match any more. Please wait again once it has started.`;

  it.each(waitCalls)("says so to %s, over a socket too, and not that the time is up", async (path, what) => {
    const { url, close } = await startTestEmulator();
    const waiting = fetch(`${url}/_emulator/${path}?${LONG}`);
    expect((await fetch(`${url}/_emulator/clock`)).status).toBe(200);
    await close();
    const answer = await waiting;
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([503, "application/problem+json"]);
    expect(await answer.json()).toEqual({
      type: "about:blank",
      status: 503,
      title: "Service Unavailable",
      detail: detail(what),
    });
  });

  it.each([
    ["messages", "message"],
    ["journal", "request"],
  ] as const)("ends %s.waitFor of the handle with that reason", async (list, what) => {
    const { emulator } = new TestEmulator();
    const waiting = emulator[list].waitFor({ timeoutMs: 600_000 });
    const [[ended]] = await Promise.all([Promise.allSettled([waiting]), emulator.close()]);
    expect(ended).toMatchObject({ status: "rejected", reason: { message: detail(what) } });
    await expect(emulator[list].waitFor({ timeoutMs: 0 })).rejects.toThrow(detail(what));
  });
});

describe("a caller who gives up", () => {
  it.each(["messages", "journal"] as const)("of %s.waitFor gets its own reason", async (list) => {
    const caller = new AbortController();
    const waiting = new TestEmulator().emulator[list].waitFor({ timeoutMs: 600_000 }, caller.signal);
    const given = new Error("I have waited long enough.");
    caller.abort(given);
    await expect(waiting).rejects.toBe(given);
  });

  it("of a fetch in the same process is no fault of the emulator", async () => {
    const emulator = new TestEmulator();
    const caller = new AbortController();
    const waiting = emulator.emulator.fetch(`${emulator.origin}/_emulator/messages/wait?${LONG}`, {
      signal: caller.signal,
    });
    await new Promise((resolve) => setImmediate(resolve));
    caller.abort();
    await expect(waiting).rejects.toThrow("aborted");
    await new Promise((resolve) => setImmediate(resolve));
    expect(emulator.log).toEqual([]);
  });

  it("leaves nothing behind that listens, of a thousand waits", async () => {
    const settings = mergeSettings();
    const store = new MemoryStore({
      settings,
      clock: new ManualClock(),
      draw: seededDraw(SEED),
      log: () => {},
    });
    const [listeners, looks] = [new Set<ChangeListener>(), { count: 0 }];
    const [onChange, messages] = [store.onChange.bind(store), store.messages.bind(store)];
    store.onChange = (listener) => {
      listeners.add(listener);
      const stop = onChange(listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    };
    store.messages = (query) => {
      looks.count += 1;
      return messages(query);
    };
    const { signal: ending } = new AbortController();
    setMaxListeners(0, ending);
    const { waitFor } = messageOperations({
      store,
      settings,
      wakeUp: new WakeUp(store, ending),
      push: createPush(() => {}, ending),
      readPhone: phoneReader(settings),
    });
    const caller = new AbortController();
    const waits = Array.from({ length: 1000 }, () => waitFor({ timeoutMs: 600_000 }, caller.signal));
    expect([listeners.size, looks.count]).toEqual([1, 1000]);
    const refused = Promise.allSettled(waits);
    caller.abort();
    expect((await refused).filter(({ status }) => status === "rejected")).toHaveLength(1000);
    expect(listeners.size).toBe(0);
    store.putAccount(TOKEN, {});
    await new Promise((resolve) => setImmediate(resolve));
    expect(looks.count).toBe(1000);
  });

  it("is not waited for by the emulator: over a socket, the next call is answered and closing takes no time", async () => {
    const log: string[] = [];
    const { url, close } = await startTestEmulator({}, { log: (line) => log.push(line) });
    const caller = new AbortController();
    const waiting = fetch(`${url}/_emulator/messages/wait?${LONG}`, { signal: caller.signal });
    expect((await fetch(`${url}/_emulator/clock`)).status).toBe(200);
    caller.abort();
    await expect(waiting).rejects.toThrow("aborted");
    await close();
    expect(log).toEqual([]);
  }, 4500);
});
