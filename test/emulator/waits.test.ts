/** Waiting for what a test expects: at once when it is there, at once when it comes, 408 at the deadline. */
import { describe, expect, it } from "vitest";
import {
  type Answered,
  json,
  type MessageView,
  RECIPIENT,
  TestEmulator,
  TOKEN,
} from "../support/test-emulator.ts";
import { isOpen, LONG } from "./wait-steps.ts";

function waitForMessage(emulator: TestEmulator, query: string): Promise<Answered> {
  return emulator.control("GET", `messages/wait?${query}`);
}

describe("a wait for a message", () => {
  it("answers at once when there is one: the newest that matches, as the list shows it", async () => {
    const emulator = new TestEmulator();
    await emulator.sent({ Message: "code 1" });
    const id = await emulator.sent({ Message: "code 2" });
    await emulator.sent({ Message: "other" });
    const answer = await waitForMessage(emulator, "contains=code&timeoutMs=0");
    expect([answer.status, json<MessageView>(answer).id]).toEqual([200, id]);
    expect((await emulator.messages()).items).toContainEqual(json(answer));
  });

  it("answers at once when it comes", async () => {
    const emulator = new TestEmulator();
    const waiting = waitForMessage(emulator, `token=${TOKEN}&${LONG}`);
    expect(await isOpen(waiting)).toBe(true);
    await emulator.sent({}, { token: "test_bob" });
    expect(await isOpen(waiting)).toBe(true);
    const id = await emulator.sent();
    expect(json<MessageView>(await waiting).id).toBe(id);
  });

  it.each([TOKEN, undefined])(
    "answers at once when the clock of %s is advanced to the status",
    async (token) => {
      const emulator = new TestEmulator();
      const id = await emulator.sent();
      const waiting = waitForMessage(emulator, `recipient=${RECIPIENT}&status=2&${LONG}`);
      expect(await isOpen(waiting)).toBe(true);
      await emulator.emulator.clock.advance("2999ms", { token });
      expect(await isOpen(waiting)).toBe(true);
      await emulator.emulator.clock.advance("1ms", { token });
      const { id: found, status } = json<MessageView>(await waiting);
      expect([found, status.id]).toEqual([id, 2]);
    },
  );

  it("answers at once when its status is decided by hand or by a read", async () => {
    const emulator = new TestEmulator({ delivery: { mode: "polls" } });
    const id = await emulator.sent();
    const processed = waitForMessage(emulator, `status=10&${LONG}`);
    await emulator.call("/v1/sms/delivery-report", { query: `id=${id}` });
    expect(json<MessageView>(await processed).history.map((step) => step.id)).toEqual([1, 10]);
    const failed = waitForMessage(emulator, `status=9&${LONG}`);
    await emulator.emulator.messages.setStatus(id, 9);
    expect(json<MessageView>(await failed).id).toBe(id);
  });

  it("answers at once when the clock jumps past the status, which the message has reached by then", async () => {
    const emulator = new TestEmulator();
    const id = await emulator.sent();
    const waiting = waitForMessage(emulator, `status=10&${LONG}`);
    expect(await isOpen(waiting)).toBe(true);
    await emulator.emulator.clock.advance("5s");
    const { id: found, status } = json<MessageView>(await waiting);
    expect([found, status.id]).toEqual([id, 2]);
    for (const reached of [1, 10, 2]) {
      expect((await waitForMessage(emulator, `status=${reached}&timeoutMs=0`)).status).toBe(200);
    }
    expect((await waitForMessage(emulator, "status=3&timeoutMs=0")).status).toBe(408);
  });

  it("does not take a status that is still to come, nor one that was never on the way", async () => {
    const emulator = new TestEmulator({ delivery: { mode: "immediate" } });
    await emulator.sent();
    expect((await waitForMessage(emulator, "status=2&timeoutMs=0")).status).toBe(200);
    for (const status of [1, 10]) {
      expect((await waitForMessage(emulator, `status=${status}&timeoutMs=0`)).status).toBe(408);
    }
  });

  it("matches the status shown by a message that a clock set back has yet to come", async () => {
    const emulator = new TestEmulator();
    await emulator.sent();
    await emulator.emulator.clock.advance("-1h");
    expect((await waitForMessage(emulator, "status=1&timeoutMs=0")).status).toBe(200);
    expect((await waitForMessage(emulator, "status=10&timeoutMs=0")).status).toBe(408);
  });

  it("answers when the status falls due by itself", async () => {
    const emulator = new TestEmulator({ delivery: { processedAfterMs: 1 } });
    await emulator.sent();
    const waiting = waitForMessage(emulator, `status=10&${LONG}`);
    expect(await isOpen(waiting)).toBe(true);
    // The wait is not notified of it: only the wake-up, a millisecond later, can find it.
    emulator.clock.advance(1);
    expect((await waiting).status).toBe(200);
  });

  it.each<[query: string, matches: boolean]>([
    [`token=${TOKEN}`, true],
    ["token=test_bob", false],
    [`recipient=${RECIPIENT}`, true],
    ["recipient=%2B1+(212)+555-0150", true],
    ["recipient=12125550151", false],
    ["contains=ell", true],
    ["contains=Hell", false],
    ["status=1", true],
    ["status=2", false],
    [`token=${TOKEN}&contains=hello&recipient=2125550150&status=1`, true],
    [`token=${TOKEN}&contains=hello&recipient=2125550150&status=2`, false],
  ])("with %s finds what it should (%s)", async (query, matches) => {
    const emulator = new TestEmulator();
    await emulator.sent();
    expect((await waitForMessage(emulator, `${query}&timeoutMs=0`)).status).toBe(matches ? 200 : 408);
  });

  it.each(["0", "1"])("is a problem at its deadline, after %s ms", async (timeoutMs) => {
    const answer = await waitForMessage(new TestEmulator(), `timeoutMs=${timeoutMs}`);
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([408, "application/problem+json"]);
    expect(json(answer)).toEqual({
      type: "about:blank",
      status: 408,
      title: "Request Timeout",
      detail: `No message matched within ${timeoutMs} ms.`,
    });
  });

  it.each([
    ["status=13", "status"],
    ["status=x", "status"],
    ["timeoutMs=-1", "timeoutMs"],
    ["timeoutMs=600001", "timeoutMs"],
    ["limit=1", "limit"],
  ])("with %s is 400 and names %s", async (query, field) => {
    const answer = await waitForMessage(new TestEmulator(), query);
    const { errors } = json<{ readonly errors: readonly { readonly field: string }[] }>(answer);
    expect([answer.status, errors.map((error) => error.field)]).toEqual([400, [field]]);
  });
});
