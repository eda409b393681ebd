/** A limiter of the caller's own: what it is asked and told, and what its failures may and may not change. */
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  createLimiter,
  type Limiter,
  type Permit,
  type PermitRequest,
  type Settled,
} from "../../src/client/index.ts";
import { START } from "../support/manual-clock.ts";
import { VirtualTime } from "./pacing/virtual-time.ts";
import { fakeClient, json, limits, RECIPIENT, refusal, rejection, TOKEN } from "./support.ts";

const params = { mobilePhone: "+1 (646) 555-0123", message: "Hello" };
const accepted = (headers: Record<string, string> = limits(60, 59, 0)) =>
  json({ Id: "a", DeliveryReportUrl: "https://api.example/", Message: "sent" }, 200, headers);

/** Limiter that grants every request and remembers what it was asked and told. */
function openLimiter() {
  const wants: PermitRequest[] = [];
  const outcomes: Settled[] = [];
  const limiter: Limiter = {
    async acquire(want) {
      wants.push(want);
      return { granted: true, settle: (outcome) => outcomes.push(outcome) };
    },
  };
  return { limiter, wants, outcomes };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a limiter of the caller's own", () => {
  it("is asked before each request, with the recipient's digits for a send", async () => {
    const { limiter, wants } = openLimiter();
    const { client } = fakeClient(() => accepted(), { pacing: limiter, deadline: 5000, clock: () => START });
    await client.sms.send(params);
    await rejection(client.credits.balance());
    expect(wants).toMatchObject([
      { recipient: RECIPIENT, background: false, maxWaitMs: 5000 },
      { recipient: undefined, background: false, maxWaitMs: 5000 },
    ]);
  });

  it.each<[string, () => Response, Partial<Settled>]>([
    [
      "a success",
      () => accepted({ ...limits(60, 59, 0), Date: "Thu, 15 Jan 2026 12:00:00 GMT" }),
      {
        counted: true,
        passed: true,
        refusedBy: undefined,
        rateLimit: { limit: 60, remaining: 59, resetSeconds: 0 },
      },
    ],
    [
      "the account's refusal",
      () => refusal(429, "", limits(60, 0, 60)),
      { counted: false, passed: false, refusedBy: "account" },
    ],
    [
      "a recipient's refusal",
      () => refusal(429, "", limits(60, 9, 50)),
      { counted: false, passed: false, refusedBy: "recipient" },
    ],
    ["another refusal", () => refusal(422, ""), { counted: false, passed: false, refusedBy: undefined }],
    ["no clear outcome", () => refusal(503, ""), { counted: true, passed: false }],
    ["a success that cannot be read", () => json({}), { counted: true, passed: true, rateLimit: undefined }],
  ])("is told of %s", async (_, answer, expected) => {
    const { limiter, outcomes } = openLimiter();
    const { client } = fakeClient(answer, { pacing: limiter });
    await client.sms.send(params).catch(() => undefined);
    expect(outcomes).toHaveLength(1);
    expect(outcomes[0]).toMatchObject(expected);
  });

  it("is told that a read counts against nobody, whatever became of it", async () => {
    const { limiter, outcomes } = openLimiter();
    const { client } = fakeClient(new Error("broken"), { pacing: limiter });
    await rejection(client.credits.balance());
    expect(outcomes).toMatchObject([{ counted: false, passed: false }]);
  });

  it("holds several clients of one account together", async () => {
    const time = new VirtualTime(START);
    const limiter = createLimiter({ clock: time.clock, sleep: time.sleep });
    const left: number[] = [];
    const clients = [1, 2].map(
      () =>
        fakeClient(
          () => {
            left.push(time.now() - START);
            return accepted();
          },
          { pacing: limiter, clock: time.clock, sleep: time.sleep },
        ).client,
    );
    // Texts of their own: the same one would wait ten seconds.
    const sends = Array.from({ length: 20 }, (_, index) =>
      clients[index % 2]?.sms.send({ ...params, message: `${params.message} ${index}` }),
    );
    await time.run(Promise.all(sends));
    expect(left.filter((at) => at < 60_000)).toHaveLength(10);
    expect(left).toHaveLength(20);
  });

  it.each<[string, Limiter["acquire"]]>([
    ["rejects", () => Promise.reject(new Error(`lost ${TOKEN}`))],
    [
      "throws",
      () => {
        throw new Error(`lost ${TOKEN}`);
      },
    ],
    ["answers nothing", () => JSON.parse("null")],
  ])("that %s sends nothing", async (_, acquire) => {
    const { client, requests } = fakeClient(() => accepted(), { pacing: { acquire } });
    const error = await rejection(client.sms.send(params));
    expect(error).toMatchObject({ name: "ConfigurationError", attempts: 0 });
    expect(String(error)).toMatch(
      /the limiter given as pacing failed \(.+\)\. Please mend it\. Nothing was sent\./,
    );
    expect(String(error)).not.toContain(TOKEN);
    expect(requests).toEqual([]);
  });

  it.each<[string, Permit["settle"]]>([
    [
      "throws",
      () => {
        throw new Error("lost");
      },
    ],
    // A function that gives a promise fits where none is asked for.
    ["rejects", () => Promise.reject(new Error("lost"))],
  ])("whose settle %s changes nothing: what was sent was sent", async (_, settle) => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", listener);
    const lines: string[] = [];
    const { client } = fakeClient(() => accepted(), {
      pacing: { acquire: async () => ({ granted: true, settle }) },
      logger: { debug: (line) => lines.push(line) },
    });
    expect((await client.sms.send(params)).id).toBe("a");
    await new Promise(setImmediate);
    process.off("unhandledRejection", listener);
    expect(unhandled).toEqual([]);
    expect(lines.at(-1)).toBe("The limiter failed: Error: lost");
  });

  it("that refuses sends nothing, and its wait is told", async () => {
    const { client, requests } = fakeClient(() => accepted(), {
      pacing: { acquire: async () => ({ granted: false, scope: "recipient", waitMs: 41_500 }) },
    });
    expect(await rejection(client.sms.send(params))).toMatchObject({
      name: "RateLimitError",
      scope: "recipient",
      resetSeconds: 42,
      attempts: 0,
    });
    expect(requests).toEqual([]);
  });

  it.each(["in the same moment", "later"])(
    "gets a leave back that came when the caller had gone, %s",
    async (when) => {
      const outcomes: Settled[] = [];
      let grant: ((leave: Permit) => void) | undefined;
      const { client, requests } = fakeClient(() => accepted(), {
        pacing: {
          acquire: () =>
            new Promise((resolve) => {
              grant = resolve;
            }),
        },
      });
      const controller = new AbortController();
      const call = rejection(client.sms.send(params, { signal: controller.signal }));
      await new Promise(setImmediate);
      controller.abort();
      if (when === "later") await new Promise(setImmediate);
      grant?.({ granted: true, settle: (outcome) => outcomes.push(outcome) });
      expect(await call).toMatchObject({ name: "AbortError", attempts: 0 });
      await new Promise(setImmediate);
      expect(outcomes).toMatchObject([{ counted: false }]);
      expect(requests).toEqual([]);
    },
  );
});

describe("pacing", () => {
  it("is on unless it is switched off: an eleventh send to one number waits for its minute", async () => {
    const time = new VirtualTime(START);
    const at = async (pacing: boolean | undefined): Promise<number> => {
      const begun = time.now();
      const { client } = fakeClient(() => accepted(), { pacing, clock: time.clock, sleep: time.sleep });
      await time.run(Promise.all(Array.from({ length: 11 }, () => client.sms.send(params))));
      return time.now() - begun;
    };
    expect(await at(undefined)).toBeGreaterThanOrEqual(60_000);
    expect(await at(true)).toBeGreaterThanOrEqual(60_000);
    expect(await at(false)).toBe(0);
  });

  it("lets an account without a limit, which answers without headers, send as it likes", async () => {
    const time = new VirtualTime(START);
    const { client } = fakeClient(() => json({ AvailableCredits: 5 }), {
      pacing: true,
      clock: time.clock,
      sleep: time.sleep,
    });
    await time.run(Promise.all(Array.from({ length: 500 }, () => client.credits.balance())));
    expect(time.now()).toBe(START);
  });
});
