/** Figures that answers tell in their headers. */

/** @returns undefined for a header that is missing or not a whole number */
export function numberIn(headers: Headers, name: string): number | undefined {
  const text = headers.get(name) ?? "";
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/**
 * Seconds from the answer's date to a time, at least 0.
 *
 * @param at milliseconds since 1970
 * @param now likewise, where the answer has no date of its own
 */
export function secondsUntil(headers: Headers, at: number, now: number): number {
  return Math.max(0, Math.ceil((at - (Date.parse(headers.get("date") ?? "") || now)) / 1000));
}
