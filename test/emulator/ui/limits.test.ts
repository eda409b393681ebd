import * as fc from "fast-check";
import { expect, it } from "vitest";
import { callsLeft } from "../../../src/emulator/ui/views/limits.ts";
import { type Bucket, EMPTY_BUCKET, takeCall } from "../../../src/protocol/rate-bucket.ts";

const rates = fc.record({
  limit: fc.integer({ min: 1, max: 120 }),
  windowSeconds: fc.integer({ min: 1, max: 120 }),
});
/** Seconds between calls. */
const pauses = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 150 });
const NOW = 1_768_478_400;

/** Calls that are let through at once. */
function taken(bucket: Bucket, rate: { limit: number; windowSeconds: number }, seconds: number): number {
  let calls = 0;
  let verdict = takeCall(bucket, rate, seconds);
  while (verdict.allowed) {
    calls += 1;
    verdict = takeCall(verdict.bucket, rate, seconds);
  }
  return calls;
}

it("the gauge shows as many calls as are let through at once, now and when it says that more are there", () => {
  fc.assert(
    fc.property(rates, pauses, (rate, waits) => {
      let seconds = NOW;
      let bucket = EMPTY_BUCKET;
      for (const wait of waits) {
        seconds += wait;
        bucket = takeCall(bucket, rate, seconds).bucket;
      }
      const { left, nextSeconds, fullSeconds } = callsLeft(bucket, rate, seconds * 1000 + 999);
      expect(left).toBe(taken(bucket, rate, seconds));
      expect(taken(bucket, rate, seconds + fullSeconds)).toBe(rate.limit);
      expect(fullSeconds === 0 || taken(bucket, rate, seconds + fullSeconds - 1) < rate.limit).toBe(true);
      const soon = nextSeconds ?? 0;
      expect(taken(bucket, rate, seconds + soon)).toBeGreaterThanOrEqual(Math.min(rate.limit, left + 1));
      expect(soon === 0 || taken(bucket, rate, seconds + soon - 1) === left).toBe(true);
    }),
  );
});

it("a limit of nothing leaves nothing, for ever", () => {
  expect(callsLeft(EMPTY_BUCKET, { limit: 0, windowSeconds: 60 }, NOW * 1000)).toMatchObject({ left: 0 });
});
