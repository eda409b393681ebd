/** The account's rate limit as the answer's headers tell it. */
export interface RateLimit {
  /** Calls per window. */
  readonly limit: number;
  /** Calls left after this one. */
  readonly remaining: number;
  /**
   * Seconds until all calls are available again; not a point in time. Undefined where the header is empty, as the vendor
   * prints it on some pages.
   */
  readonly resetSeconds: number | undefined;
}

/** @returns undefined when limit or remaining is missing or not a whole number: an account may have no limit */
export function readRateLimit(headers: Headers): RateLimit | undefined {
  const read = (name: string) => {
    const text = headers.get(`x-rate-limit-${name}`) ?? "";
    return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  };
  const limit = read("limit");
  const remaining = read("remaining");
  if (limit === undefined || remaining === undefined) return undefined;
  return { limit, remaining, resetSeconds: read("reset") };
}
