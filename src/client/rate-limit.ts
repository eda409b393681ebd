/** The account's rate limit as the answer's headers tell it. */
export interface RateLimit {
  /** Calls per window. */
  readonly limit: number;
  /** Calls left after this one. */
  readonly remaining: number;
  /** Seconds until all calls are available again; not a point in time. */
  readonly resetSeconds: number;
}

/** @returns undefined when a header is missing or not a whole number: an account may have no limit */
export function readRateLimit(headers: Headers): RateLimit | undefined {
  const read = (name: string) => {
    const text = headers.get(`x-rate-limit-${name}`) ?? "";
    return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  };
  const told = { limit: read("limit"), remaining: read("remaining"), resetSeconds: read("reset") };
  return Object.values(told).includes(Number.NaN) ? undefined : told;
}
