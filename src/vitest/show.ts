/** Values as failure messages show them: on one line, with what cannot be seen escaped. */
import { visible } from "../shared/visible.ts";

/** Characters of a text in a list. */
const SHORT = 60;
/** Characters of a text before and behind the place where it begins to differ. */
const BEFORE = 30;
const BEHIND = 50;

export function shown(text: string): string {
  return visible(JSON.stringify(text));
}

export function shortened(text: string): string {
  return text.length <= SHORT ? shown(text) : `${shown(text.slice(0, SHORT))}…`;
}

/** Two texts that differ, cut to the surroundings of the first difference. */
export interface Excerpts {
  readonly expected: string;
  readonly got: string;
  /** Column of the first difference, in both. */
  readonly column: number;
  /** Characters (UTF-16 code units) before it. */
  readonly at: number;
}

export function excerpts(expected: string, got: string): Excerpts {
  const at = firstDifference(expected, got);
  const from = Math.max(0, at - BEFORE);
  const cut = (text: string): string =>
    `${from > 0 ? "…" : ""}${shown(text.slice(from, at + BEHIND))}${text.length > at + BEHIND ? "…" : ""}`;
  // Without the quotation mark at its end.
  const before = shown(expected.slice(from, at)).length - 1;
  return { expected: cut(expected), got: cut(got), column: before + (from > 0 ? 1 : 0), at };
}

function firstDifference(one: string, other: string): number {
  const end = Math.min(one.length, other.length);
  for (let index = 0; index < end; index++) {
    // A character of two halves is not cut in the middle.
    if (one[index] !== other[index])
      return isLowSurrogate(one.charCodeAt(index)) && index > 0 ? index - 1 : index;
  }
  return end;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc_00 && unit <= 0xdf_ff;
}
