/** Waits too long to pass without a word to the user: a reset that is a time, and windows of hours. */
import { describe, expect, it } from "vitest";
import { type ProTextingOptions, type WaitInfo } from "../../../src/client/index.ts";
import { START } from "../../support/manual-clock.ts";
import { fakeClient, json, limits, rejection } from "../support.ts";
import { VirtualTime } from "./virtual-time.ts";

const HOUR = 3_600_000;

/** A client whose first answer says what is left. */
function world(reset: number, options: ProTextingOptions = {}) {
  const time = new VirtualTime(START);
  const told: WaitInfo[] = [];
  const lines: string[] = [];
  const { client, requests } = fakeClient(() => json({ AvailableCredits: 1 }, 200, limits(60, 0, reset)), {
    pacing: true,
    clock: time.clock,
    sleep: time.sleep,
    random: () => 0.5,
    hooks: { onWait: (wait) => told.push(wait) },
    logger: { debug: (message) => lines.push(message) },
    ...options,
  });
  const run = <T>(work: PromiseLike<T>) => time.run(Promise.resolve(work), 400 * 24 * HOUR);
  return { time, told, lines, client, requests, run };
}

describe("a reset that is a Unix time", () => {
  it.each([
    ["seconds", Math.floor(START / 1000) + 60],
    ["milliseconds", START + 60_000],
  ])("in %s is waited for until then, and no longer", async (_, reset) => {
    const { time, client, run } = world(reset);
    const { rateLimit } = await run(client.credits.balance().withResponse());
    expect(rateLimit).toEqual({ limit: 60, remaining: 0, resetSeconds: 60 });
    await run(client.credits.balance());
    expect(time.now() - START).toBeLessThanOrEqual(61_000);
  });

  it("is held against the API's own date where it tells one", async () => {
    const headers = { ...limits(60, 59, 1_768_478_460), Date: "Thu, 15 Jan 2026 12:00:00 GMT" };
    const { client } = fakeClient(json({ AvailableCredits: 1 }, 200, headers), { clock: () => 0 });
    const { rateLimit } = await client.credits.balance().withResponse();
    expect(rateLimit?.resetSeconds).toBe(60);
  });
});

describe("a wait beyond an hour", () => {
  const DAY_SECONDS = 86_400;

  it("is told when it begins, by hook and log", async () => {
    const { told, lines, client, run } = world(30 * DAY_SECONDS);
    await run(client.credits.balance());
    const stop = new AbortController();
    const waiting = rejection(client.credits.balance({ signal: stop.signal }));
    while (told.length === 0) await Promise.resolve();
    expect(told).toMatchObject([{ scope: "account", waitMs: expect.toSatisfy((ms: number) => ms > HOUR) }]);
    expect(lines.at(-1)).toMatch(/^read the balance waits \d{5,} seconds for the rate limit \(account\)$/);
    stop.abort();
    expect(await waiting).toMatchObject({ name: "AbortError" });
  });

  it("fails at once where the deadline comes first", async () => {
    const { time, client, requests, run } = world(30 * DAY_SECONDS);
    await run(client.credits.balance());
    const before = time.now();
    const error = await run(rejection(client.credits.balance({ deadline: HOUR / 2 })));
    expect(error).toMatchObject({ name: "RateLimitError", scope: "account", attempts: 0 });
    expect([time.now(), requests.length]).toEqual([before, 1]);
  });
});
