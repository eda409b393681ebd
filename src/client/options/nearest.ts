/** Misspelt names, and which are meant. */

/** Edits from one name to the other (Levenshtein), whatever their case. */
export function editDistance(from: string, to: string): number {
  const [source, target] = [from.toUpperCase(), to.toUpperCase()];
  let row = Array.from({ length: target.length + 1 }, (_, index) => index);
  for (let index = 1; index <= source.length; index++) {
    const next = [index];
    for (let column = 1; column <= target.length; column++) {
      const replaced = (row[column - 1] ?? 0) + Number(source[index - 1] !== target[column - 1]);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** @returns the first of the names that take the fewest edits; undefined where there are none */
export function nearestTo(name: string, names: readonly string[]): string | undefined {
  return [...names].sort((one, other) => editDistance(name, one) - editDistance(name, other))[0];
}
