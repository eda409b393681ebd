/** Description of a valid value of a field, in words that can follow "Would have succeeded:". */

/** Characters of a refused value that an explanation keeps. */
const KEPT = 40;

/** `A MobilePhone with its country code first; this one is "abc".` */
export function wanted(field: string, how: string, value: unknown): string {
  return wantedNot(field, how, `this one is ${shown(value)}`);
}

/** Like {@link wanted}, with the caller's own words for the mistake. */
export function wantedNot(field: string, how: string, wrong: string): string {
  return `${/^(?:[AEIOU]|Mms)/.test(field) ? "An" : "A"} ${field} ${how}; ${wrong}.`;
}

/** Escapes as in JSON, so that invisible characters are not mistaken for an empty text. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value !== "string") return String(value);
  const characters = Array.from(value.slice(0, 2 * KEPT));
  const isWhole = value.length <= 2 * KEPT && characters.length <= KEPT;
  return isWhole ? JSON.stringify(value) : `${JSON.stringify(characters.slice(0, KEPT).join(""))}…`;
}
