import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import recordings from "../../fixtures/wire/cases.json" with { type: "json" };
import {
  fieldsFromEntries,
  type PhpFields,
  parsePhpFields,
} from "../../src/emulator/framework/php-fields.ts";

const SEED = 20_130;

const recorded = (wanted: string): (typeof recordings.cases)[number] => {
  const found = recordings.cases.find(({ name }) => name === wanted);
  if (!found) throw new Error(`No recorded case is called ${wanted}.`);
  return found;
};

/** Entries at every depth, so that arrays without a prototype can be compared with `__proto__` in them. */
const entriesOf = (fields: PhpFields): unknown =>
  Object.entries(fields).map(([name, value]) => [name, typeof value === "string" ? value : entriesOf(value)]);

describe("fields of a query string or a form", () => {
  test.each<[string, string, object]>([
    ["nothing has no fields", "", {}],
    ["a field has a name and a value", "a=1&b=2", { a: "1", b: "2" }],
    ["a name alone has an empty value", "a&b=", { a: "", b: "" }],
    ["only the first equals sign separates", "a=1=2&b==", { a: "1=2", b: "=" }],
    ["empty fields and empty names are ignored", "&&=1&a=2&=&", { a: "2" }],
    ["the last duplicate wins", "a=1&b=2&a=3", { a: "3", b: "2" }],
    ["names keep their case", "a=1&A=2", { a: "1", A: "2" }],
    ["a plus is a space", "a=b+c&d=+", { a: "b c", d: " " }],
    ["an encoded plus is a plus", "a=%2b", { a: "+" }],
    ["values are decoded as UTF-8", "a=caf%C3%A9+%f0%9f%98%80", { a: "café 😀" }],
    ["characters that were not encoded stay", "a=é😀;,~", { a: "é😀;,~" }],
    ["separators that were encoded do not separate", "a%3D=%26&b=%3d", { "a=": "&", b: "=" }],
    ["values are decoded once", "a=%2541", { a: "%41" }],
    [
      "malformed sequences stay as they are",
      "a=%&b=%4&c=%zz&d=%%41&e=100%",
      { a: "%", b: "%4", c: "%zz", d: "%A", e: "100%" },
    ],
    ["bytes that are not UTF-8 become U+FFFD", "a=%FFx&b=%C3", { a: "\uFFFDx", b: "\uFFFD" }],
    ["a byte order mark stays", "a=%EF%BB%BFx", { a: "\uFEFFx" }],
    [
      "dots and spaces in a name become underscores",
      "access.token=1&a+b%20c=2",
      { access_token: "1", a_b_c: "2" },
    ],
    ["leading spaces of a name are dropped", "+%20a=1&+=2", { a: "1" }],
    ["other blanks of a name stay", "%09a=1&a%0A=2", { "\ta": "1", "a\n": "2" }],
    ["names made equal overwrite", "a.b=1&a_b=2", { a_b: "2" }],
    ["a NUL ends a name, not a value", "a%00b=1%002&%00=3", { a: "1\x002" }],
  ])("%s [query.php]", (_, encoded, fields) => {
    expect(parsePhpFields(encoded)).toEqual(fields);
  });

  test.each<[string, string, object]>([
    ["empty brackets count up", "a[]=1&a[]=2", { a: { 0: "1", 1: "2" } }],
    ["a blank in brackets counts as none", "a[+]=1&a[%09]=2&a[++]=3", { a: { 0: "1", 1: "2", "  ": "3" } }],
    ["brackets may be encoded", "a%5B%5D=1", { a: { 0: "1" } }],
    ["brackets with a key nest", "a[k]=1&a[l][m]=2", { a: { k: "1", l: { m: "2" } } }],
    ["lists of lists", "a[][]=1&a[][]=2", { a: { 0: { 0: "1" }, 1: { 0: "2" } } }],
    [
      "counting goes on from the largest number",
      "a[5]=1&a[]=2&a[2]=3&a[]=4",
      { a: { 2: "3", 5: "1", 6: "2", 7: "4" } },
    ],
    [
      "keys that are no numbers do not count",
      "a[x]=1&a[05]=2&a[-3]=3&a[]=4",
      { a: { x: "1", "05": "2", "-3": "3", 0: "4" } },
    ],
    ["the last duplicate of a key wins", "a[k]=1&a[k]=2", { a: { k: "2" } }],
    ["a text gives way to an array", "a=1&a[]=2", { a: { 0: "2" } }],
    ["an array gives way to a text", "a[]=1&a[]=2&a=3", { a: "3" }],
    ["an inner text gives way to an array", "a[b]=1&a[b][c]=2", { a: { b: { c: "2" } } }],
    ["an array that begins anew counts anew", "a[]=1&a=2&a[]=3", { a: { 0: "3" } }],
    ["an unclosed bracket becomes an underscore", "a[b=1&c[=2", { a_b: "1", c_: "2" }],
    ["behind an unclosed bracket nothing else changes", "a.b[c.d=1", { "a_b_c.d": "1" }],
    [
      "an unclosed bracket behind a closed one is forgotten",
      "a[b][c=1&d[][=2",
      { a: { b: "1" }, d: { 0: "2" } },
    ],
    ["what follows a closed bracket is forgotten", "a[b]c=1&d[e]f[g]=2", { a: { b: "1" }, d: { e: "2" } }],
    [
      "a key may hold dots, spaces and brackets",
      "a[b.c]=1&a[+d]=2&a[e[f]=3",
      { a: { "b.c": "1", " d": "2", "e[f": "3" } },
    ],
    ["dots before the bracket become underscores", "a.b[c]=1", { a_b: { c: "1" } }],
    ["brackets without a name are ignored", "[]=1&[a]=2&+[b]=3", {}],
    ["a closing bracket alone is a letter", "a]=1&]=2", { "a]": "1", "]": "2" }],
  ])("%s [query.php]", (_, encoded, fields) => {
    expect(parsePhpFields(encoded)).toEqual(fields);
  });

  test.each(["__proto__", "constructor", "toString"])(
    "%s is a name like any other, at every depth [query.php]",
    (name) => {
      for (const fields of [
        parsePhpFields(`${name}=1`),
        parsePhpFields(`${name}=%31`),
        fieldsFromEntries([[name, "1"]]),
      ]) {
        expect(entriesOf(fields)).toEqual([[name, "1"]]);
        expect(Object.getPrototypeOf(fields)).toBeNull();
      }
      const nested = parsePhpFields(`${name}[${name}][polluted]=1&a[${name}]=2`);
      expect(entriesOf(nested)).toEqual([
        [name, [[name, [["polluted", "1"]]]]],
        ["a", [[name, "2"]]],
      ]);
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
      expect(parsePhpFields("")[name]).toBeUndefined();
    },
  );

  test.each([
    ["plain", (i: number) => `f${i}=x`],
    ["encoded", (i: number) => `f${i}=%41`],
    ["a list of", (i: number) => `f[${i}]=x`],
  ])("1000 %s fields are read and the rest is not [query.php]", (_, field) => {
    const fields = parsePhpFields(Array.from({ length: 1200 }, (__, i) => field(i)).join("&&"));
    const names = Object.keys(typeof fields["f"] === "object" ? fields["f"] : fields);
    expect(names).toHaveLength(1000);
    expect(names.at(-1)).toMatch(/999$/);
  });

  test("64 levels are read; one more drops the field with all that its name held [query.php]", () => {
    const depthOf = (fields: PhpFields, depth = 0): number => {
      const [value] = Object.values(fields);
      return typeof value === "object" ? depthOf(value, depth + 1) : depth;
    };
    expect(depthOf(parsePhpFields(`a${"[b]".repeat(64)}=1`))).toBe(64);
    expect(parsePhpFields(`b=1&a=2&a${"[b]".repeat(65)}=1`)).toEqual({ b: "1" });
  });
});

describe("recorded fields", () => {
  test.each(["auth-dot-param-name", "auth-encoded-param-name"])(
    "%s: the query holds the token [query.php]",
    (name) => {
      const { request, response } = recorded(name);
      expect(response.status).toBe(200);
      expect(
        parsePhpFields(new URL(request.path, "http://localhost").search.slice(1))["access_token"],
      ).toMatch(/^ok-/);
    },
  );

  test.each(["type-form-json", "type-form-charset-json"])(
    "%s: the form holds the message [query.php]",
    (name) => {
      const { request, response } = recorded(name);
      expect(parsePhpFields(request.body ?? "")["Message"]).toBe(JSON.parse(response.body).Message);
    },
  );

  test("type-form-array-json: the phone number is an array [query.php]", () => {
    const { request, response } = recorded("type-form-array-json");
    expect(response.body).toContain("Mobile Phone must be a string.");
    expect(parsePhpFields(request.body ?? "")).toEqual({ MobilePhone: { 0: "1" }, Message: "hi" });
  });
});

describe("fields of decoded entries", () => {
  test("names follow the same rules, values stay as they are [query.php]", () => {
    const fields = fieldsFromEntries([
      [" a.b", "x+%41"],
      ["c[]", "1"],
      ["c[]", "2"],
      ["d+%41", "3"],
      ["", "4"],
    ]);
    expect(fields).toEqual({ a_b: "x+%41", c: { 0: "1", 1: "2" }, "d+%41": "3" });
  });

  test("1000 are read and the rest is not [query.php]", () => {
    const entries = Array.from({ length: 1200 }, (_, i): [string, string] => [`f${i}`, ""]);
    expect(Object.keys(fieldsFromEntries(entries))).toHaveLength(1000);
  });
});

describe("fields by property", () => {
  const encodeAll = (text: string): string =>
    text.replace(/\w/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);

  test("plain text gives the same fields by the short way and by the long one", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab01=&_-]{0,20}$/), (plain) => {
        expect(entriesOf(parsePhpFields(plain))).toEqual(entriesOf(parsePhpFields(encodeAll(plain))));
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  test("what URLSearchParams writes is read again", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !/[ .[\0]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string({ unit: "grapheme" }))), (entries) => {
        const fields = parsePhpFields(new URLSearchParams(entries).toString());
        expect(entriesOf(fields)).toEqual(Object.entries(Object.fromEntries(entries)));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  test("no text throws", () => {
    const piece = fc.constantFrom(
      "a",
      "[",
      "]",
      "[]",
      "=",
      "&",
      "%",
      "%4",
      "%41",
      "%00",
      "%ff",
      "+",
      ".",
      "__proto__",
      "0",
      "é",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(Object.getPrototypeOf(parsePhpFields(pieces.join("")))).toBeNull();
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  test.each(["a&", "a=1&", "a[]=1&", "a[", "[", "]", "%", "%4", "%41", "+", " ", ".", "=", "&", "\0"])(
    "a mebibyte of %j is read in one pass",
    (piece) => {
      expect(Object.keys(parsePhpFields(piece.repeat(2 ** 20 / piece.length))).length).toBeLessThanOrEqual(1);
    },
  );
});
