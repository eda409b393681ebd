/** Times of a seed: absolute, or counted back from the moment at which it is put in. */

import { durationMs } from "../../protocol/duration.ts";
import { timeOfIso } from "../../protocol/vendor-time.ts";

/** A length of time as the control API takes them, with a minus before it. */
export const RELATIVE: RegExp = /^-\d+(?:\.\d+)?(?:ms|s|m|h|d)$/;

/**
 * @param written as the schema takes it; left out, the moment itself
 * @param start milliseconds since 1970 at which the seed is put in
 * @returns milliseconds since 1970
 */
export function seedTime(written: string | undefined, start: number): number {
  if (written === undefined) return start;
  return RELATIVE.test(written) ? Math.round(start + (durationMs(written) ?? 0)) : timeOfIso(written);
}
