/**
 * The account's rate limit, as the framework computes it.
 *
 * Source: recorded, `fixtures/wire/FRAMEWORK.md` section 7 and `fixtures/wire/rate-timeline.json`.
 * The arithmetic is in whole seconds and drops fractions, which makes a trap: a refused call restarts the
 * refill, so a caller that keeps asking faster than one token refills is refused for ever.
 */
export interface RateLimit {
  /** Calls per window; 0 refuses every call. */
  readonly limit: number;
  readonly windowSeconds: number;
}

export interface Bucket {
  /** Calls left when it was last looked at. */
  readonly allowance: number;
  /** Whole seconds since 1970 of that look; long before for an account that never called. */
  readonly checkedAt: number;
}

export interface RateVerdict {
  readonly allowed: boolean;
  readonly bucket: Bucket;
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the bucket is full again (not an epoch). */
  readonly resetSeconds: number;
}

/**
 * Bucket of a user that was never limited: the first refill fills it. The framework finds its last look in 1970,
 * which is not long before a clock that is set to 1970.
 */
export const EMPTY_BUCKET: Bucket = { allowance: 0, checkedAt: Number.MIN_SAFE_INTEGER };

/**
 * Takes one call from the bucket.
 *
 * @param nowSeconds whole seconds since 1970
 * @param resetCountsThisCall true in release 2.0.55, whose Reset includes the call just made
 */
export function takeCall(
  bucket: Bucket,
  { limit, windowSeconds }: RateLimit,
  nowSeconds: number,
  resetCountsThisCall = false,
): RateVerdict {
  const refilled = bucket.allowance + Math.trunc(((nowSeconds - bucket.checkedAt) * limit) / windowSeconds);
  const available = Math.min(limit, refilled);
  if (available < 1) {
    return {
      allowed: false,
      bucket: { allowance: 0, checkedAt: nowSeconds },
      limit,
      remaining: 0,
      resetSeconds: windowSeconds,
    };
  }
  const missing = limit - available + (resetCountsThisCall ? 1 : 0);
  return {
    allowed: true,
    bucket: { allowance: available - 1, checkedAt: nowSeconds },
    limit,
    remaining: available - 1,
    resetSeconds: Math.trunc((missing * windowSeconds) / limit),
  };
}
