/** Names of parameters: one that is mistyped would be left out without a word, and another message go out. */
import { InvalidInputError } from "./errors.ts";
import { failedTo } from "./grammar.ts";

/**
 * @param names that the call has
 * @throws InvalidInputError for what is no object, and for a name that the call does not have, with the nearest one
 */
export function checkNames(params: unknown, names: readonly string[], purpose: string): void {
  if (typeof params !== "object" || params === null) {
    throw refused(purpose, "params", `should be an object (${String(params)})`);
  }
  const unknown = Object.keys(params).find(
    (name) => !names.includes(name) && Reflect.get(params, name) !== undefined,
  );
  if (unknown === undefined) return;
  const [nearest = ""] = names.toSorted((a, b) => distance(unknown, a) - distance(unknown, b));
  throw refused(purpose, unknown, `is no parameter of it; did you mean ${nearest}?`);
}

function refused(purpose: string, field: string, message: string): InvalidInputError {
  const what = failedTo(
    purpose,
    "the input is invalid",
    `${field}: ${message}`,
    "correct it. Nothing was sent",
  );
  return new InvalidInputError(what, { fields: [{ field, message }] });
}

/** Letters to add, drop or change (Levenshtein), whatever their case. */
function distance(one: string, other: string): number {
  const [a, b] = [one.slice(0, 40).toLowerCase(), other.toLowerCase()];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
