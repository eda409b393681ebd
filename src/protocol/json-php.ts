/** Why PHP 5.6 refuses a JSON text, in the words that Yii up to 2.0.43 puts into its 400 answer. */
export type JsonCause =
  | "Syntax error."
  | "Control character error, possibly incorrectly encoded."
  | "The maximum stack depth has been exceeded."
  | "Invalid or malformed JSON."
  | "Malformed UTF-8 characters, possibly incorrectly encoded.";

export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly cause: JsonCause };

/** How many arrays and objects may be nested (FRAMEWORK.md, section 11). */
const MAX_DEPTH = 512;

/**
 * Parses a request body as `json_decode` of PHP 5.6 does, and gives its cause when it refuses.
 *
 * The empty text is `null`, which PHP 5.6 and Yii do not call an error. All else that `JSON.parse` accepts is
 * accepted, down to 512 levels; of several errors the first one from the left is the cause. Never throws.
 *
 * @param text decoded by {@link decodeUtf8}; a byte order mark is a syntax error
 * @see FRAMEWORK.md, sections 5, 8 and 11
 */
export function parsePhpJson(text: string): JsonResult {
  if (text === "") return { ok: true, value: null };
  // Too deep takes a pair of brackets for each level; nearly every body is shorter than that.
  if (text.length > 2 * MAX_DEPTH) {
    const cause = findFirstError(text);
    if (cause !== undefined) return { ok: false, cause };
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, cause: findFirstError(text) ?? "Syntax error." };
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The text of a body, or `undefined` when it is not UTF-8, for which PHP's cause is "Malformed UTF-8 characters,
 * possibly incorrectly encoded." and is found before any other. A byte order mark stays in the text as U+FEFF.
 */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

const SYNTAX = "Syntax error.";
const CONTROL = "Control character error, possibly incorrectly encoded.";
const DEPTH = "The maximum stack depth has been exceeded.";
const MISMATCH = "Invalid or malformed JSON.";

const BLANK = /[ \t\n\r]*/y;
const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
const ESCAPE_BEGUN = /\\(?:u[\da-fA-F]{0,3})?/y;

/**
 * The cause of the first error that a reader meets going from left to right; `undefined` when there is none, or
 * none but that the text ends too early.
 */
function findFirstError(text: string): JsonCause | undefined {
  const closers: string[] = [];
  let expected: "value" | "value or ]" | "key" | "key or }" | "colon" | "comma or closer" = "value";

  for (let at = pastMatch(BLANK, text, 0); at < text.length; at = pastMatch(BLANK, text, at)) {
    const character = text[at];
    if (expected === "comma or closer") {
      const closer = closers.at(-1);
      if (character === "]" || character === "}") {
        if (character !== closer) return MISMATCH;
        closers.pop();
      } else if (character === "," && closer !== undefined) {
        expected = closer === "]" ? "value" : "key";
      } else return SYNTAX;
      at += 1;
    } else if (expected === "colon") {
      if (character !== ":") return SYNTAX;
      expected = "value";
      at += 1;
    } else if (character === '"') {
      const end = pastString(text, at);
      if (typeof end === "string") return end;
      expected = expected.startsWith("key") ? "colon" : "comma or closer";
      at = end;
    } else if (character !== undefined && expected.endsWith(character)) {
      closers.pop();
      expected = "comma or closer";
      at += 1;
    } else if (expected.startsWith("key")) {
      return SYNTAX;
    } else if (character === "[" || character === "{") {
      if (closers.length === MAX_DEPTH) return DEPTH;
      closers.push(character === "[" ? "]" : "}");
      expected = character === "[" ? "value or ]" : "key or }";
      at += 1;
    } else {
      const end = pastMatch(LITERAL, text, at);
      // PHP reads a bare number or word apart from its parser: whatever follows is a syntax error.
      if (end === at || (closers.length === 0 && pastMatch(BLANK, text, end) < text.length)) return SYNTAX;
      expected = "comma or closer";
      at = end;
    }
  }
  return undefined;
}

/** The offset behind the string that opens at `from`, or the cause of its first error. */
function pastString(text: string, from: number): number | JsonCause {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return causeOf(code);
    if (code === 0x5c) {
      const end = pastMatch(ESCAPE, text, at);
      if (end === at) return causeOf(text.charCodeAt(pastMatch(ESCAPE_BEGUN, text, at)));
      at = end - 1;
    }
  }
  return SYNTAX;
}

/** The cause when this character (NaN: the end of the text) cannot stand where it does inside a string. */
function causeOf(code: number): JsonCause {
  return code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d ? CONTROL : SYNTAX;
}

function pastMatch(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}
