/** JSON bodies by property, of a mebibyte, and in other bytes than UTF-8. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePhpJson } from "../../src/protocol/json-php.ts";
import {
  CONTROL,
  causeOf,
  DEPTH,
  MISMATCH,
  NEW_CONTROL,
  NEW_MISMATCH,
  parse,
  SYNTAX,
} from "./json-php-support.ts";

const SEED = 20_130;
const MEBIBYTE = 2 ** 20;

describe("JSON bodies by property", () => {
  test("all JSON to 511 levels is parsed as JSON.parse does", () => {
    const wrapper = fc.record({ levels: fc.nat(505), open: fc.constantFrom("[", '{"a":', '[0,{"b":1},') });
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 5 }),
        wrapper,
        fc.constantFrom("", " ", "\r\n\t"),
        (inner, { levels, open }, blanks) => {
          const text =
            blanks + open.repeat(levels) + inner + blanks + (open.startsWith("{") ? "}" : "]").repeat(levels);
          expect(parse(text)).toEqual({ ok: true, value: JSON.parse(text) });
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });

  const piece = fc.constantFrom(
    ...'[]{}:,"\\ \n\t\0\u0001\u007f\uFEFFaé😀0123-+.eEu'.split(""),
    "true",
    "false",
    "null",
    '"a"',
    '"a":',
    "[]",
    "{}",
    String.raw`\u00e9`,
    "\\n",
    "1.5e3",
  );
  const soup = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
  const parses = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  test.each([
    ["short", 0],
    ["long", 2000],
  ])("PHP 8 accepts a %s text when JSON.parse accepts it, and only then", (_, blanks) => {
    fc.assert(
      fc.property(
        soup,
        fc.constantFrom("", "[", '{"a":', '["'),
        fc.constantFrom("", "]", "}", '"]'),
        (middle, before, after) => {
          const text = before + middle + after + " ".repeat(blanks);
          fc.pre(text !== "");
          expect(parse(text, "8.2").ok).toBe(parses(text));
          expect(parse(text).ok || !parses(text)).toBe(true);
        },
      ),
      { seed: SEED, numRuns: 5000 },
    );
  });

  test("a cause other than a syntax error does not change with what follows it", () => {
    const start = fc.constantFrom('["', "[1", "[[]", '{"a":"', '{"a":1', "{}");
    fc.assert(
      fc.property(start, soup, soup, (before, broken, rest) => {
        const cause = causeOf(before + broken);
        fc.pre(cause !== "none" && cause !== SYNTAX);
        expect(causeOf(before + broken + rest)).toBe(cause);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test("no text throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(parse(text)).toHaveProperty("ok");
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

describe("JSON of a mebibyte", () => {
  const filled = (filling: string): string => filling.repeat(MEBIBYTE / filling.length);

  test.each<[string, string, string]>([
    [DEPTH, "opening brackets", filled("[")],
    [DEPTH, "opening objects", filled('{"a":')],
    [SYNTAX, "an open string", `"${filled("a")}`],
    [SYNTAX, "escapes", `"${filled(String.raw`\u00e9`)}x\n"`],
    [SYNTAX, "a number that breaks off", `[${filled("1")}..]`],
    [SYNTAX, "an exponent that breaks off", `[1e${filled("1")}e`],
    [SYNTAX, "values without commas", `[${filled("[] ")}]`],
    [SYNTAX, "blanks", filled(" ")],
    [CONTROL, "a string with a control character at its end", `["${filled("a")}\u0001"]`],
    [MISMATCH, "a list closed wrongly", `[${filled("[],")}1}`],
  ])("%s in one pass for %s", (cause, _, text) => {
    expect(causeOf(text)).toBe(cause);
  });

  test("a long list is read", () => {
    expect(parse(`[${filled("[],")}1]`)).toHaveProperty("value.length", Math.floor(MEBIBYTE / 3) + 1);
  });
});

describe("bytes that are not UTF-8", () => {
  const MALFORMED = "Malformed UTF-8 characters, possibly incorrectly encoded";
  const causes = (before: string, bad: readonly number[], after = '"]'): readonly string[] =>
    (["5.6", "8.2"] as const).map((php) => {
      const result = parsePhpJson(
        Buffer.concat([Buffer.from(before), Uint8Array.from(bad), Buffer.from(after)]),
        php,
      );
      return result.ok ? "none" : result.cause;
    });

  test.each([
    ["a byte that begins nothing", [0xff]],
    ["a character that breaks off", [0xe2, 0x82]],
    ["a byte order mark that breaks off", [0xef, 0xbf]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["an overlong slash", [0xc0, 0xaf]],
  ])("are a cause of their own: %s [body.json-causes]", (_, bad) => {
    expect(causes('["a', bad)).toEqual([`${MALFORMED}.`, MALFORMED]);
    expect(causes("[1,", bad, "]")).toEqual([`${MALFORMED}.`, MALFORMED]);
    expect(causes('["\u{10FFFF}\uFFFD', bad, "")).toEqual([`${MALFORMED}.`, MALFORMED]);
  });

  test("come before every other error for PHP 5.6, in their place for PHP 8 [body.json-causes]", () => {
    expect(causes("[}", [0xff])).toEqual([`${MALFORMED}.`, NEW_MISMATCH]);
    expect(causes('["\n', [0xff])).toEqual([`${MALFORMED}.`, NEW_CONTROL]);
    expect(causes('["', [0xff], "\n")).toEqual([`${MALFORMED}.`, MALFORMED]);
  });

  test("are none where a text has U+FFFD or a byte order mark in a string", () => {
    for (const php of ["5.6", "8.2"] as const) {
      expect(parse('["\uFFFD\uFEFF"]', php)).toEqual({ ok: true, value: ["\uFFFD\uFEFF"] });
    }
  });
});
