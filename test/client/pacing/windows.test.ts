import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLimiter } from "../../../src/client/pacing/limiter.ts";
import { createWindows } from "../../../src/client/pacing/windows.ts";
import { START } from "../../support/manual-clock.ts";
import { seededRandom } from "./draws.ts";
import { call, ModelledServer } from "./modelled-server.ts";
import { VirtualTime } from "./virtual-time.ts";

const ALICE = "16465550150";
const BOB = "16465550151";

function setUp(latency: () => number = () => 0) {
  const time = new VirtualTime(START);
  const server = new ModelledServer(time, { rate: { limit: 1200, windowSeconds: 60 }, latency });
  const newLimiter = () => createLimiter({ clock: time.clock, sleep: time.sleep, random: () => 0.5 });
  return { time, server, newLimiter, limiter: newLimiter() };
}

describe("sends to one recipient", () => {
  test("are never refused by the recipient's limit, whatever requests take", async () => {
    const input = fc.record({
      seed: fc.nat(),
      slowest: fc.integer({ min: 0, max: 5000 }),
      sends: fc.array(fc.integer({ min: 50, max: 54 }), { minLength: 1, maxLength: 150 }),
    });
    await fc.assert(
      fc.asyncProperty(input, async ({ seed, slowest, sends }) => {
        const random = seededRandom(seed);
        const { time, server, limiter } = setUp(() => Math.floor((random() * slowest) / 2));
        const all = sends.map((number) => call(server, limiter, { recipient: `164655501${number}` }));
        await time.run(Promise.all(all));
        expect(server.handled.filter(({ refusedBy }) => refusedBy !== undefined)).toStrictEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("leave ten at once, and ten more a minute after those were answered", async () => {
    const { time, server, limiter } = setUp(() => 250);
    await time.run(
      Promise.all(Array.from({ length: 30 }, () => call(server, limiter, { recipient: ALICE }))),
    );
    // The first of all learns the account's limit alone.
    expect(server.handled.map(({ at }) => at - START)).toStrictEqual([
      250,
      ...Array.from({ length: 9 }, () => 750),
      60_750,
      ...Array.from({ length: 9 }, () => 61_250),
      121_250,
      ...Array.from({ length: 9 }, () => 121_750),
    ]);
  });

  test("leave in the order they came", async () => {
    const { time, server, limiter } = setUp();
    const order: number[] = [];
    const one = async (index: number) => {
      const leave = await limiter.acquire({ recipient: ALICE });
      order.push(index);
      if (leave.granted) leave.settle(await server.handle(ALICE));
    };
    await time.run(Promise.all(Array.from({ length: 35 }, (_, index) => one(index))));
    expect(order).toStrictEqual(Array.from({ length: 35 }, (_, index) => index));
  });

  test("never hold back those to others", async () => {
    const { time, server, limiter } = setUp();
    const blocked = Array.from({ length: 100 }, () => call(server, limiter, { recipient: ALICE }));
    await time.run(call(server, limiter, { recipient: BOB }));
    await time.run(call(server, limiter));
    expect(time.now()).toBe(START);
    await time.run(Promise.all(blocked));
    expect(time.now() - START).toBe(9 * 60_000);
  });

  test("that came first leave first when their recipient opens, before what came later", async () => {
    const { time, server, limiter } = setUp();
    const toAlice = Array.from({ length: 20 }, () => call(server, limiter, { recipient: ALICE }));
    await time.pass(0);
    const others = Array.from({ length: 3000 }, () => call(server, limiter));
    await time.run(Promise.all(toAlice));
    expect(time.now() - START).toBeLessThanOrEqual(61_000);
    await time.run(Promise.all(others));
  });

  test("that failed for certain take no place", async () => {
    const { time, server, limiter } = setUp();
    const fail = async () => {
      const leave = await limiter.acquire({ recipient: ALICE });
      if (leave.granted) leave.settle({ counted: false });
    };
    await time.run(Promise.all(Array.from({ length: 40 }, fail)));
    await time.run(
      Promise.all(Array.from({ length: 10 }, () => call(server, limiter, { recipient: ALICE }))),
    );
    expect(time.now()).toBe(START);
  });
});

describe("a recipient to whom others send, too", () => {
  test("rests a window after a refusal, while the rest goes on", async () => {
    const { time, server, limiter, newLimiter } = setUp();
    const others = newLimiter();
    await time.run(Promise.all(Array.from({ length: 10 }, () => call(server, others, { recipient: ALICE }))));
    const first = await time.run(call(server, limiter, { recipient: ALICE }));
    expect(first.refusedBy).toBe("recipient");
    const refusedAt = time.now();
    const second = call(server, limiter, { recipient: ALICE });
    await time.run(call(server, limiter, { recipient: BOB }));
    expect(time.now()).toBe(refusedAt);
    expect((await time.run(second)).refusedBy).toBeUndefined();
    expect(time.now() - refusedAt).toBe(60_000);
  });

  test("gets another as soon as one of our own leaves the window", async () => {
    const { time, server, limiter, newLimiter } = setUp();
    await time.run(call(server, limiter, { recipient: ALICE }));
    await time.pass(20_000);
    const others = newLimiter();
    await time.run(Promise.all(Array.from({ length: 9 }, () => call(server, others, { recipient: ALICE }))));
    expect((await time.run(call(server, limiter, { recipient: ALICE }))).refusedBy).toBe("recipient");
    expect((await time.run(call(server, limiter, { recipient: ALICE }))).refusedBy).toBeUndefined();
    expect(time.now() - START).toBe(60_000);
  });
});

test("a recipient is forgotten when its window is over", () => {
  const recipients = createWindows<number>({ limit: 10, windowSeconds: 60 });
  for (let index = 0; index < 1000; index++) {
    recipients.take(String(index), index);
    recipients.settle(String(index), { counted: true, refused: false }, index);
  }
  recipients.expire(60_499);
  expect(recipients.size()).toBe(500);
  recipients.expire(61_000);
  expect(recipients.size()).toBe(0);
});
