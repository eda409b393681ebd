import { describe, expect, test } from "vitest";
import recordings from "../../fixtures/wire/cases.json" with { type: "json" };
import newerRecordings from "../../fixtures/wire/cases-2.0.55.json" with { type: "json" };
import { type PhpVersion } from "../../src/protocol/json-php.ts";
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

const NEW_SYNTAX = "Syntax error";
const NEW_DEPTH = "Maximum stack depth exceeded";
const UTF16 = "Single unpaired UTF-16 surrogate in unicode escape";

/** The recorded JSON bodies, and the cause in the answer. */
const recorded = (
  [
    ["5.6", recordings],
    ["8.2", newerRecordings],
  ] as const
).flatMap(([php, { cases }]) =>
  cases.flatMap(({ name, request, response }) => {
    if (request.body === null || !/^body-json-|^rate-counts-malformed/.test(name)) return [];
    const [, cause = "none"] = /Invalid JSON data in request body: (.+?)["<]/.exec(response.body) ?? [];
    return [{ php, name, body: request.body, cause }];
  }),
);

describe("JSON bodies", () => {
  test("the recordings hold bodies of several causes", () => {
    expect(recorded.length).toBeGreaterThan(40);
    expect(new Set(recorded.map(({ cause }) => cause))).toEqual(
      new Set(["none", SYNTAX, DEPTH, MISMATCH, NEW_SYNTAX, NEW_CONTROL, NEW_DEPTH, NEW_MISMATCH]),
    );
  });

  test.each(recorded)(
    "PHP $php, $name: the cause is the recorded one, $cause [body.json-causes]",
    ({ php, body, cause }) => {
      expect(causeOf(body, php)).toBe(cause);
    },
  );

  test.each<[string, string, string]>([
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
    [SYNTAX, "a word where a value should be", '{"a":e}'],
    [SYNTAX, "an e where an item should be", "[1,e]"],
    [SYNTAX, "a y where a key should be", '{"a":1,y}'],
    [SYNTAX, "a closing bracket where a key should be", '{"a":1,}'],
    [SYNTAX, "two points", "[1..]"],
    [SYNTAX, "a hexadecimal number in a list", "[0x1A]"],
    [SYNTAX, "a number and a word", "1 true"],
    [SYNTAX, "hexadecimal digits with a sign", "-0x1A"],
    [SYNTAX, "an exponent without digits", "[1e]"],
    [SYNTAX, "a raw newline in a string", '["a\nb"]'],
    [SYNTAX, "a raw tab in a string", '["a\tb"]'],
    [SYNTAX, "a raw CR in a string", '["a\rb"]'],
    [SYNTAX, "an unknown escape", String.raw`["\q"]`],
    [SYNTAX, "a short Unicode escape", String.raw`["\u12"]`],
    [SYNTAX, "a string that ends in a backslash", '["\\'],
    [SYNTAX, "a no-break space", "[\u00a0]"],
    [SYNTAX, "the wrong bracket where a value should be", '{"a":]'],
    [SYNTAX, "the wrong bracket right after the opening one", "[}"],
    [SYNTAX, "a bracket behind a bare number", "1]"],
    [CONTROL, "a control character before the value", "\u0001{}"],
    [CONTROL, "a control character behind the value", "{}\u0001"],
    [CONTROL, "a form feed between values", "[1,\f2]"],
    [CONTROL, "a NUL where a key should be", "{\0}"],
    [CONTROL, "a control character in a word", "[tru\u0001]"],
    [CONTROL, "a control character behind an exponent", "[1e\u0001]"],
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

  test.each<[string, string, string]>([
    [MISMATCH, "a wrong bracket before a control character", '[1}"\u0001"'],
    [CONTROL, "a control character before a wrong bracket", '["\u0001"}'],
    [SYNTAX, "a newline before a control character", '["\n\u0001"]'],
    [SYNTAX, "a missing comma before a wrong bracket", "[1 1}"],
    [DEPTH, "the 512th level before a wrong bracket", `${"[".repeat(512)}1}`],
    [SYNTAX, "a comma behind the value before a wrong bracket", '{},"a":[]}'],
    [SYNTAX, "a missing colon before the 512th level", `{"a" ${"[".repeat(600)}`],
  ])("%s: the first error counts, %s [body.json-causes]", (cause, _, text) => {
    expect(causeOf(text)).toBe(cause);
  });

  test.each([
    ["arrays", "[", "]"],
    ["objects", '{"a":', "}"],
  ])("511 levels of %s are read, 512 are too deep [body.json-causes]", (_, open, close) => {
    const nested = (levels: number): string =>
      open.repeat(levels - 1) + (open === "[" ? "[]" : "{}") + close.repeat(levels - 1);
    expect([causeOf(nested(511)), causeOf(nested(511), "8.2")]).toEqual(["none", "none"]);
    expect([causeOf(nested(512)), causeOf(nested(512), "8.2")]).toEqual([DEPTH, NEW_DEPTH]);
    expect([causeOf(open.repeat(512)), causeOf(open.repeat(512), "8.2")]).toEqual([DEPTH, NEW_DEPTH]);
    expect([causeOf(open.repeat(511)), causeOf(open.repeat(511), "8.2")]).toEqual([SYNTAX, NEW_SYNTAX]);
  });

  test("brackets inside strings are no levels", () => {
    expect(causeOf(JSON.stringify(["[{".repeat(2000)]))).toBe("none");
  });

  test.each<PhpVersion>(["5.6", "8.2"])("an empty body is null, whatever PHP %s says of it", (php) => {
    expect(parse("", php)).toEqual({ ok: true, value: null });
  });

  test.each<[string, unknown]>([
    ["01", 1],
    ["+1", 1],
    ["-01", -1],
    [".5", 0.5],
    ["1.", 1],
    ["0x1A", 26],
    [" 1.e3\n", 1000],
    ["[1.]", [1]],
    ['{"a":1.,"b":"1.","c":[1.e2]}', { a: 1, b: "1.", c: [100] }],
  ])("PHP 5.6 takes the number %j, PHP 8 does not [body.json-values]", (text, value) => {
    expect(parse(text)).toEqual({ ok: true, value });
    expect(causeOf(text, "8.2")).toBe(NEW_SYNTAX);
  });

  // Each seen from PHP 8.2.32.
  test.each<[string, string, string]>([
    [NEW_CONTROL, "a newline in a string", '["a\nb"]'],
    [NEW_CONTROL, "a string that stays open", '["a'],
    [NEW_CONTROL, "a control character between values", "[1,\u0001]"],
    [NEW_CONTROL, "a tab in a string where none should be", '{} "\t"'],
    [NEW_SYNTAX, "a list that stays open", "[1"],
    [NEW_SYNTAX, "a newline behind a backslash", '["\\\n"]'],
    [NEW_SYNTAX, "a short Unicode escape", String.raw`["\u12g4"]`],
    [NEW_SYNTAX, "a closing bracket too many", "{}}"],
    [NEW_SYNTAX, "the wrong bracket behind a comma", "[1,}"],
    [NEW_SYNTAX, "a word in capitals", "TRUE"],
    [NEW_MISMATCH, "the wrong bracket right after the opening one", "[}"],
    [NEW_MISMATCH, "a list right after an object's bracket", "{]"],
    [UTF16, "the first half of a pair", String.raw`["\ud800"]`],
    [UTF16, "the second half of a pair", String.raw`["\udc00"]`],
    [UTF16, "a first half before another character", String.raw`["\ud800\u0041"]`],
    [UTF16, "a half in a string where none should be", String.raw`{} "\ud800"`],
    ["none", "a pair", String.raw`["\ud83d\ude00"]`],
    ["none", "a backslash before a u", String.raw`["\\ud800"]`],
  ])("PHP 8: %s for %s [body.json-causes]", (cause, _, text) => {
    expect(causeOf(text, "8.2")).toBe(cause);
    expect(causeOf(text + " ".repeat(2000), "8.2"), "in a long text").toBe(cause);
  });

  test("of two values of one key the last stays", () => {
    expect(parse('{"a":1,"a":2}')).toEqual({ ok: true, value: { a: 2 } });
  });

  test("PHP 5.6 accepts half of a surrogate pair", () => {
    expect(parse(String.raw`["\ud800"]`)).toEqual({ ok: true, value: ["\ud800"] });
  });

  test.each(["", " ".repeat(2000)])("__proto__ is a key like any other", (blanks) => {
    const result = parse(`{"__proto__":{"polluted":1},"constructor":2}${blanks}`);
    expect(result.ok && Object.keys(Object(result.value))).toEqual(["__proto__", "constructor"]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});
