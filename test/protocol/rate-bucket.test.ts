import { describe, expect, it } from "vitest";
import timeline from "../../fixtures/wire/rate-timeline.json" with { type: "json" };
import { ACCOUNT_RATE } from "../../src/protocol/limits.ts";
import { type Bucket, EMPTY_BUCKET, type RateVerdict, takeCall } from "../../src/protocol/rate-bucket.ts";

const START = Date.UTC(2026, 0, 15) / 1000;

interface Look {
  readonly second: number;
  readonly status: number;
  readonly limit: number;
  readonly remaining: number;
  readonly reset: number;
}

/** `lim-2-10-poll1s` is an account of 2 calls per 10 s. */
function limitOf(name: string) {
  const [, limit, windowSeconds] = name.split("-");
  return { limit: Number(limit), windowSeconds: Number(windowSeconds) };
}

function lookAt(verdict: RateVerdict, second: number): Look {
  const { allowed, limit, remaining, resetSeconds: reset } = verdict;
  return { second, status: allowed ? 200 : 429, limit, remaining, reset };
}

const releases: readonly (readonly [string, Readonly<Record<string, readonly Look[]>>, boolean])[] = [
  ["2.0.13", timeline["php5.6.2-yii2.0.13"], false],
  ["2.0.55", timeline["php8.2-yii2.0.55"], true],
];

describe.each(releases)("the recorded rate limit of release %s", (_, accounts, resetCountsThisCall) => {
  it.each(Object.entries(accounts))("[rate.account] %s counts as recorded", (name, looks) => {
    let bucket: Bucket = EMPTY_BUCKET;
    const counted = looks.map(({ second }) => {
      const verdict = takeCall(bucket, limitOf(name), START + second, resetCountsThisCall);
      bucket = verdict.bucket;
      return lookAt(verdict, second);
    });
    expect(counted).toEqual(looks);
  });
});

describe("the account's rate limit", () => {
  it("[rate.account-figures] a full bucket is 60 calls, and 60 s refill it", () => {
    let bucket: Bucket = EMPTY_BUCKET;
    const allowed = (second: number): number => {
      for (let calls = 0; ; calls++) {
        const verdict = takeCall(bucket, ACCOUNT_RATE, START + second);
        bucket = verdict.bucket;
        if (!verdict.allowed) return calls;
      }
    };
    expect(allowed(0)).toBe(60);
    expect(allowed(59)).toBe(59);
    expect(allowed(119)).toBe(60);
    expect(allowed(1000)).toBe(60);
  });

  it("[rate.account] fractions of a call are dropped at every look", () => {
    const limit = { limit: 2, windowSeconds: 10 };
    const empty: Bucket = { allowance: 0, checkedAt: START };
    expect(takeCall(empty, limit, START + 4).allowed).toBe(false);
    expect(takeCall(empty, limit, START + 5)).toMatchObject({ allowed: true, remaining: 0 });
    expect(takeCall(empty, limit, START + 9)).toMatchObject({ allowed: true, remaining: 0 });
    expect(takeCall(empty, limit, START + 10)).toMatchObject({ allowed: true, remaining: 1 });
  });

  it("a limit of 0 refuses the first call already", () => {
    expect(takeCall(EMPTY_BUCKET, { limit: 0, windowSeconds: 60 }, START)).toEqual({
      allowed: false,
      bucket: { allowance: 0, checkedAt: START },
      limit: 0,
      remaining: 0,
      resetSeconds: 60,
    });
  });
});
