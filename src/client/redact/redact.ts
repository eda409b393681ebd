/** Takes the access token out of anything that may be shown. */

const REDACTED = "[redacted]";

/** Replaces the token by `[redacted]`. */
export type Redact = (text: string) => string;

/** Value of the query parameter, in any text and even if it is not our token. */
const PARAMETER = /(access_token(?:=|%(?:25)*3d))[^&\s"'<>\\]*/gi;

const DEEPEST_DATA = 32;

/**
 * @param token visible ASCII characters
 * @returns a function that finds the token raw, percent-encoded (also twice), and as JSON or XML escape it
 */
export function redactor(token: string): Redact {
  const spelled = new RegExp(Array.from(token, spellings).join(""), "gi");
  return (text) => text.replace(spelled, REDACTED).replace(PARAMETER, `$1${REDACTED}`);
}

/** A pattern of every way in which a URL, JSON or XML may write one character. */
function spellings(character: string): string {
  const hex = character.charCodeAt(0).toString(16);
  const literal = character.replace(/\W/, "\\$&");
  const special = /\w/.test(character) ? "" : `|\\\\${literal}|&[\\w#]+;`;
  return `(?:%(?:25)*${hex}|\\\\u00${hex}${special}|${literal})`;
}

/** A copy of parsed data without the token, keys included. Values nested deeper than any real data are cut off. */
export function redactValue(value: unknown, redact: Redact, depth = 0): unknown {
  if (typeof value === "string" || typeof value === "number") {
    const shown = redact(String(value));
    return shown === String(value) ? value : shown;
  }
  if (!hasParts(value)) return value;
  if (depth === DEEPEST_DATA) return REDACTED;
  const inside = (entry: unknown) => redactValue(entry, redact, depth + 1);
  if (Array.isArray(value)) return value.map(inside);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [redact(key), inside(entry)]));
}

function hasParts(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof Date);
}

/** Node's `util.inspect` and `console.log` call the method of this name. */
export const inspect: unique symbol = Symbol.for("nodejs.util.inspect.custom");

/**
 * Makes plain data with a token in it safe to print: its properties stay as they are, `JSON.stringify` and
 * `util.inspect` show them redacted. So do its parts, since rows of a list are handed on one by one.
 */
export function showRedacted<T extends object>(data: T, redact: Redact): T {
  const shown = { value: () => redactValue(data, redact) };
  Object.defineProperties(data, { toJSON: shown, [inspect]: shown });
  for (const part of Object.values(data)) if (hasParts(part)) showRedacted(part, redact);
  return data;
}
