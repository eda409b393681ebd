import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  askForShape,
  expectCleanPrototypes,
  JSON_TYPE,
  jsonSend,
  MEBIBYTE,
  PHONE,
  post,
  runs,
  SEND,
  underFire,
} from "./support.ts";

const target = underFire();

describe("a JSON body", () => {
  const send = (body: string | Uint8Array) => askForShape(target, { ...post(JSON_TYPE, body), target: SEND });
  const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

  const SYNTAX = "Syntax error.";
  const DEPTH = "The maximum stack depth has been exceeded.";
  const CONTROL = "Control character error, possibly incorrectly encoded.";
  const UTF8 = "Malformed UTF-8 characters, possibly incorrectly encoded.";

  describe("malformed JSON is 400 with PHP's cause [body.json-causes]", () => {
    test.each<[what: string, json: string | Uint8Array, cause: string]>([
      ["1 MiB of [", "[".repeat(MEBIBYTE), DEPTH],
      ["1 MiB of {", '{"":'.repeat(MEBIBYTE / 4), DEPTH],
      ["a depth of 100,000, closed again", nested(100_000), DEPTH],
      ["a depth of 512", nested(512), DEPTH],
      ["1 MiB of quotes", '"'.repeat(MEBIBYTE), SYNTAX],
      ["1 MiB of backslashes in a text", `"${"\\".repeat(MEBIBYTE - 1)}`, SYNTAX],
      ["1 MiB of blanks", " ".repeat(MEBIBYTE), SYNTAX],
      ["1 MiB of minus signs", "-".repeat(MEBIBYTE), SYNTAX],
      ["a byte order mark", `\uFEFF{}`, SYNTAX],
      ["two values", "{}{}", SYNTAX],
      ["NaN", '{"MobilePhone":NaN}', SYNTAX],
      ["a NUL", "\0", CONTROL],
      ["a NUL in a text", '{"a":"\0"}', CONTROL],
      ["a bracket of the other kind", '{"a":[1}', "Invalid or malformed JSON."],
      ["bytes that are not UTF-8", Uint8Array.of(0x22, 0xff, 0x22), UTF8],
      ["a surrogate in UTF-8", Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), UTF8],
      ["an overlong slash", Uint8Array.of(0x22, 0xc0, 0xaf, 0x22), UTF8],
      ["UTF-16", Buffer.from('{"a":1}', "utf16le"), CONTROL],
    ])("%s", async (_, json, cause) => {
      const answer = await send(json);
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body).message).toBe(`Invalid JSON data in request body: ${cause}`);
    });
  });

  describe("well-formed JSON meets the field rules, however odd", () => {
    test.each<[what: string, json: string]>([
      ["a depth of 511", nested(511)],
      ["a number of 400,000 digits", `{"MobilePhone":${"9".repeat(400_000)}}`],
      ["a number beyond any float", '{"MobilePhone":1e999,"MmsTemplateId":-1e999}'],
      ["a number too small", '{"MobilePhone":1e-999999}'],
      ["a phone number that is a list", `{"MobilePhone":["${PHONE}"]}`],
      ["a phone number that is an object", '{"MobilePhone":{"toString":"x","length":3}}'],
      ["only prototype keys", '{"__proto__":{"MobilePhone":"12125550150","Message":"x"}}'],
      ["a constructor", '{"constructor":{"prototype":{"MobilePhone":"12125550150"}}}'],
      ["a prototype as a list", '{"__proto__":[1,2]}'],
      ["40,000 keys", `{${Array.from({ length: 40_000 }, (_, at) => `"k${at}":0`).join()}}`],
      ["100,000 empty lists", `{"a":[${"[],".repeat(100_000)}0]}`],
      ["a phone number of a few thousand digits", `{"MobilePhone":"${"2".repeat(5000)}"}`],
      ["lone surrogates in a phone number", String.raw`{"MobilePhone":"\ud800\udc00\udc00"}`],
      [
        "a message of 1,000,000 characters",
        `{"MobilePhone":"${PHONE}","Message":"${"a".repeat(1_000_000)}"}`,
      ],
      [
        "a template id with a huge fraction",
        `{"MobilePhone":"${PHONE}","MmsTemplateId":1.${"1".repeat(9999)}}`,
      ],
    ])("%s is refused field by field [errors.validation]", async (_, json) => {
      expect((await send(json)).status).toBe(422);
      expectCleanPrototypes();
    });

    test.each<[what: string, json: string]>([
      ["lone surrogates in the message", String.raw`{"MobilePhone":"${PHONE}","Message":"\ud800 \udc00"}`],
      [
        "duplicate keys, of which the last counts",
        `{"MobilePhone":[],"MobilePhone":"${PHONE}","Message":"x"}`,
      ],
      ["a prototype beside the fields", `{"__proto__":null,"MobilePhone":"${PHONE}","Message":"x"}`],
      ["NULs in the message", String.raw`{"MobilePhone":"${PHONE}","Message":"a\u0000b"}`],
    ])("%s is accepted [body.json-values]", async (_, json) => {
      expect((await send(json)).status).toBe(200);
      expectCleanPrototypes();
    });
  });

  test("any JSON value in any field is accepted or refused in the framework's shape [errors.validation]", async () => {
    const names = [
      "MobilePhone",
      "Message",
      "MmsTemplateId",
      "Subject",
      "MmsHighResolution",
      "MmsResend",
      "SendFrom",
    ];
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(
        PHONE,
        "+1 (212) 555-0150",
        "82257",
        "0x1A",
        " 5 ",
        "1e3",
        1e21,
        -0,
        2 ** 63,
        true,
        "\0",
        "-",
      ),
      fc.string({ unit: "binary", maxLength: 40 }),
    );
    const fields = fc.dictionary(
      fc.oneof(fc.constantFrom(...names, "__proto__", "ResourceLink"), fc.string({ maxLength: 5 })),
      value,
      { maxKeys: 6 },
    );
    await fc.assert(
      fc.asyncProperty(fields, async (body) => {
        const answer = await askForShape(target, { ...jsonSend(body), target: SEND });
        expect([200, 422]).toContain(answer.status);
      }),
      runs(100),
    );
  });

  test("JSON cut, doubled or overwritten at random is refused in the framework's shape [body.json-causes]", async () => {
    const valid = Buffer.from(
      JSON.stringify({ MobilePhone: PHONE, Message: "héllo 😀", SendFrom: null, a: [{}, 1e3] }),
    );
    const edit = fc.tuple(fc.nat(valid.length), fc.nat(8), fc.uint8Array({ maxLength: 4 }));
    await fc.assert(
      fc.asyncProperty(edit, async ([at, dropped, added]) => {
        const answer = await send(
          Buffer.concat([valid.subarray(0, at), added, valid.subarray(at + dropped)]),
        );
        expect([200, 400, 422]).toContain(answer.status);
      }),
      runs(80),
    );
  });

  test("random bytes under application/json are refused in the framework's shape [body.json-causes]", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect([400, 422]).toContain((await send(bytes)).status);
      }),
      runs(50),
    );
  });
});
