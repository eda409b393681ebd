/** Takes the token out of whatever comes back, in every spelling in which an answer may hold it. */
import { escapePattern } from "../../../src/shared/escape.ts";

/** Place-holder that the verifier knows instead of the token. */
export const PLACEHOLDER = "test_placeholder";

/** Characters; a shorter token would be found in the midst of ordinary words. */
export const SHORTEST_TOKEN = 8;

/** Text as bytes, one character for each. */
export type Scrub = (text: string) => string;

/**
 * Finds it raw, percent-encoded (also more than once), with escapes of JSON or XML, in hex, in base64 (at any
 * offset, either alphabet), and in UTF-16, whatever the letters' case.
 *
 * @param token visible ASCII characters
 */
export function scrubber(token: string): Scrub {
  const spelled = new RegExp(Array.from(token, spellings).join("\\0?"), "gi");
  const bytes = Buffer.from(token, "latin1");
  const hex = new RegExp(bytes.toString("hex"), "gi");
  const encoded = new RegExp(base64Cores(bytes).map(escapePattern).join("|"), "g");
  return (text) => text.replace(spelled, PLACEHOLDER).replace(hex, PLACEHOLDER).replace(encoded, PLACEHOLDER);
}

/** A pattern of every way in which a URL, JSON or XML may write one character. */
function spellings(character: string): string {
  const code = character.charCodeAt(0);
  const hex = code.toString(16).padStart(2, "0");
  const literal = escapePattern(character);
  const named = /\w/.test(character) ? "" : `|\\\\${literal}|&[a-z]+;`;
  return `(?:%(?:25)*${hex}|\\\\u00${hex}|\\\\x${hex}|&#0*${code};|&#x0*${hex};${named}|${literal})`;
}

/** Parts of its base64 that stay the same whatever stands before and after it, at each of the three offsets. */
function base64Cores(bytes: Buffer): readonly string[] {
  const cores = [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .replaceAll("=", "");
    const from = Math.ceil((offset * 8) / 6);
    const upTo = Math.floor(((offset + bytes.length) * 8) / 6);
    return whole.slice(from, upTo);
  });
  return [...cores, ...cores.map((core) => core.replaceAll("+", "-").replaceAll("/", "_"))];
}
