/** Takes the access token out of anything that may be shown. */

const REDACTED = "[redacted]";

/** Replaces the token by `[redacted]`. */
export type Redact = (text: string) => string;

/** What the query parameter holds, in whatever text it stands and even if it is not our token. */
const PARAMETER = /(access_token(?:=|%(?:25)*3d))[^&\s"'<>\\]*/gi;

const DEEPEST_CAUSE = 5;
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

/** A copy of parsed data without the token, keys included. What nests deeper than anybody's data is cut off. */
export function redactValue(value: unknown, redact: Redact, depth = 0): unknown {
  if (typeof value === "string") return redact(value);
  if (typeof value === "number") {
    const text = redact(String(value));
    return text === String(value) ? value : text;
  }
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (depth === DEEPEST_DATA) return REDACTED;
  const inside = (entry: unknown) => redactValue(entry, redact, depth + 1);
  if (Array.isArray(value)) return value.map(inside);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [redact(key), inside(entry)]));
}

/**
 * A copy of a cause that can be shown: name, message, stack and code of an error, and of its own causes. The
 * original is not kept, since `fetch` writes URLs into it.
 */
export function redactCause(cause: unknown, redact: Redact, depth = 0): unknown {
  if (!(cause instanceof Error)) {
    return redact(typeof cause === "object" ? Object.prototype.toString.call(cause) : String(cause));
  }
  const inner: unknown = cause instanceof AggregateError ? cause.errors[0] : cause.cause;
  const nested =
    inner === undefined || depth === DEEPEST_CAUSE ? {} : { cause: redactCause(inner, redact, depth + 1) };
  const copy = new Error(redact(cause.message), nested);
  copy.name = redact(cause.name);
  copy.stack = redact(cause.stack ?? "");
  const code: unknown = Reflect.get(cause, "code");
  return typeof code === "string" ? Object.assign(copy, { code: redact(code) }) : copy;
}

/** Node's `util.inspect` and `console.log` call the method of this name. */
export const inspect: unique symbol = Symbol.for("nodejs.util.inspect.custom");

/**
 * Makes plain data with a token in it safe to print: its properties stay as they are, `JSON.stringify` and
 * `util.inspect` show them redacted. So do its parts, since rows of a list are handed on one by one.
 */
export function showRedacted<T extends object>(data: T, redact: Redact): T {
  const shown = () => redactValue(data, redact);
  Object.defineProperty(data, "toJSON", { value: shown });
  Object.defineProperty(data, inspect, { value: shown });
  for (const part of Object.values(data)) {
    if (typeof part === "object" && part !== null && !(part instanceof Date)) showRedacted(part, redact);
  }
  return data;
}
