/** Reasons why PHP refuses a JSON text, without its words. */
type Problem = "syntax" | "control" | "depth" | "mismatch" | "utf8" | "utf16";

/** PHP versions whose parsers differ: 7.0 brought a new one. */
export type PhpVersion = "5.6" | "8.2";

export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly cause: string };

/** Causes as the 400 answer has them: the framework's words for PHP 5.6, PHP's own from release 2.0.44 on. */
const CAUSES: Readonly<Record<PhpVersion, Readonly<Record<Problem, string>>>> = {
  "5.6": {
    syntax: "Syntax error.",
    control: "Control character error, possibly incorrectly encoded.",
    depth: "The maximum stack depth has been exceeded.",
    mismatch: "Invalid or malformed JSON.",
    utf8: "Malformed UTF-8 characters, possibly incorrectly encoded.",
    // PHP 5.6 takes a lone surrogate.
    utf16: "",
  },
  "8.2": {
    syntax: "Syntax error",
    control: "Control character error, possibly incorrectly encoded",
    depth: "Maximum stack depth exceeded",
    mismatch: "State mismatch (invalid or malformed JSON)",
    utf8: "Malformed UTF-8 characters, possibly incorrectly encoded",
    utf16: "Single unpaired UTF-16 surrogate in unicode escape",
  },
};

/** Most arrays and objects that may be nested; both versions refuse the 512th. */
const MAX_DEPTH = 511;

/**
 * Parses a request body as `json_decode` does, and gives its cause when it refuses. Never throws.
 *
 * The empty text is `null`, which the framework does not hand to PHP at all. Of several errors the first one from
 * the left is the cause, except that PHP 5.6 looks for bytes that are not UTF-8 before anything else.
 *
 * @see FRAMEWORK.md, sections 5, 8, 10 and 11
 */
export function parsePhpJson(bytes: Uint8Array, php: PhpVersion): JsonResult {
  if (bytes.length === 0) return { ok: true, value: null };
  const text = decodeUtf8(bytes);
  if (text === undefined) return refused(php, php === "5.6" ? "utf8" : problemOfBadBytes(bytes));
  if (mayBeRefused(text, php)) {
    const problem = findProblem(text, php);
    if (problem !== undefined) return refused(php, problem);
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    const problem = findProblem(text, php);
    return problem === undefined ? { ok: true, value: valueOf(text) } : refused(php, problem);
  }
}

function refused(php: PhpVersion, problem: Problem): JsonResult {
  return { ok: false, cause: CAUSES[php][problem] };
}

/** True when PHP may refuse what `JSON.parse` accepts: too deep takes a pair of brackets for each level. */
function mayBeRefused(text: string, php: PhpVersion): boolean {
  return text.length > 2 * MAX_DEPTH || (php === "8.2" && text.includes("\\u"));
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenientUtf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** The text, or undefined when the bytes are not UTF-8. A byte order mark stays in it as U+FEFF. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** PHP 8 meets errors in the order of the text, and the bad bytes as one of them. */
function problemOfBadBytes(bytes: Uint8Array): Problem {
  const text = lenientUtf8.decode(bytes);
  const wellFormed = new TextEncoder().encode(text);
  const bad = bytes.findIndex((byte, at) => byte !== wellFormed[at]);
  // Streaming holds back the beginning of a character that the bad byte breaks off.
  const before = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, bad), {
    stream: true,
  });
  return findProblem(text, "8.2", before.length) ?? "utf8";
}

const BLANK = /[ \t\n\r]*/y;
const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** PHP 5.6 takes a point without digits behind it. */
const OLD_LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?\d+)?/y;
const OLD_LITERAL_BEGUN =
  /t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?|-?(?:(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?)?)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
const ESCAPE_BEGUN = /\\(?:u[\da-fA-F]{0,3})?/y;
const SURROGATE = /\\u[dD][89a-fA-F]/y;
const SURROGATE_PAIR = /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}/y;

/** Words and numbers that PHP 5.6 takes as the whole text, apart from its parser: numbers as in PHP itself. */
const OLD_WHOLE =
  /^[ \t\n\r]*(?:true|false|null|(?:[\v\f][\v\f \t\n\r]*)?(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|0[xX][\da-fA-F]+))[ \t\n\r]*$/;
/** A string, or a number's point without digits behind it. */
const BARE_POINT = /"(?:[^"\\]|\\.)*"|\d\.(?!\d)/g;

/** The value of a text that PHP 5.6 takes and `JSON.parse` does not. */
function valueOf(text: string): unknown {
  if (OLD_WHOLE.test(text)) return Number(text);
  return JSON.parse(
    text.replace(BARE_POINT, (found) => (found.startsWith('"') ? found : found.slice(0, -1))),
  );
}

/**
 * The first problem that PHP's parser meets going from left to right; undefined when there is none.
 *
 * @param badAt where bytes stand that are not UTF-8
 */
function findProblem(text: string, php: PhpVersion, badAt = Number.POSITIVE_INFINITY): Problem | undefined {
  const isOld = php === "5.6";
  const start = pastMatch(BLANK, text, 0);
  if (isOld && !/["[{]/.test(text.charAt(start))) {
    return OLD_WHOLE.test(text) ? undefined : problemAt(text, start);
  }
  const closers: string[] = [];
  let expected: "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma" | "nothing" = "value";

  for (let at = start; at < text.length; at = pastMatch(BLANK, text, at)) {
    const character = text.charAt(at);
    if (at >= badAt) return "utf8";
    if (problemAt(text, at) === "control") return "control";
    const takesString = expected.startsWith("value") || expected.startsWith("key");
    if (character === '"' && (takesString || !isOld)) {
      const end = pastString(text, at, isOld, badAt);
      if (typeof end === "string") return end;
      if (!takesString) return "syntax";
      at = end;
      expected = expected.startsWith("key") ? "colon" : afterValue(closers);
    } else if (character === "]" || character === "}") {
      const isEnd = expected === "comma" || (expected === "nothing" && isOld);
      const isEmpty = expected.endsWith("-or-end") && (!isOld || character === closers.at(-1));
      if (!isEnd && !isEmpty) return "syntax";
      if (character !== closers.pop()) return "mismatch";
      expected = afterValue(closers);
      at += 1;
    } else if (character === "," && expected === "comma") {
      expected = closers.at(-1) === "]" ? "value" : "key";
      at += 1;
    } else if (character === ":" && expected === "colon") {
      expected = "value";
      at += 1;
    } else if (!expected.startsWith("value")) {
      return "syntax";
    } else if (character === "[" || character === "{") {
      if (closers.length === MAX_DEPTH) return "depth";
      closers.push(character === "[" ? "]" : "}");
      expected = character === "[" ? "value-or-end" : "key-or-end";
      at += 1;
    } else {
      const end = pastMatch(isOld ? OLD_LITERAL : LITERAL, text, at);
      const begun = isOld ? pastMatch(OLD_LITERAL_BEGUN, text, at) : at;
      if (begun > end) return problemAt(text, begun);
      if (end === at) return "syntax";
      expected = afterValue(closers);
      at = end;
    }
  }
  return expected === "nothing" ? undefined : "syntax";
}

function afterValue(closers: readonly string[]): "comma" | "nothing" {
  return closers.length === 0 ? "nothing" : "comma";
}

/** The offset behind the string that opens at `from`, or its first problem. */
function pastString(text: string, from: number, isOld: boolean, badAt: number): number | Problem {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (at >= badAt) return "utf8";
    if (code === 0x22) return at + 1;
    if (code < 0x20) return isOld ? problemAt(text, at) : "control";
    if (code === 0x5c) {
      let end = pastMatch(ESCAPE, text, at);
      if (end === at) return isOld ? problemAt(text, pastMatch(ESCAPE_BEGUN, text, at)) : "syntax";
      if (!isOld && pastMatch(SURROGATE, text, at) > at) {
        end = pastMatch(SURROGATE_PAIR, text, at);
        if (end === at) return "utf16";
      }
      at = end - 1;
    }
  }
  return isOld ? "syntax" : "control";
}

/** The problem when the character (or the end of the text) cannot stand there. */
function problemAt(text: string, at: number): "control" | "syntax" {
  const code = text.charCodeAt(at);
  return code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d ? "control" : "syntax";
}

function pastMatch(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}
