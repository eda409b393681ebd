/** Addresses as the framework writes them back. Recorded: `fixtures/wire/FRAMEWORK.md` section 9. */
import type { PhpFields, PhpValue } from "./php-fields.ts";

/**
 * `Link` header of an answer that lists nothing: the address as it was called, re-encoded, its rel unquoted.
 *
 * @param bothEnds whether the release names the first and the last page too, which are this one
 */
export function ownLink(origin: string, path: string, query: PhpFields, bothEnds: boolean): string {
  const link = `<${address(origin, path, query)}>; rel=`;
  return bothEnds ? `${link}self, ${link}first, ${link}last` : `${link}self`;
}

export function address(origin: string, path: string, query: PhpFields): string {
  const written = buildQuery(query);
  return written === "" ? origin + path : `${origin}${path}?${written}`;
}

/** PHP's http_build_query. */
function buildQuery(query: PhpFields): string {
  let written = "";
  for (const name in query) {
    const value = query[name];
    if (value !== undefined) written += pairs(encode(name), value);
  }
  return written.slice(1);
}

function pairs(name: string, value: PhpValue): string {
  if (typeof value === "string") return `&${name}=${encode(value)}`;
  let written = "";
  for (const [key, inner] of Object.entries(value)) written += pairs(`${name}%5B${encode(key)}%5D`, inner);
  return written;
}

/** PHP's urlencode: letters, digits and `-_.` stay, a space is `+`. */
function encode(text: string): string {
  if (/^[\w.-]*$/.test(text)) return text;
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\uFFFD"))
    .replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}
