/** XML request bodies, which the vendor documents and the recorded application did not take. */
import { describe, expect, it } from "vitest";
import { type Answered, json, RECIPIENT, TestEmulator } from "../support/test-emulator.ts";

const PHONE = `<MobilePhone>${RECIPIENT}</MobilePhone>`;

async function post(
  body: string | Uint8Array<ArrayBuffer>,
  emulator = new TestEmulator(),
): Promise<Answered> {
  return await emulator.call("/v1/sms/send", { method: "POST", contentType: "application/xml", body });
}

describe("XML bodies", () => {
  it.each([
    ["any name of the root", `<anything>${PHONE}<Message>a</Message></anything>`],
    ["a declaration", `<?xml version="1.0" encoding="UTF-8"?>\n<r>${PHONE}<Message>a</Message></r>\n`],
    ["attributes, comments and CDATA", `<r a="1"><!-- c -->${PHONE}<Message><![CDATA[a]]></Message></r>`],
    ["a byte order mark", `\uFEFF<r>${PHONE}<Message>a</Message></r>`],
    ["references", `<r>${PHONE}<Message>&#97;</Message></r>`],
  ])("[body.xml] are read with %s", async (_, body) => {
    const emulator = new TestEmulator();
    expect((await post(body, emulator)).status).toBe(200);
    expect((await emulator.messages()).items[0]).toMatchObject({ recipient: RECIPIENT, text: "a" });
  });

  it('[body.xml] values are strings, so an integer field sees "12" and a text field never a number', async () => {
    const numbers = `<MmsTemplateId>12</MmsTemplateId><MmsResend>1</MmsResend><Subject>7</Subject>`;
    // The template passes its field rule and is refused because the account has none.
    expect(json(await post(`<r>${PHONE}<Message>12</Message>${numbers}</r>`))).toEqual([
      { field: "MmsTemplateId", message: "Mms Template Id is invalid." },
    ]);
    expect((await post(`<r>${PHONE}<Message>12</Message><MmsTemplateId/></r>`)).status).toBe(200);
  });

  it("[body.xml] a repeated element is an array, and so is one with children", async () => {
    const messages = "<Message>a</Message><Message>b</Message>";
    expect(json(await post(`<r>${PHONE}${messages}<Subject><b>x</b></Subject></r>`))).toEqual([
      { field: "Message", message: "Message must be a string." },
      { field: "Subject", message: "Subject must be a string." },
    ]);
  });

  it.each(["", "<r/>", "<r>text</r>", "<r></r>"])("[body.xml] %j has no fields", async (body) => {
    expect(json(await post(body))).toEqual([
      { field: "MobilePhone", message: "Mobile Phone cannot be blank." },
    ]);
  });

  const deep = "<a>".repeat(40) + "</a>".repeat(40);
  it.each([
    ["no XML", "hello"],
    ["an element that stays open", `<r>${PHONE}`],
    ["tags that cross", "<r><a></r></a>"],
    ["two roots", `<r>${PHONE}</r><r/>`],
    ["a DOCTYPE", `<!DOCTYPE r [<!ENTITY x "y">]><r>${PHONE}</r>`],
    ["an unknown entity", `<r>${PHONE}<Message>&x;</Message></r>`],
    ["a bare ampersand", `<r>${PHONE}<Message>a & b</Message></r>`],
    ["more than 32 elements nested", deep],
  ])("[body.malformed-xml] [xml.read] %s is 400", async (_, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(json(answer)).toEqual({
      name: "Bad Request",
      message: expect.stringMatching(/^Invalid XML data in request body: Failed to read XML: .+\.$/),
      code: 0,
      status: 400,
    });
  });

  const fields = `${PHONE}<Message>é€</Message>`;
  const utf16 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, "utf16le"));
  const swapped = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(bytes, (_, at) => bytes[at ^ 1] ?? 0);
  const latin1 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, "latin1"));
  const declared = (encoding: string, message: string): string =>
    `<?xml version="1.0" encoding="${encoding}"?><r>${PHONE}<Message>${message}</Message></r>`;

  it.each<[string, string, string | Uint8Array<ArrayBuffer>]>([
    ["é", "ISO-8859-1", latin1(declared("ISO-8859-1", "\xe9"))],
    ["\x80", "ISO-8859-1, where 0x80 is no euro", latin1(declared("iso-8859-1", "\x80"))],
    ["€é", "windows-1252, where it is one", latin1(declared("windows-1252", "\x80\xe9"))],
    ["a", "US-ASCII", declared("US-ASCII", "a")],
    ["é€", "UTF-8 by another name", declared("utf8", "é€")],
    ["é€", "UTF-16 with its mark", utf16(`\uFEFF<r>${fields}</r>`)],
    ["é€", "UTF-16 with its mark, high bytes first", swapped(utf16(`\uFEFF<r>${fields}</r>`))],
    ["é€", "UTF-16 with its mark, declared", utf16(`\uFEFF${declared("UTF-16", "é€")}`)],
    ["é€", "UTF-16 with its mark that says UTF-8", utf16(`\uFEFF${declared("UTF-8", "é€")}`)],
    ["é€", "UTF-16 without a mark, declared", utf16(declared("UTF-16", "é€"))],
    ["é€", "a declaration of version 1.1", `<?xml version='1.1' standalone = "no" ?><r>${fields}</r>`],
    ["é€", "an instruction like a declaration", `<?xml-stylesheet href="a"?><r>${fields}</r>`],
    ["\x7f\x85", "DEL and C1", `<r>${PHONE}<Message>\x7f\x85</Message></r>`],
  ])("[body.xml] %j is read from %s", async (text, _, body) => {
    const emulator = new TestEmulator();
    expect((await post(body, emulator)).status).toBe(200);
    expect((await emulator.messages()).items[0]).toMatchObject({ text });
  });

  const declaration = '<?xml version="1.0"?>';
  // Each refused by libxml 2.9.14.
  it.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ["a blank before the declaration", ` ${declaration}<r>${fields}</r>`],
    ["a line feed before the declaration", `\n${declaration}<r>${fields}</r>`],
    ["a comment before the declaration", `<!-- -->${declaration}<r>${fields}</r>`],
    ["a second declaration", `${declaration}${declaration}<r>${fields}</r>`],
    ["a declaration inside", `<r>${declaration}${fields}</r>`],
    ["a declaration at the end", `<r>${fields}</r>${declaration}`],
    ["a declaration in capitals", `<?XML version="1.0"?><r>${fields}</r>`],
    ["a declaration without version", `<?xml encoding="UTF-8"?><r>${fields}</r>`],
    ["an empty declaration", `<?xml?><r>${fields}</r>`],
    ["version 2.0", `<?xml version="2.0"?><r>${fields}</r>`],
    ["version 1", `<?xml version="1"?><r>${fields}</r>`],
    ["an unknown encoding", declared("foo", "a")],
    ["an encoding that is no name", declared("", "a")],
    ["attributes in another order", `<?xml encoding="UTF-8" version="1.0"?><r>${fields}</r>`],
    ["a further attribute", `<?xml version="1.0" a="b"?><r>${fields}</r>`],
    ["an instruction without a blank", `<r><?a!?>${fields}</r>`],
    ["a control character", `<r>${PHONE}<Message>\u0001</Message></r>`],
    ["a NUL", `<r>${PHONE}<Message>\0</Message></r>`],
    ["U+FFFE", `<r>${PHONE}<Message>\uFFFE</Message></r>`],
    ["U+FFFF", `<r>${PHONE}<Message>\uFFFF</Message></r>`],
    ["two byte order marks", `\uFEFF\uFEFF<r>${fields}</r>`],
    ["two marks of UTF-16", utf16(`\uFEFF\uFEFF<r>${fields}</r>`)],
    ["ISO-8859-1 that is not declared", latin1(`<r>${PHONE}<Message>\xe9</Message></r>`)],
    ["ISO-8859-1 declared as UTF-8", latin1(declared("UTF-8", "\xe9"))],
    ["more than ASCII declared as US-ASCII", latin1(declared("US-ASCII", "\xe9"))],
    ["a byte that windows-1252 does not have", latin1(declared("windows-1252", "\x81"))],
    ["UTF-8 declared as UTF-16", declared("UTF-16", "a")],
    ["UTF-16 declared as ISO-8859-1", utf16(`\uFEFF${declared("ISO-8859-1", "a")}`)],
    ["half of a surrogate pair in UTF-16", utf16(`\uFEFF<r>${PHONE}<Message>\ud800</Message></r>`)],
  ])("[body.malformed-xml] %s is 400", async (_, body) => {
    const answer = await post(body);
    expect([answer.status, json(answer)]).toMatchObject([
      400,
      { message: expect.stringMatching(/^Invalid XML data in request body: Failed to read XML: .+\.$/) },
    ]);
  });

  it("[body.malformed-xml] the answer does not quote the texts of the body", async () => {
    const answer = await post(`<r><Message>secret words</Message><a>&secret;</a></r>`);
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain("secret");
  });
});
