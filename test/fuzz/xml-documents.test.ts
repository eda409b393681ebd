/** XML bodies under fire. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  askForShape,
  expectCleanPrototypes,
  PHONE,
  post,
  runs,
  SEND,
  underFire,
  XML_TYPE,
} from "./support.ts";

const target = underFire();

describe("an XML body", () => {
  const phone = `<MobilePhone>${PHONE}</MobilePhone>`;
  const message = "<Message>hello</Message>";
  const fields = phone + message;
  const valid = `<?xml version="1.0"?><r>${fields}</r>`;

  const send = (body: string | Uint8Array) => askForShape(target, { ...post(XML_TYPE, body), target: SEND });

  /** Nine levels of ten entities each, a billion in all. */
  const billionLaughs = `<!DOCTYPE r [<!ENTITY l0 "lol">${Array.from(
    { length: 9 },
    (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
  ).join("")}]><r>${phone}<Message>&l9;</Message></r>`;

  describe("malformed XML is 400 and says why [body.malformed-xml]", () => {
    test.each<[what: string, xml: string]>([
      ["a DOCTYPE", `<!DOCTYPE r><r>${fields}</r>`],
      ["a DOCTYPE behind the root", `<r>${fields}</r><!DOCTYPE r>`],
      ["an entity of one's own", `<!DOCTYPE r [<!ENTITY x "y">]><r>${phone}<Message>&x;</Message></r>`],
      ["an entity from a file", `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>`],
      ["a billion laughs", billionLaughs],
      ["an unknown entity", `<r>${phone}<Message>&nbsp;</Message></r>`],
      ["an unknown entity in an attribute", `<r a="&nbsp;">${fields}</r>`],
      ["a reference to a NUL", `<r>${phone}<Message>&#0;</Message></r>`],
      ["a reference beyond Unicode", `<r>${phone}<Message>&#x110000;</Message></r>`],
      ["a reference to a surrogate", `<r>${phone}<Message>&#xD800;</Message></r>`],
      ["a bare ampersand", `<r>${phone}<Message>a & b</Message></r>`],
      ["two roots", `<r>${fields}</r><r/>`],
      ["text behind the root", `<r>${fields}</r>x`],
      ["a NUL behind the root", `<r>${fields}</r>\0`],
      ["a depth of 10,000", "<a>".repeat(10_000) + "</a>".repeat(10_000)],
      ["a depth of 200,000 that never ends", "<a>".repeat(200_000)],
      ["crossed elements", `<r><a><b></a></b>${fields}</r>`],
      ["an element that is not closed", `<r>${fields}`],
      ["an attribute given twice", `<r a="1" a="2">${fields}</r>`],
      ["an attribute without quotes", `<r a=1>${fields}</r>`],
      ["a CDATA section that never ends", `<r>${phone}<Message><![CDATA[hello</Message></r>`],
      ["a CDATA section outside the root", `<![CDATA[x]]><r>${fields}</r>`],
      ["a comment that never ends", `<r>${fields}<!-- </r>`],
      ["a name that is none", `<1>${fields}</1>`],
      ["a NUL in a text that nobody reads", `<r>${fields}<x>\0</x></r>`],
      ["a control character in a comment", `<r>${fields}<!-- \u0001 --></r>`],
      ["U+FFFE in a CDATA section", `<r>${fields}<x><![CDATA[\uFFFE]]></x></r>`],
      [
        "1 MiB of blanks before the declaration",
        `${" ".repeat(900_000)}<?xml version="1.0"?><r>${fields}</r>`,
      ],
      ["100,000 declarations", `<?xml version="1.0"?>${"<?xml?>".repeat(100_000)}<r>${fields}</r>`],
      ["a declaration without end", `<?xml version="1.0"${" ".repeat(900_000)}<r>${fields}</r>`],
      ["a NUL in a name", `<r\0>${fields}</r\0>`],
      ["a name of 900,000 characters, not closed", `<${"a".repeat(900_000)}>${fields}</r>`],
      ["text beside elements", `<r>x${fields}</r>`],
      ["nothing but blanks", "  \n "],
      ["JSON", '{"MobilePhone":"12125550150"}'],
    ])("%s", async (_, xml) => {
      const answer = await send(xml);
      expect(answer.status).toBe(400);
      const { message: why } = JSON.parse(answer.body);
      expect(why).toMatch(/^Invalid XML data in request body: Failed to read XML: /);
      expect(why.length).toBeLessThan(300);
    });
  });

  describe("well-formed XML is read, however odd", () => {
    test.each<[what: string, xml: string]>([
      ["attributes, which are no fields", `<r a="1" MobilePhone='x'>${fields}</r>`],
      ["CDATA", `<r>${phone}<Message><![CDATA[<&>]]></Message></r>`],
      ["comments and instructions", `<!-- a --><?php b ?><r>${fields}<!-- c --></r><!-- d -->`],
      ["the five entities and references", `<r>${phone}<Message>&lt;&#65;&#x1F600;&quot;</Message></r>`],
      ["any root", `<__proto__>${fields}</__proto__>`],
      ["a byte order mark", `\uFEFF<r>${fields}</r>`],
      [
        "prototype keys",
        `<r><__proto__><polluted>1</polluted></__proto__><constructor>1</constructor>${fields}</r>`,
      ],
      ["a prototype key repeated", `<r>${"<__proto__>1</__proto__>".repeat(3)}${fields}</r>`],
      ["100,000 instructions", `<r>${fields}${"<?a?>".repeat(100_000)}</r>`],
      ["100,000 fields", `<r>${fields}${"<x/>".repeat(100_000)}</r>`],
      [
        "30,000 attributes",
        `<r ${Array.from({ length: 30_000 }, (_, at) => `a${at}=""`).join(" ")}>${fields}</r>`,
      ],
    ])("%s [body.xml]", async (_, xml) => {
      expect((await send(xml)).status).toBe(200);
      expectCleanPrototypes();
    });

    test("bytes that are not UTF-8 are 400 [body.malformed-xml]", async () => {
      const broken = Buffer.concat([
        Buffer.from(`<r>${phone}<Message>`),
        Buffer.from([0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80]),
        Buffer.from("</Message></r>"),
      ]);
      expect((await send(broken)).status).toBe(400);
    });

    test.each<[what: string, xml: string, field: string]>([
      ["a repeated field is an array", `<r>${fields}${phone}</r>`, "MobilePhone"],
      [
        "a field with children is an array",
        `<r>${phone}<Message><__proto__>x</__proto__></Message></r>`,
        "Message",
      ],
      [
        "a field that prototypes have is missing all the same",
        "<r><toString>x</toString></r>",
        "MobilePhone",
      ],
      ["text alone has no fields", "<r>hello</r>", "MobilePhone"],
      ["an empty root has no fields", "<r/>", "MobilePhone"],
    ])("%s [fields.rules]", async (_, xml, field) => {
      const answer = await send(xml);
      expect(answer.status).toBe(422);
      expect(JSON.parse(answer.body)).toEqual([{ field, message: expect.any(String) }]);
    });
  });

  const SNIPPETS =
    "< > & ; / ! ? - [ ] ' \" = é 😀 <![CDATA[ ]]> <!-- --> <? ?> <!DOCTYPE &# &#x &amp; <a> </a> <a/> __proto__ \r\n \0 \u0001 \uFEFF \uFFFE"
      .split(" ")
      .concat(" ");

  test("XML with a few characters changed is read or refused in the framework's shape [body.malformed-xml]", async () => {
    const snippet = fc.constantFrom(...SNIPPETS);
    const edit = fc.tuple(fc.nat(valid.length), fc.nat(6), snippet);
    const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(edits, async (changes) => {
        let body = valid;
        for (const [at, dropped, added] of changes)
          body = body.slice(0, at) + added + body.slice(at + dropped);
        expect([200, 400, 422]).toContain((await send(body)).status);
      }),
      runs(100),
    );
    expectCleanPrototypes();
  });

  test("random bytes under application/xml are refused in the framework's shape [body.malformed-xml]", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect([400, 422]).toContain((await send(bytes)).status);
      }),
      runs(50),
    );
  });
});
