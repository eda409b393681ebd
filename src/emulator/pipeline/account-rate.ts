/** The account's rate limit, counted on every call that passed authentication. Rule: protocol/rate-bucket.ts. */
import { type RateVerdict, takeCall } from "../../protocol/rate-bucket.ts";
import { isoTime } from "../../protocol/vendor-time.ts";
import { type Refusal, refusal } from "../domain/refusal.ts";
import type { AccountView, Transition } from "../domain/transition.ts";

export interface RateOutcome {
  /** Null for an account without a limit, whose answers carry no X-Rate-Limit-*. */
  readonly verdict: RateVerdict | null;
  readonly refused: Refusal | null;
}

const unlimited: Transition<RateOutcome> = {
  result: { verdict: null, refused: null },
  effects: [],
};

/** Takes one call from the account's bucket. */
export function countCall(
  { account }: AccountView,
  now: number,
  resetCountsThisCall: boolean,
): Transition<RateOutcome> {
  const limit = account.limits.rate;
  if (limit === null) return unlimited;
  const nowSeconds = Math.floor(now / 1000);
  // A clock that was set back counts as no time passed, so it never causes a refusal.
  const { allowance, checkedAt } = account.bucket;
  const bucket = { allowance, checkedAt: Math.min(checkedAt, nowSeconds) };
  const verdict = takeCall(bucket, limit, nowSeconds, resetCountsThisCall);
  const effects = [{ kind: "bucket", bucket: verdict.bucket }] as const;
  if (verdict.allowed) return { result: { verdict, refused: null }, effects };
  const refused = refusal(429, "Rate limit exceeded.", {
    rule: "rate.account",
    inputs: { limit: limit.limit, windowSeconds: limit.windowSeconds },
    wouldSucceed: nextCall(limit.limit, limit.windowSeconds, nowSeconds),
  });
  return { result: { verdict, refused }, effects };
}

function nextCall(limit: number, windowSeconds: number, nowSeconds: number): string {
  if (limit === 0) return "No call: the account's limit is 0.";
  const seconds = Math.ceil(windowSeconds / limit);
  return `A call from ${isoTime((nowSeconds + seconds) * 1000)} on, if none is made before; each refused call starts the wait again.`;
}
