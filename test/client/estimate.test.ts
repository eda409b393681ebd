import * as fc from "fast-check";
import { split } from "split-sms";
import { describe, expect, it } from "vitest";
import { type Estimate } from "../../src/client/estimate/types.ts";
import { type EstimateParams, estimate } from "../../src/client/estimate.ts";
import { measure, segmentBoundaries, unitsOf } from "../../src/protocol/segments.ts";
import { NO_LIMITS, TestEmulator } from "../support/test-emulator.ts";

const RUNS = { seed: 82_257, numRuns: 500 };
const USA = "16465550123";

const codesOf = (params: EstimateParams) => estimate(params).warnings.map(({ code }) => code);

const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(..."aZ 09@$\n_éñÜß¿ΔΩ") },
  { weight: 2, arbitrary: fc.constantFrom(..."\f^{}\\[~]|€") },
  { weight: 1, arbitrary: fc.constantFrom(..."“’–…\u00a0\tá`櫻😀") },
);
const text = fc.string({ unit: character, maxLength: 600, size: "max" });
/** UTF-16 code units in any order, many of them half surrogate pairs. */
const anyString = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd800, max: 0xdfff })), {
    maxLength: 400,
    size: "max",
  })
  .map((codeUnits) => String.fromCharCode(...codeUnits));
const anyText = fc.oneof(text, anyString, fc.string({ unit: "binary" }));

describe("an estimate", () => {
  it("tells everything about a plain message", () => {
    expect(estimate({ message: "Hello", mobilePhone: "+1 (646) 555-0123" })).toEqual({
      kind: "sms",
      encoding: "GSM-7",
      characters: 5,
      limit: 480,
      units: 5,
      parts: { documented: 1, gsm: 1 },
      starts: { documented: [0], gsm: [0] },
      unitsLeft: { documented: 155, gsm: 155 },
      credits: { documented: 1, gsm: 1, assumed: false },
      recipient: USA,
      forcesUcs2: [],
      doubled: [],
      warnings: [],
    } satisfies Estimate);
  });

  it("[segments.documented] [segments.gsm] shows both figures of 480 characters and says that they differ", () => {
    const { parts, starts, unitsLeft, credits, warnings } = estimate({ message: "a".repeat(480) });
    expect({ parts, starts, unitsLeft, credits }).toEqual({
      parts: { documented: 3, gsm: 4 },
      starts: { documented: [0, 160, 320], gsm: [0, 153, 306, 459] },
      unitsLeft: { documented: 0, gsm: 132 },
      credits: { documented: 3, gsm: 4, assumed: false },
    });
    expect(warnings).toEqual([{ code: "figures-differ", text: "3 or 4 credits may be charged." }]);
  });

  it("names what forces UCS-2, where it stands first, and what would say the same in GSM-7", () => {
    const { encoding, forcesUcs2, warnings } = estimate({ message: "It’s “on”… – 10\u00a0櫻 ok’ 😀" });
    expect(encoding).toBe("UCS-2");
    expect(forcesUcs2).toEqual([
      { character: "’", codePoint: 0x2019, index: 2, replacement: "'" },
      { character: "“", codePoint: 0x201c, index: 5, replacement: '"' },
      { character: "”", codePoint: 0x201d, index: 8, replacement: '"' },
      { character: "…", codePoint: 0x2026, index: 9, replacement: "..." },
      { character: "–", codePoint: 0x2013, index: 11, replacement: "-" },
      { character: "\u00a0", codePoint: 0xa0, index: 15, replacement: " " },
      { character: "櫻", codePoint: 0x6afb, index: 16, replacement: undefined },
      { character: "😀", codePoint: 0x1f600, index: 22, replacement: undefined },
    ]);
    expect(warnings).toEqual([{ code: "ucs2", text: "U+2019 at 2 leaves 70 of 160 units in a part." }]);
  });

  it("counts the characters that take two units: the extension alphabet in GSM-7, pairs in UCS-2", () => {
    expect(estimate({ message: "[€] €5" })).toMatchObject({
      characters: 6,
      units: 10,
      doubled: [
        { character: "[", count: 1 },
        { character: "€", count: 2 },
        { character: "]", count: 1 },
      ],
    });
    expect(estimate({ message: "[😀] 😀" })).toMatchObject({
      characters: 5,
      units: 7,
      doubled: [{ character: "😀", count: 2 }],
    });
  });

  it("of nothing is nothing, with room for a whole part", () => {
    expect(estimate({})).toEqual(estimate({ message: "" }));
    expect(estimate({})).toMatchObject({
      characters: 0,
      parts: { documented: 0, gsm: 0 },
      credits: { documented: 0, gsm: 0 },
      unitsLeft: { documented: 160, gsm: 160 },
      warnings: [],
    });
  });

  it("takes a surrogate without its partner for a character like any other", () => {
    expect(estimate({ message: "a\ud83d" })).toMatchObject({
      encoding: "UCS-2",
      characters: 2,
      forcesUcs2: [{ character: "\ud83d", codePoint: 0xd83d, index: 1, replacement: undefined }],
    });
  });
});

describe("limits", () => {
  it("an SMS may have 480 code points, not one more", () => {
    expect(codesOf({ message: "😀".repeat(480) })).not.toContain("too-long");
    expect(codesOf({ message: "😀".repeat(481) })).toContain("too-long");
    expect(estimate({ message: "a".repeat(481) }).warnings[0]).toEqual({
      code: "too-long",
      text: "481 characters, 480 allowed.",
    });
  });

  it("an MMS may have 1544", () => {
    expect(codesOf({ message: "a".repeat(1544), mmsTemplateId: 7 })).toEqual([]);
    expect(codesOf({ message: "a".repeat(1545), mmsTemplateId: 7 })).toEqual(["too-long"]);
  });
});

describe("the price", () => {
  it("of an MMS is 3 credits, whatever its text", () => {
    for (const message of [undefined, "", "a".repeat(1544), "櫻".repeat(100)]) {
      expect(estimate({ message, mobilePhone: USA, mmsTemplateId: 7 })).toMatchObject({
        kind: "mms",
        credits: { documented: 3, gsm: 3, assumed: false },
        warnings: [],
      });
    }
  });

  it.each([
    ["Toronto", "14165550123"],
    ["Jamaica", "+1 876 555 0123"],
    ["London", "442079460123"],
  ])("for %s is that of the USA, and said to be assumed", (_, mobilePhone) => {
    const { credits, warnings } = estimate({ message: "a".repeat(161), mobilePhone });
    expect(credits).toEqual({ documented: 2, gsm: 2, assumed: true });
    expect(warnings).toEqual([{ code: "price-assumed", text: "Price unknown, that of the USA assumed." }]);
  });

  it("can be given by prefix, and is then no assumption", () => {
    const rates = { "44": { sms: 4, mms: 9 } };
    const params = { message: "a".repeat(161), mobilePhone: "442079460123" };
    expect(estimate(params, { rates })).toMatchObject({
      credits: { documented: 8, gsm: 8, assumed: false },
      warnings: [],
    });
    expect(estimate({ ...params, mmsTemplateId: 7 }, { rates }).credits.gsm).toBe(9);
    expect(estimate({ ...params, mobilePhone: USA }, { rates }).credits.gsm).toBe(2);
  });

  it("without a recipient is that of the USA", () => {
    expect(estimate({ message: "Hello" })).toMatchObject({
      recipient: undefined,
      credits: { documented: 1, gsm: 1, assumed: false },
      warnings: [],
    });
  });

  it.each(["", "call me", "646+5550123", "1646555o123"])(
    "for what is no number, %j, is assumed, and the number warned of",
    (mobilePhone) => {
      const { recipient, credits, warnings } = estimate({ message: "Hello", mobilePhone });
      expect(recipient).toBeUndefined();
      expect(credits.assumed).toBe(true);
      expect(warnings).toEqual([{ code: "recipient-unreadable", text: "mobilePhone is no number." }]);
    },
  );

  it("ten digits are North American, as the emulator takes them", () => {
    expect(estimate({ message: "Hello", mobilePhone: "6465550123" }).recipient).toBe(USA);
  });
});

describe("by property", () => {
  it("agrees with the measure that the emulator charges by", () => {
    fc.assert(
      fc.property(anyText, (message) => {
        const { encoding, characters, units, parts, credits } = estimate({ message, mobilePhone: USA });
        expect({ encoding, characters, units, parts }).toEqual(measure(message));
        expect(credits).toEqual({ ...parts, assumed: false });
      }),
      RUNS,
    );
  });

  it("counts as split-sms counts", () => {
    fc.assert(
      fc.property(
        text.filter((message) => message !== ""),
        (message) => {
          const { characterSet, parts, bytes, length } = split(message, { summary: true });
          expect(estimate({ message })).toMatchObject({
            encoding: characterSet === "GSM" ? "GSM-7" : "UCS-2",
            characters: length,
            units: characterSet === "GSM" ? bytes : bytes / 2,
            parts: { gsm: parts.length },
          });
        },
      ),
      RUNS,
    );
  });

  it("begins the parts where they are cut", () => {
    fc.assert(
      fc.property(anyText, (message) => {
        const { starts, unitsLeft } = estimate({ message });
        for (const rule of ["documented", "gsm"] as const) {
          expect({ starts: starts[rule], unitsLeft: unitsLeft[rule] }).toEqual(
            segmentBoundaries(message, rule),
          );
        }
      }),
      RUNS,
    );
  });

  it("without the characters it names, a text is GSM-7; each is where it says, and new", () => {
    fc.assert(
      fc.property(anyText, (message) => {
        const { encoding, forcesUcs2 } = estimate({ message });
        const named = new Set(forcesUcs2.map((found) => found.character));
        const rest = Array.from(message).filter((each) => !named.has(each));
        expect(measure(rest.join("")).encoding).toBe("GSM-7");
        expect(named.size).toBe(forcesUcs2.length);
        expect(named.size > 0).toBe(encoding === "UCS-2");
        for (const found of forcesUcs2) {
          expect(measure(found.character).encoding).toBe("UCS-2");
          expect(String.fromCodePoint(found.codePoint)).toBe(found.character);
          expect(message.startsWith(found.character, found.index)).toBe(true);
          expect(message.slice(0, found.index)).toSatisfy(
            (before: string) => !Array.from(before).includes(found.character),
          );
        }
      }),
      RUNS,
    );
  });

  it("suggests GSM characters for quotes, dashes, the ellipsis and blanks, and for nothing else", () => {
    const suggested: Record<string, string> = {};
    for (let codeUnit = 0; codeUnit <= 0xffff; codeUnit++) {
      const [found] = estimate({ message: String.fromCharCode(codeUnit) }).forcesUcs2;
      if (found?.replacement === undefined) continue;
      suggested[found.replacement] = `${suggested[found.replacement] ?? ""}${codeUnit.toString(16)} `;
    }
    expect(suggested).toEqual({
      "'": "2018 2019 201a 201b 2032 ",
      '"': "201c 201d 201e 201f 2033 ",
      "-": "2010 2011 2012 2013 2014 2015 2212 ",
      "...": "2026 ",
      " ": "9 a0 2000 2001 2002 2003 2004 2005 2006 2007 2008 2009 200a 202f ",
    });
    for (const replacement of Object.keys(suggested)) expect(measure(replacement).encoding).toBe("GSM-7");
  });

  it("the doubled characters make up the difference of units and characters", () => {
    fc.assert(
      fc.property(anyText, (message) => {
        const { encoding, characters, units, doubled } = estimate({ message });
        expect(doubled.reduce((sum, { count }) => sum + count, characters)).toBe(units);
        for (const { character: each, count } of doubled) {
          expect(unitsOf(each, encoding)).toBe(2);
          expect(Array.from(message).filter((other) => other === each)).toHaveLength(count);
        }
      }),
      RUNS,
    );
  });

  it("warns exactly where there is something to warn of", () => {
    const phone = fc.constantFrom(undefined, USA, "14165550123", "no number");
    const template = fc.constantFrom(undefined, 7);
    fc.assert(
      fc.property(anyText, phone, template, (message, mobilePhone, mmsTemplateId) => {
        const { kind, encoding, characters, limit, parts, credits, warnings } = estimate({
          message,
          mobilePhone,
          mmsTemplateId,
        });
        const expected = Object.entries({
          "too-long": characters > limit,
          ucs2: kind === "sms" && encoding === "UCS-2",
          "figures-differ": kind === "sms" && parts.documented !== parts.gsm,
          "recipient-unreadable": mobilePhone === "no number",
          "price-assumed": credits.assumed && mobilePhone === "14165550123",
        });
        for (const { text: shown } of warnings) expect(shown).toMatch(/^[ -~]+$/);
        expect(warnings.map(({ code }) => code)).toEqual(
          expected.flatMap(([code, applies]) => (applies ? [code] : [])),
        );
      }),
      RUNS,
    );
  });

  it.each(["documented", "gsm"] as const)(
    "is what an emulator with the %s figure charges",
    async (segments) => {
      const emulator = new TestEmulator({ ...NO_LIMITS, segments, account: { credits: 1_000_000 } });
      const sendable = text.filter((message) => message.trim() !== "" && Array.from(message).length <= 480);
      await fc.assert(
        fc.asyncProperty(sendable, async (message) => {
          const id = await emulator.sent({ MobilePhone: USA, Message: message });
          const { items } = await emulator.messages("limit=1");
          expect(items[0]?.id).toBe(id);
          expect(estimate({ message, mobilePhone: USA })).toMatchObject({
            encoding: items[0]?.encoding,
            parts: items[0]?.parts,
            credits: { [segments]: items[0]?.credits },
          });
        }),
        { ...RUNS, numRuns: 200 },
      );
    },
  );
});
