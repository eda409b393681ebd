import { UsageError } from "./failures.ts";

/** @throws UsageError for what is no whole number above 0 */
export function readDigits(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const number = wholeNumber(text);
  if (number !== undefined) return number;
  throw new UsageError(`${option} must be a whole number above 0, not "${text}".`);
}

/** @returns undefined for anything but digits that name a number above 0 */
export function wholeNumber(text: string): number | undefined {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  return number > 0 ? number : undefined;
}
