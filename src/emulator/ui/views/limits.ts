/** How full an account's limits are at a time, without taking anything from them. Pure. */
import { type Bucket, type RateLimit, takeCall } from "../../../protocol/rate-bucket.ts";

export interface CallsLeft {
  readonly left: number;
  readonly limit: number;
  /** Seconds until one more call is there, if none is made before; null when all are. */
  readonly nextSeconds: number | null;
  /** Seconds until all are there, if none is made before; 0 when they are. */
  readonly fullSeconds: number;
}

/** @param now milliseconds since 1970 */
export function callsLeft(bucket: Bucket, rate: RateLimit, now: number): CallsLeft {
  const { limit, windowSeconds } = rate;
  const seconds = Math.floor(now / 1000);
  // The framework counts what is left behind the call just made.
  const verdict = takeCall(bucket, rate, seconds);
  const left = verdict.allowed ? verdict.remaining + 1 : 0;
  if (left >= limit) return { left, limit, nextSeconds: null, fullSeconds: 0 };
  const until = (calls: number): number =>
    Math.max(0, bucket.checkedAt + Math.ceil(((calls - bucket.allowance) * windowSeconds) / limit) - seconds);
  return { left, limit, nextSeconds: until(left + 1), fullSeconds: until(limit) };
}
