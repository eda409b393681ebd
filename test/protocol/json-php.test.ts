import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import recordings from "../../fixtures/wire/cases.json" with { type: "json" };
import { decodeUtf8, type JsonCause, parsePhpJson } from "../../src/protocol/json-php.ts";

const SEED = 20_130;
const MEBIBYTE = 2 ** 20;

const SYNTAX: JsonCause = "Syntax error.";
const CONTROL: JsonCause = "Control character error, possibly incorrectly encoded.";
const DEPTH: JsonCause = "The maximum stack depth has been exceeded.";
const MISMATCH: JsonCause = "Invalid or malformed JSON.";

const causeOf = (text: string): JsonCause | "none" => {
  const result = parsePhpJson(text);
  return result.ok ? "none" : result.cause;
};

/** The recorded JSON bodies, and the cause in the answer. */
const recorded = recordings.cases.flatMap(({ name, request, response }) => {
  if (request.body === null || !/^body-json-|^rate-counts-malformed/.test(name)) return [];
  const [, cause = "none"] = /Invalid JSON data in request body: (.+?)["<]/.exec(response.body) ?? [];
  return [{ name, body: request.body, cause }];
});

describe("JSON bodies", () => {
  test("the recordings hold bodies of several causes", () => {
    expect(recorded.length).toBeGreaterThan(20);
    expect(new Set(recorded.map(({ cause }) => cause))).toEqual(new Set(["none", SYNTAX, DEPTH, MISMATCH]));
  });

  test.each(recorded)(
    "$name: the cause is the recorded one, $cause [body.json-causes]",
    ({ body, cause }) => {
      expect(causeOf(body)).toBe(cause);
    },
  );

  test.each<[JsonCause, string, string]>([
    [SYNTAX, "blanks only", " \n"],
    [SYNTAX, "a byte order mark", "\uFEFF{}"],
    [SYNTAX, "a trailing comma in an object", '{"a":1,}'],
    [SYNTAX, "a trailing comma in an array", "[1,]"],
    [SYNTAX, "a comma behind the value", "{},"],
    [SYNTAX, "a key without value", '{"a"}'],
    [SYNTAX, "a key without quotes", "{a:1}"],
    [SYNTAX, "a number as key", "{1:1}"],
    [SYNTAX, "two values", "[1 2]"],
    [SYNTAX, "an array that stays open", '["a"'],
    [SYNTAX, "an object that stays open", '{"a":{}'],
    [SYNTAX, "a word in other case", "[True]"],
    [SYNTAX, "a word cut short", "[tru]"],
    [SYNTAX, "a leading zero", "[01]"],
    [SYNTAX, "a leading plus", "[+1]"],
    [SYNTAX, "a point without digits", "[1.]"],
    [SYNTAX, "an exponent without digits", "[1e]"],
    [SYNTAX, "a raw newline in a string", '["a\nb"]'],
    [SYNTAX, "a raw tab in a string", '["a\tb"]'],
    [SYNTAX, "a raw CR in a string", '["a\rb"]'],
    [SYNTAX, "an unknown escape", String.raw`["\q"]`],
    [SYNTAX, "a short Unicode escape", String.raw`["\u12"]`],
    [SYNTAX, "a string that ends in a backslash", '["\\'],
    [SYNTAX, "a form feed between values", "[1,\f2]"],
    [SYNTAX, "a no-break space", "[\u00a0]"],
    [SYNTAX, "the wrong bracket where a value should be", '{"a":]'],
    [SYNTAX, "the wrong bracket right after the opening one", "[}"],
    [SYNTAX, "a bracket behind a bare number", "1]"],
    [CONTROL, "U+0001 in a string", '{"a":"\u0001"}'],
    [CONTROL, "U+001F in a key", '{"\u001f":1}'],
    [CONTROL, "NUL in a string that stays open", '["\0'],
    [CONTROL, "a vertical tab in a string", '["\v"]'],
    [CONTROL, "a control character behind a backslash", '["\\\u0001"]'],
    [CONTROL, "a control character in a Unicode escape", '["\\u00\u0001"]'],
    [MISMATCH, "an array closed as an object", "[1}"],
    [MISMATCH, "an object closed as an array", '{"a":1]'],
    [MISMATCH, "the wrong bracket after an inner object", "[{}}"],
    [MISMATCH, "a closing bracket too many", "{}}"],
    [MISMATCH, "a closing bracket behind a text", '"a"]'],
  ])("%s for %s [body.json-causes]", (cause, _, text) => {
    expect(causeOf(text)).toBe(cause);
    expect(causeOf(" ".repeat(2000) + text), "in a long text").toBe(cause);
  });

  test.each<[JsonCause, string, string]>([
    [MISMATCH, "a wrong bracket before a control character", '[1}"\u0001"'],
    [CONTROL, "a control character before a wrong bracket", '["\u0001"}'],
    [SYNTAX, "a newline before a control character", '["\n\u0001"]'],
    [SYNTAX, "a missing comma before a wrong bracket", "[1 1}"],
    [DEPTH, "the 513th level before a wrong bracket", `${"[".repeat(513)}1}`],
    [SYNTAX, "a comma behind the value before a wrong bracket", '{},"a":[]}'],
    [SYNTAX, "a missing colon before the 513th level", `{"a" ${"[".repeat(600)}`],
  ])("%s: the first error counts, %s [body.json-causes]", (cause, _, text) => {
    expect(causeOf(text)).toBe(cause);
  });

  test.each([
    ["arrays", "[", "]"],
    ["objects", '{"a":', "}"],
  ])("512 levels of %s are read, 513 are too deep [body.json-causes]", (_, open, close) => {
    const nested = (levels: number): string =>
      open.repeat(levels - 1) + (open === "[" ? "[]" : "{}") + close.repeat(levels - 1);
    expect(causeOf(nested(512))).toBe("none");
    expect(causeOf(nested(513))).toBe(DEPTH);
    expect(causeOf(open.repeat(513))).toBe(DEPTH);
    expect(causeOf(open.repeat(512))).toBe(SYNTAX);
  });

  test("brackets inside strings are no levels", () => {
    expect(causeOf(JSON.stringify(["[{".repeat(2000)]))).toBe("none");
  });

  test("an empty body is null, as for PHP 5.6", () => {
    expect(parsePhpJson("")).toEqual({ ok: true, value: null });
  });

  test("of two values of one key the last stays", () => {
    expect(parsePhpJson('{"a":1,"a":2}')).toEqual({ ok: true, value: { a: 2 } });
  });

  test("a lone surrogate is accepted", () => {
    expect(parsePhpJson(String.raw`["\ud800"]`)).toEqual({ ok: true, value: ["\ud800"] });
  });

  test.each(["", " ".repeat(2000)])("__proto__ is a key like any other", (blanks) => {
    const result = parsePhpJson(`{"__proto__":{"polluted":1},"constructor":2}${blanks}`);
    expect(result.ok && Object.keys(Object(result.value))).toEqual(["__proto__", "constructor"]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

describe("JSON bodies by property", () => {
  test("all JSON to 512 levels is parsed as JSON.parse does", () => {
    const wrapper = fc.record({ levels: fc.nat(505), open: fc.constantFrom("[", '{"a":', '[0,{"b":1},') });
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 5 }),
        wrapper,
        fc.constantFrom("", " ", "\r\n\t"),
        (inner, { levels, open }, blanks) => {
          const text =
            blanks + open.repeat(levels) + inner + blanks + (open.startsWith("{") ? "}" : "]").repeat(levels);
          expect(parsePhpJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
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
  ])("a %s text is accepted when JSON.parse accepts it, and only then", (_, blanks) => {
    fc.assert(
      fc.property(
        soup,
        fc.constantFrom("", "[", '{"a":', '["'),
        fc.constantFrom("", "]", "}", '"]'),
        (middle, before, after) => {
          const text = before + middle + after + " ".repeat(blanks);
          fc.pre(text !== "");
          expect(parsePhpJson(text).ok).toBe(parses(text));
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
        expect(parsePhpJson(text)).toHaveProperty("ok");
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

describe("JSON of a mebibyte", () => {
  const filled = (filling: string): string => filling.repeat(MEBIBYTE / filling.length);

  test.each<[JsonCause, string, string]>([
    [DEPTH, "opening brackets", filled("[")],
    [DEPTH, "opening objects", filled('{"a":')],
    [SYNTAX, "an open string", `"${filled("a")}`],
    [SYNTAX, "escapes", `"${filled(String.raw`\u00e9`)}x\n"`],
    [SYNTAX, "a number that breaks off", `[${filled("1")}.]`],
    [SYNTAX, "an exponent that breaks off", `[1e${filled("1")}e`],
    [SYNTAX, "values without commas", `[${filled("[] ")}]`],
    [SYNTAX, "blanks", filled(" ")],
    [CONTROL, "a string with a control character at its end", `["${filled("a")}\u0001"]`],
    [MISMATCH, "a list closed wrongly", `[${filled("[],")}1}`],
  ])("%s in one pass for %s", (cause, _, text) => {
    expect(causeOf(text)).toBe(cause);
  });

  test("a long list is read", () => {
    expect(parsePhpJson(`[${filled("[],")}1]`)).toHaveProperty("value.length", Math.floor(MEBIBYTE / 3) + 1);
  });
});

describe("UTF-8", () => {
  const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

  test("text comes out as it went in, the byte order mark too", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.constantFrom("", "\uFEFF"), (text, mark) => {
        expect(decodeUtf8(new TextEncoder().encode(mark + text))).toBe(mark + text);
      }),
      { seed: SEED },
    );
    expect(decodeUtf8(bytes())).toBe("");
  });

  test("JSON behind a byte order mark is a syntax error [body.json-causes]", () => {
    expect(causeOf(decodeUtf8(bytes(0xef, 0xbb, 0xbf, 0x7b, 0x7d)) ?? "")).toBe(SYNTAX);
  });

  test.each([
    ["a lone continuation byte", bytes(0x80)],
    ["a sequence cut short", bytes(0x22, 0xc3)],
    ["a byte of Latin-1", bytes(0x22, 0xe9, 0x22)],
    ["an overlong form", bytes(0xc0, 0x80)],
    ["a surrogate", bytes(0xed, 0xa0, 0x80)],
    ["a character beyond Unicode", bytes(0xf4, 0x90, 0x80, 0x80)],
    ["0xFF", bytes(0xff)],
  ])("%s is malformed [body.json-causes]", (_, malformed) => {
    expect(decodeUtf8(malformed)).toBeUndefined();
  });
});
