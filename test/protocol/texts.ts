/** Texts for properties of segments, and other counts of them. */
import * as fc from "fast-check";
import { type Encoding, measure } from "../../src/protocol/segments.ts";

export const RUNS = { seed: 82_257, numRuns: 1000 };

export interface Count {
  readonly encoding: Encoding;
  readonly characters: number;
  readonly units: number;
  readonly gsm: number;
}

export function counted(text: string): Count {
  const { encoding, characters, units, parts } = measure(text);
  return { encoding, characters, units, gsm: parts.gsm };
}

const gsmCharacter = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(..."aZ 09@_$!?'/é") },
  { weight: 2, arbitrary: fc.constantFrom(..."\n\rèùìòÇØøÅå£¥¤§¿¡ÆæßÉÄÖÑÜäöñüà") },
  { weight: 1, arbitrary: fc.constantFrom(..."ΔΦΓΛΩΠΨΣΘΞ") },
  { weight: 4, arbitrary: fc.constantFrom(..."\f^{}\\[~]|€") },
);

/** Neither joiners nor combining marks: each is a grapheme cluster of its own. */
const unicodeCharacter = fc.oneof(
  { weight: 3, arbitrary: gsmCharacter },
  { weight: 2, arbitrary: fc.constantFrom(..."áçíóúÁÃñșłžħ`\t“”–…•") },
  { weight: 2, arbitrary: fc.constantFrom(..."櫻短信한글ЖяאΑΒαβ") },
  { weight: 4, arbitrary: fc.constantFrom("😀", "😜", "🐳", "📱", "𝒳", "𠜎") },
);

/** Lengths at which a part ends, alone and in a longer message. */
const BOUNDARIES = [67, 70, 80, 134, 153, 160, 201, 306, 320];

/** Runs of one character that end within three units of a boundary, each followed by a few mixed ones. */
export function textOf(character: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const run = fc
    .tuple(character, fc.constantFrom(...BOUNDARIES), fc.integer({ min: -3, max: 3 }))
    .map(([filler, boundary, offset]) => filler.repeat(Math.floor(boundary / filler.length) + offset));
  const few = fc.string({ unit: character, maxLength: 6 });
  const nearBoundary = fc
    .array(fc.tuple(few, run, few), { minLength: 1, maxLength: 3 })
    .map((runs) => runs.flat().join(""));
  const mixed = fc.string({ unit: character, minLength: 1, maxLength: 480, size: "max" });
  return fc.oneof(nearBoundary, mixed).filter((text) => text !== "");
}

export const gsmText = textOf(gsmCharacter);
export const unicodeText = textOf(unicodeCharacter);

/** UTF-16 code units in any order, most of them surrogates, many without a partner. */
export const anyString = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.integer({ min: 0xd800, max: 0xdbff }),
      fc.integer({ min: 0xdc00, max: 0xdfff }),
    ),
    { maxLength: 300, size: "max" },
  )
  .map((codeUnits) => String.fromCharCode(...codeUnits));
