import * as fc from "fast-check";
import { SegmentedMessage } from "sms-segments-calculator";
import { split } from "split-sms";
import { describe, expect, test } from "vitest";
import vectors from "../../fixtures/segments/vectors.json" with { type: "json" };
import {
  type Encoding,
  encodingOf,
  measure,
  type SegmentRule,
  segmentBoundaries,
  unitsOf,
} from "../../src/protocol/segments.ts";

const RUNS = { seed: 82_257, numRuns: 1000 };

interface Count {
  readonly encoding: Encoding;
  readonly characters: number;
  readonly units: number;
  readonly gsm: number;
}

function counted(text: string): Count {
  const { encoding, characters, units, parts } = measure(text);
  return { encoding, characters, units, gsm: parts.gsm };
}

function countedBySplitSms(text: string): Count {
  const { characterSet, parts, bytes, length } = split(text, { summary: true });
  const isGsm = characterSet === "GSM";
  return {
    encoding: isGsm ? "GSM-7" : "UCS-2",
    characters: length,
    units: isGsm ? bytes : bytes / 2,
    gsm: parts.length,
  };
}

/** Twilio keeps grapheme clusters whole; the same count only for texts whose clusters are single code points. */
function countedByTwilio(text: string): Count {
  const message = new SegmentedMessage(text);
  const encoding = message.encodingName;
  return {
    encoding,
    characters: message.numberOfUnicodeScalars,
    units: message.messageSize / (encoding === "GSM-7" ? 7 : 16),
    gsm: message.segmentsCount,
  };
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
function textOf(character: fc.Arbitrary<string>): fc.Arbitrary<string> {
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

const gsmText = textOf(gsmCharacter);
const unicodeText = textOf(unicodeCharacter);

/** UTF-16 code units in any order, most of them surrogates, many without a partner. */
const anyString = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.integer({ min: 0xd800, max: 0xdbff }),
      fc.integer({ min: 0xdc00, max: 0xdfff }),
    ),
    { maxLength: 300, size: "max" },
  )
  .map((codeUnits) => String.fromCharCode(...codeUnits));

/** Parts of 67 code units, filled in order with characters that stay whole. */
function partsOf67(characters: readonly string[]): number {
  let parts = 1;
  let filled = 0;
  for (const { length } of characters) {
    if (filled + length > 67) {
      parts++;
      filled = 0;
    }
    filled += length;
  }
  return parts;
}

describe("published vectors", () => {
  const published = vectors.filter((vector) => vector.mode === undefined);
  const clusters = vectors.filter((vector) => vector.mode === "grapheme-vs-codeunit-divergence");

  test("the file of vectors is all there", () => {
    expect(published).toHaveLength(87);
    expect(clusters).toHaveLength(8);
  });

  for (const [index, vector] of published.entries()) {
    const label = `${vector.name ?? JSON.stringify(vector.text.slice(0, 20))} (vector ${index})`;
    test(`[segments.gsm] the published count holds for ${label}`, () => {
      expect(counted(vector.text)).toEqual({
        encoding: vector.encoding,
        characters: Array.from(vector.text).length,
        units: vector.units,
        gsm: vector.segments,
      });
      expect(vector.strictSegments ?? vector.segments).toBe(vector.segments);
    });
  }

  test("[segments.gsm] a cluster of emoji may be cut between its code points, which Twilio avoids", () => {
    for (const { text, encoding, units, segments, twilioSegments } of clusters) {
      expect(measure(text)).toMatchObject({ encoding, units, parts: { gsm: segments } });
      expect(countedByTwilio(text).gsm).toBe(twilioSegments);
    }
  });
});

describe("the phone network's count", () => {
  test("[segments.gsm] every code unit but a leading surrogate has split-sms's encoding and length", () => {
    const different: string[] = [];
    for (let codeUnit = 0; codeUnit <= 0xffff; codeUnit++) {
      if (codeUnit >= 0xd800 && codeUnit <= 0xdbff) continue;
      const text = String.fromCharCode(codeUnit);
      const ours = counted(text);
      const theirs = countedBySplitSms(text);
      if (ours.encoding !== theirs.encoding || ours.units !== theirs.units)
        different.push(codeUnit.toString(16));
    }
    expect(different).toEqual([]);
  });

  test("[segments.gsm] any GSM text counts as split-sms and Twilio count it", () => {
    fc.assert(
      fc.property(gsmText, (text) => {
        const ours = counted(text);
        expect(ours.encoding).toBe("GSM-7");
        expect(ours).toEqual(countedBySplitSms(text));
        expect(ours).toEqual(countedByTwilio(text));
      }),
      RUNS,
    );
  });

  test("[segments.gsm] any Unicode text counts as split-sms and Twilio count it", () => {
    fc.assert(
      fc.property(unicodeText, (text) => {
        const ours = counted(text);
        expect(ours).toEqual(countedBySplitSms(text));
        expect(ours).toEqual(countedByTwilio(text));
      }),
      RUNS,
    );
  });

  test("[segments.gsm] joined emoji and combining accents count as split-sms counts them, by code unit", () => {
    const joined = fc.constantFrom("👨‍👩‍👧‍👦", "🏳️‍🌈", "👍🏽", "🇮🇹", "e\u0301", "a");
    fc.assert(
      fc.property(textOf(joined), (text) => {
        expect(counted(text)).toEqual(countedBySplitSms(text));
      }),
      RUNS,
    );
  });

  test.each([
    ["160 letters", 1, "a".repeat(160)],
    ["161 letters", 2, "a".repeat(161)],
    ["306 letters", 2, "a".repeat(306)],
    ["307 letters", 3, "a".repeat(307)],
    ["304 letters and a bracket", 2, `${"a".repeat(304)}[`],
    ["152 letters, a bracket and 152 letters", 3, `${"a".repeat(152)}[${"a".repeat(152)}`],
    ["70 ideographs", 1, "櫻".repeat(70)],
    ["71 ideographs", 2, "櫻".repeat(71)],
    ["134 ideographs", 2, "櫻".repeat(134)],
    ["135 ideographs", 3, "櫻".repeat(135)],
    ["66 ideographs, an emoji and 66 ideographs", 3, `${"櫻".repeat(66)}😀${"櫻".repeat(66)}`],
  ])("[segments.gsm] on the phone network %s take %i SMS", (_, parts, text) => {
    expect(measure(text).parts.gsm).toBe(parts);
  });

  test("[segments.gsm] a surrogate without its partner is one character and one unit, and crashes nothing", () => {
    fc.assert(
      fc.property(anyString, (surrogates) => {
        const text = `櫻${surrogates}`;
        const characters = Array.from(text);
        expect(counted(text)).toEqual({
          encoding: "UCS-2",
          characters: characters.length,
          units: text.length,
          gsm: text.length <= 70 ? 1 : partsOf67(characters),
        });
      }),
      RUNS,
    );
  });
});

describe("the vendor's count", () => {
  test("[segments.documented] 480 characters are 3 SMS to the vendor and 4 on the phone network", () => {
    const fullLength = fc.string({
      unit: fc.constantFrom(..."aZ 09@$\n_éñÑÜß¿Δ"),
      minLength: 480,
      maxLength: 480,
    });
    fc.assert(
      fc.property(fullLength, (text) => {
        expect(measure(text)).toEqual({
          encoding: "GSM-7",
          characters: 480,
          units: 480,
          parts: { documented: 3, gsm: 4 },
        });
      }),
      RUNS,
    );
  });

  test.each([
    { length: 1, documented: 1 },
    { length: 160, documented: 1 },
    { length: 161, documented: 2 },
    { length: 320, documented: 2 },
    { length: 321, documented: 3 },
    { length: 481, documented: 4 },
  ])("[segments.documented] to the vendor $length letters are $documented SMS", ({ length, documented }) => {
    expect(measure("a".repeat(length)).parts.documented).toBe(documented);
  });

  test.each([..."€[]^{|}~\f\\"])(
    "[segments.documented] the extension character %j counts two",
    (character) => {
      expect(measure(character.repeat(80))).toMatchObject({
        characters: 80,
        units: 160,
        parts: { documented: 1 },
      });
      expect(measure(character.repeat(81))).toMatchObject({
        characters: 81,
        units: 162,
        parts: { documented: 2 },
      });
    },
  );

  test.each([
    ["70 ideographs", 1, "櫻".repeat(70)],
    ["71 ideographs", 2, "櫻".repeat(71)],
    ["140 ideographs", 2, "櫻".repeat(140)],
    ["141 ideographs", 3, "櫻".repeat(141)],
    ["35 emoji", 1, "😀".repeat(35)],
    ["36 emoji", 2, "😀".repeat(36)],
    ["480 ideographs", 7, "櫻".repeat(480)],
  ])("[segments.documented-unicode] to the vendor %s are %i SMS", (_, documented, text) => {
    expect(measure(text)).toMatchObject({ encoding: "UCS-2", parts: { documented } });
  });

  test("[segments.documented-unicode] one letter outside the GSM alphabet makes 160 letters three parts", () => {
    expect(measure(`${"a".repeat(159)}é`).parts).toEqual({ documented: 1, gsm: 1 });
    expect(measure(`${"a".repeat(159)}á`).parts).toEqual({ documented: 3, gsm: 3 });
  });
});

describe("both counts", () => {
  const text = fc.oneof(gsmText, unicodeText, anyString);
  const anyUnicode = fc.oneof(unicodeText, anyString).map((rest) => `櫻${rest}`);

  test("the vendor never counts more parts than the phone network", () => {
    fc.assert(
      fc.property(text, (sample) => {
        const { documented, gsm } = measure(sample).parts;
        expect(documented).toBeLessThanOrEqual(gsm);
      }),
      RUNS,
    );
  });

  test("appending never lowers characters or parts", () => {
    fc.assert(
      fc.property(text, text, (start, end) => {
        const before = measure(start);
        const after = measure(start + end);
        expect(after.characters).toBeGreaterThanOrEqual(before.characters);
        expect(after.parts.documented).toBeGreaterThanOrEqual(before.parts.documented);
        expect(after.parts.gsm).toBeGreaterThanOrEqual(before.parts.gsm);
      }),
      RUNS,
    );
  });

  test("units add up while the encoding stays, and fall only where a bracket no longer needs its escape", () => {
    const sameAlphabet = fc.oneof(fc.tuple(gsmText, gsmText), fc.tuple(anyUnicode, anyUnicode));
    fc.assert(
      fc.property(sameAlphabet, ([start, end]) => {
        expect(measure(start + end).units).toBe(measure(start).units + measure(end).units);
      }),
      RUNS,
    );
    expect(measure("[".repeat(80)).units).toBe(160);
    expect(measure(`${"[".repeat(80)}á`).units).toBe(81);
  });

  test("a text is GSM-7 only when both its halves are", () => {
    fc.assert(
      fc.property(text, text, (start, end) => {
        const halves = [measure(start).encoding, measure(end).encoding];
        expect(measure(start + end).encoding).toBe(halves.includes("UCS-2") ? "UCS-2" : "GSM-7");
      }),
      RUNS,
    );
  });

  test("an empty text has no parts", () => {
    expect(measure("")).toEqual({
      encoding: "GSM-7",
      characters: 0,
      units: 0,
      parts: { documented: 0, gsm: 0 },
    });
  });
});

/** The parts themselves. */
function partsOf(text: string, rule: SegmentRule): readonly string[] {
  const { starts } = segmentBoundaries(text, rule);
  return starts.map((start, part) => text.slice(start, starts[part + 1]));
}

function unitsIn(text: string, encoding: Encoding): number {
  return Array.from(text).reduce((sum, character) => sum + unitsOf(character, encoding), 0);
}

/** Units of one part, by how many there are. */
function capacityOf(encoding: Encoding, parts: number): number {
  if (encoding === "GSM-7") return parts > 1 ? 153 : 160;
  return parts > 1 ? 67 : 70;
}

describe("where the parts begin", () => {
  const text = fc.oneof(gsmText, unicodeText, anyString);
  const rule = fc.constantFrom<SegmentRule>("documented", "gsm");

  test("[segments.gsm] [segments.documented] the parts are the text, as many as are counted, none empty", () => {
    fc.assert(
      fc.property(text, rule, (sample, by) => {
        const parts = partsOf(sample, by);
        expect(parts.join("")).toBe(sample);
        expect(parts).toHaveLength(measure(sample).parts[by]);
        expect(parts).not.toContain("");
      }),
      RUNS,
    );
  });

  test("[segments.gsm] no part holds too much, none could take the next character, no pair is split", () => {
    fc.assert(
      fc.property(text, (sample) => {
        const encoding = encodingOf(sample);
        const parts = partsOf(sample, "gsm");
        const capacity = capacityOf(encoding, parts.length);
        for (const [index, part] of parts.entries()) {
          expect(unitsIn(part, encoding)).toBeLessThanOrEqual(capacity);
          const [next] = parts[index + 1] ?? [];
          expect(unitsIn(part + (next ?? "a".repeat(capacity)), encoding)).toBeGreaterThan(capacity);
        }
        expect(parts.flatMap((part) => Array.from(part))).toEqual(Array.from(sample));
      }),
      RUNS,
    );
  });

  test("[segments.gsm] any text is cut where split-sms cuts it, and has as much room left", () => {
    fc.assert(
      fc.property(fc.oneof(gsmText, unicodeText), (sample) => {
        const theirs = split(sample, { summary: true });
        const parts = partsOf(sample, "gsm");
        expect(parts.map((part) => Array.from(part).length)).toEqual(
          theirs.parts.map(({ length }) => length),
        );
        const encoding = encodingOf(sample);
        const bytes = theirs.parts.at(-1)?.bytes ?? 0;
        expect(segmentBoundaries(sample, "gsm").unitsLeft).toBe(
          capacityOf(encoding, parts.length) - (encoding === "GSM-7" ? bytes : bytes / 2),
        );
      }),
      RUNS,
    );
  });

  test("[segments.documented] a part begins with the character that holds its first unit", () => {
    fc.assert(
      fc.property(text, (sample) => {
        const encoding = encodingOf(sample);
        const capacity = capacityOf(encoding, 1);
        for (const [part, start] of segmentBoundaries(sample, "documented").starts.entries()) {
          const before = unitsIn(sample.slice(0, start), encoding);
          const [character = ""] = sample.slice(start);
          expect(before).toBeLessThanOrEqual(part * capacity);
          expect(before + unitsOf(character, encoding)).toBeGreaterThan(part * capacity);
        }
      }),
      RUNS,
    );
  });

  test("as many units as are left fit in, and one more opens a part", () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.constant("")), rule, (sample, by) => {
        const { starts, unitsLeft } = segmentBoundaries(sample, by);
        const filler = encodingOf(sample) === "GSM-7" ? "a" : "櫻";
        const full = sample + filler.repeat(unitsLeft);
        expect(measure(full).parts[by]).toBe(Math.max(1, starts.length));
        expect(measure(full + filler).parts[by]).toBe(Math.max(1, starts.length) + 1);
      }),
      RUNS,
    );
  });

  test.each<[string, string, readonly number[], readonly number[]]>([
    ["nothing", "", [], []],
    ["one letter", "a", [0], [0]],
    ["480 letters", "a".repeat(480), [0, 160, 320], [0, 153, 306, 459]],
    ["159 letters and a bracket", `${"a".repeat(159)}[`, [0, 159], [0, 153]],
    ["152 letters, a bracket, 10 letters", `${"a".repeat(152)}[${"a".repeat(10)}`, [0, 159], [0, 152]],
    ["69 ideographs and two emoji", `${"櫻".repeat(69)}😀😀`, [0, 69], [0, 67]],
    ["66 ideographs and three emoji", `${"櫻".repeat(66)}😀😀😀`, [0, 70], [0, 66]],
  ])("%s: as drawn by either rule", (_, sample, documented, gsm) => {
    expect(segmentBoundaries(sample, "documented").starts).toEqual(documented);
    expect(segmentBoundaries(sample, "gsm").starts).toEqual(gsm);
  });
});
