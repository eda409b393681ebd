import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLimiter } from "../../../src/client/pacing/limiter.ts";
import type { RateLimit } from "../../../src/protocol/rate-bucket.ts";
import { START } from "../../support/manual-clock.ts";
import { seededRandom } from "./draws.ts";
import { call, callUntil, ModelledServer, type ServerOptions } from "./modelled-server.ts";
import { VirtualTime } from "./virtual-time.ts";

const surroundings = fc.record({
  seed: fc.nat(),
  /** Milliseconds there and back together. */
  slowest: fc.integer({ min: 0, max: 2000 }),
  concurrency: fc.integer({ min: 1, max: 50 }),
  ahead: fc.integer({ min: -100_000, max: 100_000 }),
  resetCountsThisCall: fc.boolean(),
});

type Surroundings = typeof surroundings extends fc.Arbitrary<infer T> ? T : never;

function setUp(options: ServerOptions) {
  const time = new VirtualTime(START);
  const limiter = createLimiter({ clock: time.clock, sleep: time.sleep, random: () => 0.5 });
  return { time, limiter, server: new ModelledServer(time, options) };
}

/** One client that always has more to call. */
async function callFor(seconds: number, rate: RateLimit, around: Surroundings, mostCalls: number) {
  const random = seededRandom(around.seed);
  const latency = () => Math.floor((random() * around.slowest) / 2);
  const { time, limiter, server } = setUp({ ...around, rate, latency });
  const end = START + seconds * 1000;
  const one = () =>
    server.handled.length < mostCalls ? call(server, limiter) : time.delay(end - time.now());
  await time.run(callUntil(end, time, around.concurrency, one));
  return server;
}

describe("a client that is alone on its account", () => {
  test("is never refused, whatever limit and window are", async () => {
    const rates = fc.record({
      limit: fc.integer({ min: 2, max: 2000 }),
      windowSeconds: fc.integer({ min: 1, max: 3600 }),
    });
    await fc.assert(
      fc.asyncProperty(rates, surroundings, async (rate, around) => {
        const server = await callFor(rate.windowSeconds * 3 + 30, rate, around, rate.limit + 500);
        expect(server.refused("account")).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  test("is never refused where the window is short or the limit small", async () => {
    const rates = fc.record({
      limit: fc.integer({ min: 2, max: 100 }),
      windowSeconds: fc.integer({ min: 1, max: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(rates, surroundings, async (rate, around) => {
        const server = await callFor(rate.windowSeconds * 5 + 30, rate, around, 700);
        expect(server.refused("account")).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  test("is never refused when it calls in bursts, with pauses in which the bucket fills", async () => {
    const input = fc.record({
      limit: fc.integer({ min: 20, max: 300 }),
      windowSeconds: fc.integer({ min: 5, max: 60 }),
      bursts: fc.array(
        fc.record({ calls: fc.integer({ min: 1, max: 300 }), pause: fc.integer({ min: 0, max: 30_000 }) }),
        { minLength: 2, maxLength: 6 },
      ),
      around: surroundings,
    });
    await fc.assert(
      fc.asyncProperty(input, async ({ limit, windowSeconds, bursts, around }) => {
        const random = seededRandom(around.seed);
        const latency = () => Math.floor((random() * around.slowest) / 2);
        const { time, limiter, server } = setUp({ ...around, rate: { limit, windowSeconds }, latency });
        for (const { calls, pause } of bursts) {
          await time.run(Promise.all(Array.from({ length: calls }, () => call(server, limiter))));
          await time.pass(pause);
        }
        expect(server.refused("account")).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  test("gets at least 95% of the calls of a limit that brings whole tokens each second", async () => {
    const rates = fc.record({
      perSecond: fc.integer({ min: 1, max: 20 }),
      windowSeconds: fc.integer({ min: 30, max: 90 }),
    });
    await fc.assert(
      fc.asyncProperty(rates, surroundings, async ({ perSecond, windowSeconds }, around) => {
        const rate = { limit: perSecond * windowSeconds, windowSeconds };
        const seconds = windowSeconds * 4;
        const server = await callFor(seconds, rate, { ...around, concurrency: 50 }, Number.POSITIVE_INFINITY);
        expect(server.accepted).toBeGreaterThanOrEqual(0.95 * (rate.limit + seconds * perSecond));
      }),
      { numRuns: 15 },
    );
  });

  test("gets at least 80% of the calls of any other limit of a minute", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 600 }), surroundings, async (limit, around) => {
        const server = await callFor(
          360,
          { limit, windowSeconds: 60 },
          { ...around, concurrency: 50 },
          Number.POSITIVE_INFINITY,
        );
        // A full bucket at first, and one more each minute.
        expect(server.accepted).toBeGreaterThanOrEqual(0.8 * limit * 7);
      }),
      { numRuns: 15 },
    );
  });

  test("is refused once, and never again, where no answer can tell how long the window is", async () => {
    // The only call of a window leaves a full bucket, whose Reset is 0.
    const { time, limiter, server } = setUp({ rate: { limit: 1, windowSeconds: 100 } });
    await time.run(callUntil(START + 1_000_000, time, 2, () => call(server, limiter)));
    expect(server.refused("account")).toBe(1);
  });

  test("calls one at a time until an answer tells the limit", async () => {
    const { time, limiter, server } = setUp({ rate: { limit: 2, windowSeconds: 60 }, latency: () => 500 });
    const calls = Promise.all(Array.from({ length: 2 }, () => call(server, limiter)));
    await time.pass(900);
    expect(server.handled).toHaveLength(1);
    await time.run(calls);
    expect(server.refused("account")).toBe(0);
  });

  test("follows a limit that changes on the way", async () => {
    const { time, limiter, server } = setUp({ rate: { limit: 600, windowSeconds: 60 }, latency: () => 40 });
    const minutes = [600, 60, 300].map((limit) => ({ limit, windowSeconds: 60 }));
    const perMinute: number[] = [];
    for (const rate of minutes) {
      server.rate = rate;
      const before = server.accepted;
      const since = time.now();
      await time.run(callUntil(since + 300_000, time, 20, () => call(server, limiter)));
      perMinute.push((server.accepted - before) / ((time.now() - since) / 60_000));
    }
    // The twenty that had left when the limit fell could not know; nothing left after the first answer.
    const refused = server.handled.filter(({ refusedBy }) => refusedBy === "account");
    expect(refused.length).toBeLessThanOrEqual(20);
    expect(new Set(refused.map(({ at }) => at)).size).toBe(1);
    expect(perMinute[0]).toBeGreaterThan(600);
    expect(perMinute[1]).toBeGreaterThan(57);
    expect(perMinute[2]).toBeGreaterThan(285);
  });

  test("is not refused when the limit falls while enough is left for those on their way", async () => {
    const random = seededRandom(1);
    const latency = () => Math.floor(random() * 500);
    const { time, limiter, server } = setUp({ rate: { limit: 600, windowSeconds: 60 }, latency });
    await time.run(Promise.all(Array.from({ length: 100 }, () => call(server, limiter))));
    server.rate = { limit: 60, windowSeconds: 60 };
    await time.run(callUntil(time.now() + 60_000, time, 20, () => call(server, limiter)));
    expect(server.refused("account")).toBe(0);
  });

  test("is not held back when a call passes without limit headers", async () => {
    const { time, limiter, server } = setUp({ rate: null });
    await time.run(Promise.all(Array.from({ length: 1000 }, () => call(server, limiter))));
    expect(time.now()).toBe(START);
  });

  test("takes no failure for an account without a limit", async () => {
    const { time, limiter } = setUp({ rate: null });
    const fail = async () => {
      const leave = await limiter.acquire({});
      if (leave.granted) leave.settle({ counted: false });
    };
    await time.run(Promise.all(Array.from({ length: 120 }, fail)));
    expect(time.now() - START).toBeGreaterThanOrEqual(59_000);
  });

  test("goes on when the clock is set back, and when only the sleep passes time", async () => {
    const rate = { limit: 60, windowSeconds: 60 };
    const { time, server } = setUp({ rate });
    const clock = { back: 0 };
    const limiter = createLimiter({ clock: () => time.now() - clock.back, sleep: time.sleep });
    await time.run(Promise.all(Array.from({ length: 60 }, () => call(server, limiter))));
    clock.back = 3_600_000;
    await time.run(call(server, limiter), 3000);
    const still = createLimiter({ clock: () => START, sleep: time.sleep });
    await time.pass(60_000);
    await time.run(Promise.all(Array.from({ length: 70 }, () => call(server, still))), 30_000);
    expect(server.refused("account")).toBe(0);
  });
});
