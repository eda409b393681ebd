/**
 * How the vendor writes points in time. Pure: milliseconds since 1970 to text, and back.
 */

const OFFSET_MS = 5 * 60 * 60 * 1000;

/** `YYYY-MM-DD HH:MM:SS` in GMT-5 all year (docs index: "EST", no daylight saving). */
export function vendorDateTime(ms: number): string {
  return new Date(ms - OFFSET_MS).toISOString().slice(0, 19).replace("T", " ");
}

/** Milliseconds since 1970 of what {@link vendorDateTime} writes; NaN for all else. */
export function timeOfVendorDateTime(text: string): number {
  const ms = Date.parse(`${text.replace(" ", "T")}-05:00`);
  // A day that the month does not have would pass for one of the next month.
  return Number.isNaN(ms) || vendorDateTime(ms) !== text ? Number.NaN : ms;
}

/** The date with hyphens, where it is written with the colons that the pages of scheduled messages print in it. */
export function withHyphens(text: string): string {
  return text.replace(/^(\d{4}):(\d\d):/, "$1-$2-");
}

/** The HTTP `Date` header (RFC 9110 section 5.6.7). */
export function httpDate(ms: number): string {
  return new Date(ms).toUTCString();
}

/** ISO 8601 in UTC, as the control API writes times. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** Milliseconds since 1970 of an ISO 8601 time; NaN for what is none. */
export function timeOfIso(iso: string): number {
  return Date.parse(iso);
}
