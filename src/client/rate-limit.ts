/** The account's rate limit as the answer's headers tell it. */
export interface RateLimit {
  /** Calls per window. */
  readonly limit: number;
  /** Calls left after this one. */
  readonly remaining: number;
  /**
   * Seconds until all calls are available again; not a point in time. Undefined when the header is missing or empty, as
   * the vendor prints it on twelve pages.
   */
  readonly resetSeconds: number | undefined;
}

/** @returns undefined when the limit or what remains is missing or not a whole number: an account may have no limit */
export function readRateLimit(headers: Headers): RateLimit | undefined {
  const read = (name: string) => wholeNumber(headers.get(`x-rate-limit-${name}`));
  const [limit, remaining, resetSeconds] = [read("limit"), read("remaining"), read("reset")];
  return limit === undefined || remaining === undefined ? undefined : { limit, remaining, resetSeconds };
}

/** Longest wait that `Retry-After` of a gateway can ask for, in seconds. */
const LONGEST_RETRY_AFTER = 3600;

/**
 * Seconds to wait by `Retry-After`, which the API does not send and gateways before it may: a number of seconds, or a
 * date.
 *
 * @param now milliseconds since 1970
 * @returns at most an hour; undefined when the header is missing or cannot be read
 */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get("retry-after")?.trim() ?? "";
  const seconds = wholeNumber(text) ?? (Date.parse(text) - now) / 1000;
  // A date needs a month's name: `Date.parse` would take other things for a date.
  if (Number.isNaN(seconds) || !/^\d+$|[a-z]{3}/i.test(text)) return undefined;
  return Math.min(LONGEST_RETRY_AFTER, Math.max(0, Math.ceil(seconds)));
}

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
