/** How fast requests leave. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CALLS_A_MINUTE, createPacing, GAP_MS, paceOf } from "../../../contracts/live/egress/pacing.ts";
import { ACCOUNT_RATE, RECIPIENT_RATE } from "../../../src/protocol/limits.ts";
import { type Bucket, takeCall } from "../../../src/protocol/rate-bucket.ts";

const read = { credits: 0, parts: 0 };
const never = new AbortController().signal;

function clock(start = 0) {
  let now = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    async sleep(milliseconds: number) {
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

describe("requests leave", () => {
  it("so slowly that the framework's bucket never runs dry, whenever the run begins in its second", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 999 }), fc.integer({ min: 0, max: 60 }), async (start, allowance) => {
        const time = clock(start);
        const pacing = createPacing(time);
        let bucket: Bucket = { allowance, checkedAt: Math.floor(start / 1000) - 1 };
        for (let call = 0; call < 200; call++) {
          await pacing.wait(read, never);
          pacing.left(read);
          const verdict = takeCall(bucket, ACCOUNT_RATE, Math.floor(time.now() / 1000));
          expect(verdict.allowed).toBe(true);
          ({ bucket } = verdict);
        }
        expect(bucket.allowance).toBeGreaterThanOrEqual(Math.min(allowance, ACCOUNT_RATE.limit - 1));
      }),
      { numRuns: 20 },
    );
    expect(CALLS_A_MINUTE).toBeLessThan(ACCOUNT_RATE.limit);
  });

  it("so that no window holds more parts to the recipient than the limit", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 30 }), async (sizes) => {
        const time = clock();
        const pacing = createPacing(time);
        const sent: { at: number; parts: number }[] = [];
        for (const parts of sizes) {
          await pacing.wait({ credits: parts, parts }, never);
          pacing.left({ credits: parts, parts });
          sent.push({ at: time.now(), parts });
          const window = sent.filter(({ at }) => at > time.now() - RECIPIENT_RATE.windowSeconds * 1000);
          expect(window.reduce((sum, one) => sum + one.parts, 0)).toBeLessThan(RECIPIENT_RATE.limit);
        }
      }),
    );
  });

  it("ten seconds after the answer to the send before, since a text may be the same; reads do not wait for it", async () => {
    const time = clock();
    const pacing = createPacing(time);
    const one = { credits: 1, parts: 1 };
    const leave = async (size: typeof one) => {
      await pacing.wait(size, never);
      pacing.left(size);
      return time.now();
    };
    expect(await leave(one)).toBe(0);
    await time.sleep(3000);
    pacing.heed(200, {});
    expect(await leave(read)).toBe(3000);
    pacing.heed(200, {});
    expect(await leave(one)).toBe(13_000);
    expect(await leave(one)).toBe(23_000);
  });

  it("ten seconds after the last send of an earlier run", async () => {
    const time = clock(100_000);
    await createPacing(time, [{ at: 95_000, parts: 1 }]).wait({ credits: 1, parts: 1 }, never);
    expect(time.now()).toBe(105_000);
  });

  it("counting what earlier runs have sent, by the budget file", async () => {
    const time = clock(100_000);
    const pacing = createPacing(time, [{ at: 95_000, parts: 8 }]);
    await pacing.wait({ credits: 2, parts: 2 }, never);
    expect(time.now()).toBe(155_000);
  });

  it.each([
    ["a refusal", 429, { "x-rate-limit-remaining": "0", "x-rate-limit-reset": "60" }, 60_000],
    ["a refusal without headers", 429, {}, 60_000],
    ["few calls left", 200, { "x-rate-limit-remaining": "3", "x-rate-limit-reset": "57" }, 57_000],
    [
      "few calls left and nonsense",
      200,
      { "x-rate-limit-remaining": "0", "x-rate-limit-reset": "never" },
      60_000,
    ],
    ["many calls left", 200, { "x-rate-limit-remaining": "30", "x-rate-limit-reset": "30" }, GAP_MS],
  ])("after %s when the account has rested", async (_after, status, headers, pause) => {
    const time = clock(0);
    const pacing = createPacing(time);
    await pacing.wait(read, never);
    pacing.left(read);
    pacing.heed(status, headers);
    await pacing.wait(read, never);
    expect(time.now()).toBe(pause);
  });

  it("as fast as a plan says at best", () => {
    expect(paceOf([])).toBe(0);
    expect(paceOf([read, read, read])).toBe(2 * GAP_MS);
    expect(
      paceOf([
        { credits: 4, parts: 4 },
        { credits: 4, parts: 4 },
        { credits: 4, parts: 4 },
      ]),
    ).toBe(60_000);
  });
});
