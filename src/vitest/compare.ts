/** Compares what was expected with each thing there is, field by field, and finds the nearest. */

/** Fields by name, in the order in which they are shown. */
export type Fields = Readonly<Record<string, unknown>>;

/** Something that was sent or refused, as the matchers see it. */
export interface Candidate {
  readonly fields: Fields;
  /** Summary on one line, for the list of all there is. */
  readonly summary: string;
}

export interface Difference {
  readonly field: string;
  readonly expected: unknown;
  readonly got: unknown;
  readonly agrees: boolean;
}

export interface Compared {
  readonly candidate: Candidate;
  readonly differences: readonly Difference[];
  readonly matches: boolean;
}

/** Vitest's own, which knows asymmetric matchers. */
export type Equals = (got: unknown, expected: unknown) => boolean;

export function compare(expected: Fields, candidate: Candidate, equals: Equals): Compared {
  const differences = Object.entries(expected)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => {
      const got = candidate.fields[field];
      return { field, expected: value, got, agrees: agree(got, value, equals) };
    });
  return { candidate, differences, matches: differences.every(({ agrees }) => agrees) };
}

function agree(got: unknown, expected: unknown, equals: Equals): boolean {
  if (expected instanceof RegExp && typeof got === "string") return got.search(expected) >= 0;
  return equals(got, expected);
}

/** The one that agrees in most fields; of those, the one whose texts are most alike; of those, the first. */
export function nearest(compared: readonly Compared[]): Compared | undefined {
  let best: { readonly one: Compared; readonly closeness: number } | undefined;
  for (const one of compared) {
    const closeness = closenessOf(one);
    if (best === undefined || closeness > best.closeness) best = { one, closeness };
  }
  return best?.one;
}

/** A field that agrees counts 1, a text that differs less, by how much of it is the same. */
function closenessOf({ differences }: Compared): number {
  return differences.reduce(
    (sum, { agrees, expected, got }) => sum + (agrees ? 1 : likeness(expected, got) / 2),
    0,
  );
}

/** Share of the pairs of neighbouring characters that two texts have in common (Dice): 0 to 1. */
function likeness(expected: unknown, got: unknown): number {
  if (typeof expected !== "string" || typeof got !== "string") return 0;
  const pairs = pairsOf(expected);
  const total = Math.max(0, expected.length - 1) + Math.max(0, got.length - 1);
  if (total === 0) return 0;
  let common = 0;
  for (const [pair, count] of pairsOf(got)) common += Math.min(count, pairs.get(pair) ?? 0);
  return (2 * common) / total;
}

function pairsOf(text: string): ReadonlyMap<string, number> {
  const pairs = new Map<string, number>();
  for (let index = 0; index + 1 < text.length; index++) {
    const pair = text.slice(index, index + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}
