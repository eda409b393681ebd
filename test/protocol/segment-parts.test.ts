/** Where the parts of a text begin, and what both counts have in common. */
import * as fc from "fast-check";
import { split } from "split-sms";
import { describe, expect, test } from "vitest";
import {
  type Encoding,
  encodingOf,
  measure,
  type SegmentRule,
  segmentBoundaries,
  unitsOf,
} from "../../src/protocol/segments.ts";
import { anyString, gsmText, RUNS, unicodeText } from "./texts.ts";

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
