/** Redaction of tokens in journal, log and events: never whole, wherever a request or its answer carries one. */

/** Characters of a token that are shown. */
const SHOWN = 4;
/** Length from which a token's beginning is shown: it would be half of a shorter one. */
const SHOWN_FROM = 2 * SHOWN;
/** Characters by which a token is searched for; a longer one is redacted to the end of the word. */
const SOUGHT = 200;

/** A name and its value in the query of a URL, anywhere in a text. */
const QUERY_PAIR = /([?&;])([^=?&;\s"<>]*)=([^&\s"<>]*)/g;
/** A name and its value in a URL that is itself a parameter, or in a path: `access_token%3Dx`, `/access_token/x`. */
const ENCODED_PAIR = /(token(?:\[\]|%5b%5d)?(?:%(?:25)*(?:3d|2f)|\/))([^&/\s"<>]+)/gi;
/** The end of a word. */
const REST = `[^&/\\s"'<>\\\\]*`;

export function redactToken(token: string): string {
  return `${token.length >= SHOWN_FROM ? token.slice(0, SHOWN) : ""}…`;
}

/**
 * Redacts the values of all parameters named after a token, in any encoding, and the token itself.
 * @param token the request's token, or null when it had none
 */
export function redactText(text: string, token: string | null): string {
  const redacted = text
    .replace(QUERY_PAIR, (pair, start: string, name: string, value: string) =>
      speaksOfToken(name) ? `${start}${name}=${redactToken(value)}` : pair,
    )
    .replace(ENCODED_PAIR, (_pair, start: string, value: string) => `${start}${redactToken(value)}`);
  // A token of a few characters would match inside unrelated words.
  if (token === null || token.length <= SHOWN) return redacted;
  const plain = token.length > SOUGHT ? redacted : redacted.replaceAll(token, redactToken(token));
  return plain.replace(spelled(token), redactToken(token));
}

/** Redacts names and values of a body's fields; also the value of a field named after a token. */
export function redactFields(value: unknown, token: string | null): unknown {
  if (typeof value === "string") return redactText(value, token);
  if (Array.isArray(value)) return value.map((inner) => redactFields(inner, token));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      redactText(name, token),
      speaksOfToken(name) ? redactToken(typeof inner === "string" ? inner : "") : redactFields(inner, token),
    ]),
  );
}

function speaksOfToken(name: string): boolean {
  try {
    return /token/i.test(decodeURIComponent(name));
  } catch {
    return /token/i.test(name);
  }
}

let last: { readonly token: string; readonly pattern: RegExp } | undefined;

/** Pattern of a token as a URL (also within another one), JSON or XML spell it, character by character. */
function spelled(token: string): RegExp {
  if (last?.token !== token) {
    const sought = Array.from(token.slice(0, SOUGHT), spellings).join("");
    last = { token, pattern: new RegExp(token.length > SOUGHT ? sought + REST : sought, "gi") };
  }
  return last.pattern;
}

/** Literals that could begin another spelling, with patterns that exclude it, so that no text matches in two ways. */
const AMBIGUOUS: Readonly<Record<string, string>> = {
  "%": "%(?!25)",
  "\\": "\\\\\\\\",
  "&": "&(?![\\w#]{1,8};)",
  " ": "[ +]",
};

/** A pattern of the ways in which one character may be written. */
function spellings(character: string): string {
  const bytes = Array.from(Buffer.from(character), (byte) => `%(?:25)*${hex(byte, 2)}`).join("");
  const units = Array.from({ length: character.length }, (_, index) => hex(character.charCodeAt(index), 4));
  const json = units.map((unit) => `\\\\u${unit}`).join("");
  const literal = AMBIGUOUS[character] ?? units.map((unit) => `\\u${unit}`).join("");
  const entity = /\w/.test(character) ? "" : "|&[\\w#]{1,8};";
  const escaped = character === '"' || character === "/" ? `|\\\\${character}` : "";
  return `(?:${bytes}|${json}|${literal}${escaped}${entity})`;
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, "0");
}
