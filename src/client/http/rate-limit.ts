import { numberIn, secondsUntil } from "./headers.ts";

/** The account's rate limit as the answer's headers tell it. */
export interface RateLimit {
  /** Calls per window. */
  readonly limit: number;
  /** Calls left after this one. */
  readonly remaining: number;
  /**
   * Seconds until all calls are available again, also where a gateway tells it as a Unix time. Undefined where the header is empty, as the vendor
   * prints it on some pages.
   */
  readonly resetSeconds: number | undefined;
}

/** Least reset, in seconds, that is a time since 1970 and not a duration: no window lasts thirty years. */
const EARLIEST_TIME = 1e9;
/** Least reset that is such a time in milliseconds. */
const EARLIEST_TIME_MS = 1e12;

/**
 * @param now milliseconds since 1970, where the answer has no date of its own
 * @returns undefined when limit or remaining is missing or not a whole number: an account may have
 * no limit
 */
export function readRateLimit(headers: Headers, now: number): RateLimit | undefined {
  const [limit, remaining, reset] = ["limit", "remaining", "reset"].map((name) =>
    numberIn(headers, `x-rate-limit-${name}`),
  );
  if (limit === undefined || remaining === undefined) return undefined;
  if (reset === undefined || reset < EARLIEST_TIME) return { limit, remaining, resetSeconds: reset };
  const at = reset < EARLIEST_TIME_MS ? reset * 1000 : reset;
  return { limit, remaining, resetSeconds: secondsUntil(headers, at, now) };
}
