/** Decides whether a request is made again, and after how long. */

import type { AnyProTextingError } from "../errors/errors.ts";
import { secondsUntil } from "./headers.ts";

/** Retries after the account's limit, which another client may share. */
const RATE_LIMIT_RETRIES = 10;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8000;
/** Longest wait, in milliseconds, that a gateway is granted; then the call is made again, even if it asked for more. */
const LONGEST_RETRY_AFTER_MS = 60_000;

/** Failures that may not come again. */
const MAY_PASS: readonly AnyProTextingError["name"][] = ["ConnectionError", "ServerError", "TimeoutError"];

export interface Failed {
  readonly error: AnyProTextingError;
  /** True when what was asked for was surely not done. */
  readonly refused: boolean;
  /** True when what the call does must not be done twice, as a send must not. */
  readonly once: boolean;
  /** Requests made so far. */
  readonly attempts: number;
  /** Seconds that the answer asks to wait. */
  readonly retryAfter?: number | undefined;
}

/**
 * A read is made again whenever that may help; a send, or another change that must happen once, only after a definite
 * refusal that may pass: a rate limit, or a connection that never came about. So no message is sent twice, and nothing
 * made twice.
 *
 * @param retries how often at most; 0 for never
 * @param paces true when a limiter holds the next request back for as long as a rate limit needs
 * @param random in [0, 1), so that clients which failed together do not come back together
 * @returns milliseconds to wait, or undefined to give up
 */
export function retryDelay(
  { error, refused, once, attempts, retryAfter = 0 }: Failed,
  {
    retries,
    paces,
    random,
  }: { readonly retries: number; readonly paces: boolean; readonly random: () => number },
): number | undefined {
  if (once && !refused) return undefined;
  const asked = Math.min(LONGEST_RETRY_AFTER_MS, retryAfter * 1000);
  if (error.name === "RateLimitError") {
    const most = retries > 0 && error.scope === "account" ? Math.max(retries, RATE_LIMIT_RETRIES) : retries;
    return paces && attempts <= most ? asked : undefined;
  }
  if (attempts > retries || !MAY_PASS.includes(error.name)) return undefined;
  const backOff = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - 1));
  return Math.max(asked, backOff * (0.5 + random() / 2));
}

/** Seconds that an error passes on at most: a day. */
const LONGEST_RETRY_AFTER = 86_400;

/**
 * Seconds that a gateway asks to wait, as a count or a date (RFC 9110, section 10.2.3). The API itself sends none.
 *
 * @param now milliseconds since 1970, where the answer has no date of its own
 * @returns a day at most; undefined without one that can be read
 */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const asked = headers.get("retry-after") ?? "";
  const until = asked.endsWith(" GMT") ? Date.parse(asked) : Number.NaN;
  const seconds = /^\d{1,9}$/.test(asked) ? Number(asked) : secondsUntil(headers, until, now);
  return Number.isNaN(seconds) ? undefined : Math.min(LONGEST_RETRY_AFTER, seconds);
}
