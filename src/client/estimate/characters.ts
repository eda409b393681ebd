/** The characters of a text, and which of them make it dearer than it looks. */
import { type Encoding, encodingOf, unitsOf } from "../../protocol/segments.ts";

/** A character outside the GSM alphabet. */
export interface ForcingCharacter {
  readonly character: string;
  /** Unicode code point; of a surrogate without its partner, its own. */
  readonly codePoint: number;
  /** Index of its first occurrence, in UTF-16 code units. */
  readonly index: number;
  /** GSM characters that say the same; undefined where nothing is sure to. */
  readonly replacement: string | undefined;
}

/** A character that takes two units, and how often it is there. */
export interface DoubledCharacter {
  readonly character: string;
  readonly count: number;
}

export interface Characters {
  /** `UCS-2` as soon as one character is outside the GSM alphabet, else `GSM-7`. */
  readonly encoding: Encoding;
  /** Unicode code points. A surrogate without its partner is one. */
  readonly characters: number;
  /** GSM septets or UTF-16 code units. */
  readonly units: number;
  /** The distinct characters outside the GSM alphabet, in the order of the text. Without them it would be GSM-7. */
  readonly forcesUcs2: readonly ForcingCharacter[];
  /** The distinct characters that take two units: extension characters in GSM-7; emoji and the like in UCS-2. */
  readonly doubled: readonly DoubledCharacter[];
}

/** Characters that word processors put in for plain ones: quotes, dashes, the ellipsis, and blanks of other widths. */
const typography: readonly (readonly [plain: string, pattern: RegExp])[] = [
  ["'", /[\u2018-\u201B\u2032]/],
  ['"', /[\u201C-\u201F\u2033]/],
  ["-", /[\u2010-\u2015\u2212]/],
  ["...", /\u2026/],
  [" ", /[\t\xA0\u2000-\u200A\u202F]/],
];

export function charactersOf(text: string): Characters {
  const encoding = encodingOf(text);
  const forcing = new Map<string, ForcingCharacter>();
  const doubled = new Map<string, number>();
  let characters = 0;
  let units = 0;
  let index = 0;
  for (const character of text) {
    const taken = unitsOf(character, encoding);
    if (taken > 1) doubled.set(character, (doubled.get(character) ?? 0) + 1);
    if (!forcing.has(character) && encodingOf(character) === "UCS-2") {
      const codePoint = character.codePointAt(0) ?? 0;
      const replacement = typography.find(([, pattern]) => pattern.test(character))?.[0];
      forcing.set(character, { character, codePoint, index, replacement });
    }
    characters++;
    units += taken;
    index += character.length;
  }
  return {
    encoding,
    characters,
    units,
    forcesUcs2: [...forcing.values()],
    doubled: Array.from(doubled, ([character, count]) => ({ character, count })),
  };
}
