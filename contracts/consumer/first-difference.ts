/** First difference between two texts. */

export interface Difference {
  /** Counted from 1. */
  readonly line: number;
  readonly committed: string | undefined;
  readonly generated: string | undefined;
}

/** The first line that differs, since the whole texts would bury it; undefined for equal texts. */
export function firstDifference(committed: string, generated: string): Difference | undefined {
  if (committed === generated) return undefined;
  const [before, after] = [committed.split("\n"), generated.split("\n")];
  const index = after.findIndex((line, at) => line !== before[at]);
  const at = index === -1 ? after.length : index;
  return { line: at + 1, committed: before[at], generated: after[at] };
}
