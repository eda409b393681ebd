/** Takes the access token out of anything that may be shown. */

export const REDACTED = "[redacted]";

/** Replaces the token by `[redacted]`. */
export type Redact = (text: string) => string;

/** What the query parameter holds, in whatever text it stands and even if it is not our token. */
const PARAMETER = /(access_token(?:=|%(?:25)*3d))[^&\s"'<>\\]*/gi;

const DEEPEST_CAUSE = 5;
const DEEPEST_DATA = 32;

/**
 * @returns a function that finds the token raw, percent-encoded (also twice), and as JSON or XML escape it
 */
export function redactor(token: string): Redact {
  const spelled = new RegExp(Array.from(token, spellings).join(""), "giu");
  return (text) => text.replace(PARAMETER, `$1${REDACTED}`).replace(spelled, REDACTED);
}

/** A pattern of every way in which a URL, JSON or XML may write one character. */
function spellings(character: string): string {
  const percent = Array.from(
    new TextEncoder().encode(character),
    (byte) => `%(?:25)*${byte.toString(16).padStart(2, "0")}`,
  ).join("");
  const unicode = `\\\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const literal = character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
  const entity = /[&<>"']/.test(character) ? "|&(?:amp|lt|gt|quot|apos|#x?[\\da-f]+);" : "";
  const escaped = /["\\/]/.test(character) ? "\\\\?" : "";
  return `(?:${percent}|${unicode}${entity}|${escaped}${literal})`;
}

/** A copy of parsed data without the token, keys included. What nests deeper than anybody's data is cut off. */
export function redactValue(value: unknown, redact: Redact, depth = 0): unknown {
  if (typeof value === "string") return redact(value);
  if (typeof value === "number") {
    const text = redact(String(value));
    return text === String(value) ? value : text;
  }
  if (typeof value !== "object" || value === null) return value;
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
  const inner = cause instanceof AggregateError ? cause.errors[0] : cause.cause;
  const copy =
    inner === undefined || depth === DEEPEST_CAUSE
      ? new Error(redact(cause.message))
      : new Error(redact(cause.message), { cause: redactCause(inner, redact, depth + 1) });
  const shown = {
    name: redact(cause.name),
    stack: redact(cause.stack ?? ""),
    ...pick(cause, "code", redact),
    ...pick(cause, "syscall", redact),
  };
  for (const [key, value] of Object.entries(shown)) {
    Object.defineProperty(copy, key, {
      value,
      configurable: true,
      writable: true,
      enumerable: key === "code",
    });
  }
  return copy;
}

function pick(error: Error, key: string, redact: Redact): Readonly<Record<string, string>> {
  const value: unknown = Reflect.get(error, key);
  return typeof value === "string" ? { [key]: redact(value) } : {};
}

/** Node's `util.inspect` and `console.log` call the method of this name. */
export const inspect: unique symbol = Symbol.for("nodejs.util.inspect.custom");

/**
 * Makes plain data with a token in it safe to print: its properties stay as they are, `JSON.stringify` and
 * `util.inspect` show them redacted.
 */
export function showRedacted<T extends object>(data: T, redact: Redact): T {
  const shown = () => redactValue(data, redact);
  Object.defineProperty(data, "toJSON", { value: shown });
  Object.defineProperty(data, inspect, { value: shown });
  return data;
}
