/** Tokens as the journal shows them: never whole, wherever a request or its answer carries one. */

/** Characters of a token that are shown. */
const SHOWN = 4;
/** Of a shorter one nothing is: its beginning would be half of it. */
const SHOWN_FROM = 2 * SHOWN;

/** A name and its value in a query, of an address wherever it stands in a text. */
const QUERY_PAIR = /([?&])([^=?&\s"<>]*)=([^&\s"<>]*)/g;

export function redactToken(token: string): string {
  return `${token.length >= SHOWN_FROM ? token.slice(0, SHOWN) : ""}…`;
}

/**
 * A text with the values of all query parameters that speak of a token cut short, in whatever encoding they
 * came, and with the token itself.
 * @param token the request's token, or null when it had none
 */
export function redactText(text: string, token: string | null): string {
  const redacted = text.replace(QUERY_PAIR, (pair, start: string, name: string, value: string) =>
    speaksOfToken(name) ? `${start}${name}=${redactToken(value)}` : pair,
  );
  // A token of a few characters would be found in words that have nothing to do with it.
  return token === null || token.length <= SHOWN ? redacted : redacted.replaceAll(token, redactToken(token));
}

/** The fields of a body, the same way; a field that speaks of a token is cut short too. */
export function redactFields(value: unknown, token: string | null): unknown {
  if (typeof value === "string") return redactText(value, token);
  if (Array.isArray(value)) return value.map((inner) => redactFields(inner, token));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
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
