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

  it("[body.malformed-xml] the answer does not quote the texts of the body", async () => {
    const answer = await post(`<r><Message>secret words</Message><a>&secret;</a></r>`);
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain("secret");
  });
});
