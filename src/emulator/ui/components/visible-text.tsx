/**
 * A text as it is: what is invisible in it, or would turn the direction of what follows, is written out by name, and
 * nothing in it reaches beyond its own line.
 */
import type { Child } from "hono/jsx";

/** Controls, formats (bidirectional ones among them), separators of lines, unpaired surrogates and private use. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;

/** Those that a reader meets, by the short name that Unicode has for them. */
const names: Readonly<Record<string, string>> = {
  "\0": "NUL",
  "\b": "BS",
  "\t": "TAB",
  "\r": "CR",
  "\u001b": "ESC",
  "\u007f": "DEL",
  "\u00ad": "SHY",
  "\u061c": "ALM",
  "\u200b": "ZWSP",
  "\u200c": "ZWNJ",
  "\u200d": "ZWJ",
  "\u200e": "LRM",
  "\u200f": "RLM",
  "\u2028": "LS",
  "\u2029": "PS",
  "\u202a": "LRE",
  "\u202b": "RLE",
  "\u202c": "PDF",
  "\u202d": "LRO",
  "\u202e": "RLO",
  "\u2060": "WJ",
  "\u2066": "LRI",
  "\u2067": "RLI",
  "\u2068": "FSI",
  "\u2069": "PDI",
  "\ufeff": "BOM",
};

/** `U+202E`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** A short name of what cannot be seen. */
function nameOf(character: string): string {
  return names[character] ?? codePoint(character);
}

export function isHidden(character: string): boolean {
  return character.search(HIDDEN) === 0;
}

/** A text that stands where there is no markup: what cannot be seen is named in it. */
export function writtenOut(text: string): string {
  return text.replace(HIDDEN, (character) => `[${nameOf(character)}]`);
}

interface VisibleTextProps {
  readonly text: string;
  /** Characters (UTF-16 code units) that are shown; the rest is counted. */
  readonly limit?: number;
}

/** More than any message that could be sent. */
const LIMIT = 2000;

export function VisibleText({ text, limit = LIMIT }: VisibleTextProps) {
  const shown = text.length > limit ? text.slice(0, limit) : text;
  return (
    <bdi class="text">
      {marked(shown)}
      {shown.length < text.length && <span class="hint"> … {text.length - shown.length} more</span>}
    </bdi>
  );
}

/** Pieces of text, and a mark for each hidden character but the line break and the joiner inside of an emoji. */
function marked(text: string): readonly Child[] {
  const pieces: Child[] = [];
  let from = 0;
  for (const match of text.matchAll(HIDDEN)) {
    const [character] = match;
    if (character === "\n" || (character === "\u200d" && joinsEmoji(text, match.index))) continue;
    pieces.push(text.slice(from, match.index), <Hidden character={character} />);
    from = match.index + character.length;
  }
  pieces.push(text.slice(from));
  return pieces;
}

export function Hidden({ character }: { readonly character: string }) {
  return (
    <span class="hidden-char" title={`${codePoint(character)}, which cannot be seen`}>
      {nameOf(character)}
    </span>
  );
}

/** Behind an emoji, its variation selector or its skin tone included, and before the next one. */
function joinsEmoji(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - LONGEST_EMOJI), at);
  return (
    /\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?$/u.test(before) &&
    /^\p{Extended_Pictographic}/u.test(text.slice(at + 1, at + 3))
  );
}

/** UTF-16 code units of one emoji with its modifier. */
const LONGEST_EMOJI = 4;
