/** Processes that call as one account and know nothing of each other. */
import { describe, expect, test } from "vitest";
import { createLimiter } from "../../../src/client/pacing/limiter.ts";
import { START } from "../../support/manual-clock.ts";
import { seededRandom } from "./draws.ts";
import { call, callUntil, type Handled, ModelledServer } from "./modelled-server.ts";
import { VirtualTime } from "./virtual-time.ts";

const SEEDS = [1, 2, 3, 4];

interface Shared {
  readonly limit: number;
  readonly windowSeconds: number;
  /** Requests of one process on their way at most. */
  readonly concurrency: number;
  readonly minutes: number;
  readonly seed: number;
}

async function callAsTwo({ limit, windowSeconds, concurrency, minutes, seed }: Shared) {
  const time = new VirtualTime(START);
  const random = seededRandom(seed);
  const rate = { limit, windowSeconds };
  const server = new ModelledServer(time, { rate, latency: () => Math.floor(random() * 150) });
  const end = START + minutes * 60_000;
  const process = async () => {
    const limiter = createLimiter({ clock: time.clock, sleep: time.sleep, random });
    const accepted = { count: 0 };
    await callUntil(end, time, concurrency, async () => {
      const { refusedBy } = await call(server, limiter);
      accepted.count += refusedBy === undefined ? 1 : 0;
    });
    return accepted.count;
  };
  const counts = await time.run(Promise.all([process(), process()]));
  const possible = limit + (minutes * 60 * limit) / windowSeconds;
  return {
    used: server.accepted / possible,
    smallerShare: Math.min(...counts) / server.accepted,
    longestRun: longestRun(server.handled),
  };
}

/** Refusals on end. */
function longestRun(handled: readonly Handled[]): number {
  let run = 0;
  let longest = 0;
  for (const { refusedBy } of handled) {
    run = refusedBy === undefined ? 0 : run + 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

describe("two processes on one account", () => {
  test.each([
    { limit: 60, windowSeconds: 60, concurrency: 1, minutes: 120, least: 0.9 },
    { limit: 60, windowSeconds: 60, concurrency: 10, minutes: 120, least: 0.9 },
    { limit: 600, windowSeconds: 60, concurrency: 20, minutes: 60, least: 0.9 },
    { limit: 100, windowSeconds: 60, concurrency: 10, minutes: 60, least: 0.9 },
    // Each refused call loses the fraction of a token that had come: more, where a token takes longer.
    { limit: 30, windowSeconds: 60, concurrency: 5, minutes: 240, least: 0.8 },
  ])(
    "share $limit calls per $windowSeconds s, $concurrency at a time: none starves, little is lost",
    async ({ least, ...shared }) => {
      for (const seed of SEEDS) {
        const { used, smallerShare, longestRun: run } = await callAsTwo({ ...shared, seed });
        expect(used).toBeGreaterThan(least);
        expect(smallerShare).toBeGreaterThan(0.4);
        // Not much more than both had on their way when the bucket ran dry.
        expect(run).toBeLessThanOrEqual(2 * shared.concurrency + 5);
      }
    },
  );

  test("get out of the trap where each refused call starts the only token's wait again", async () => {
    for (const seed of SEEDS) {
      const shared = { limit: 1, windowSeconds: 10, concurrency: 2, minutes: 240, seed };
      const { used, smallerShare, longestRun: run } = await callAsTwo(shared);
      expect(used).toBeGreaterThan(0.35);
      expect(smallerShare).toBeGreaterThan(0.3);
      expect(run).toBeLessThanOrEqual(10);
    }
  });
});
