/** Message of a failing matcher: what was expected, the nearest miss beside it, and all that there is. */
import type { Candidate, Compared, Difference, Fields } from "./compare.ts";
import { excerpts, shortened, shown } from "./show.ts";

/** Styles in which vitest writes values; colours are its reporter's. */
export interface Paint {
  readonly value: (value: unknown) => string;
  readonly expected: (text: string) => string;
  readonly got: (text: string) => string;
}

/** Most messages or refusals that are listed. */
const MOST_LISTED = 10;

/** The fields asked for, a line each; empty when any will do. */
export function asked(expected: Fields, paint: Paint): readonly string[] {
  const entries = Object.entries(expected).filter(([, value]) => value !== undefined);
  const width = widthOf(entries.map(([field]) => field));
  return entries.map(
    ([field, value]) => `    ${field.padEnd(width)}  ${paint.expected(written(value, paint, shortened))}`,
  );
}

/** Fields that agree on one line, those that differ with both values, one above the other. */
export function sideBySide({ differences }: Compared, verb: string, paint: Paint): readonly string[] {
  const width = widthOf(differences.map(({ field }) => field));
  return differences.flatMap((difference) => {
    const name = difference.field.padEnd(width);
    if (difference.agrees) return [`    ${name}  ${written(difference.got, paint, shortened)}`];
    const indent = `    ${" ".repeat(width)}  `;
    return differing(difference, verb, paint).map((line, index) =>
      index === 0 ? `  × ${name}  ${line}` : `${indent}${line}`,
    );
  });
}

function differing({ expected, got }: Difference, verb: string, paint: Paint): readonly string[] {
  const label = widthOf(["expected", verb]);
  const pair = (one: string, other: string): readonly string[] => [
    `${"expected".padEnd(label)}  ${paint.expected(one)}`,
    `${verb.padEnd(label)}  ${paint.got(other)}`,
  ];
  if (typeof expected !== "string" || typeof got !== "string") {
    return pair(written(expected, paint, shown), written(got, paint, shown));
  }
  const texts = excerpts(expected, got);
  return [
    ...pair(texts.expected, texts.got),
    `${" ".repeat(label + 2 + texts.column)}^ from character ${texts.at + 1} on`,
  ];
}

/** All of them on a line each, up to a number that can be read. */
export function listed(candidates: readonly Candidate[]): readonly string[] {
  const lines = candidates
    .slice(0, MOST_LISTED)
    .map(({ summary }, index) => `  ${String(index + 1).padStart(3)}  ${summary}`);
  const more = candidates.length - MOST_LISTED;
  return more > 0 ? [...lines, `       and ${more} more`] : lines;
}

function written(value: unknown, paint: Paint, text: (value: string) => string): string {
  return typeof value === "string" ? text(value) : paint.value(value);
}

function widthOf(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}
