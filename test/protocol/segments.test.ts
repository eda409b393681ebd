import * as fc from "fast-check";
import { SegmentedMessage } from "sms-segments-calculator";
import { split } from "split-sms";
import { describe, expect, test } from "vitest";
import vectors from "../../fixtures/segments/vectors.json" with { type: "json" };
import { measure } from "../../src/protocol/segments.ts";
import { anyString, type Count, counted, gsmText, RUNS, textOf, unicodeText } from "./texts.ts";

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
