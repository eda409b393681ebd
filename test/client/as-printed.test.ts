import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAnswer } from "../../src/client/http/xml.ts";
import { ProTexting } from "../../src/client/index.ts";
import { bodyAsPrinted } from "../../src/emulator/framework/as-printed.ts";
import type { Format } from "../../src/protocol/format.ts";
import { readXml, XmlSyntaxError } from "../../src/protocol/xml-read.ts";
import { type Plain, writeXml } from "../../src/protocol/xml-write.ts";
import { NO_LIMITS, RECIPIENT, startTestEmulator, TOKEN } from "../support/test-emulator.ts";
import { fakeClient, rejection } from "./support.ts";

const formats = ["json", "xml"] as const satisfies readonly Format[];

/**
 * A text that spells a reference of XML itself, such as `&lt;`: where `&` is printed bare, it and `<` are the same
 * bytes, so no reader can tell them apart.
 */
const SPELLED_REFERENCE = /&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);/i;

const TEXTS = [
  "Hello",
  "Tom & Jerry",
  "AT&T; R&D &c. && & &",
  "a < b && c > d",
  '?x=1&id=2&copy=3&nbsp;&&#;"',
  " \t<2/DeliveryStatus_Id> & \r\n ",
  "<DeliveryStatus_Id>2</DeliveryStatus_Id>",
  "]]> <![CDATA[&]]> <!DOCTYPE a>",
  "Ünïcödé & 😀",
];

/** Calls every method once for each text and gives what they said. The address is the one thing that differs. */
async function everything(asPrinted: boolean, format: Format): Promise<unknown> {
  const { url } = await startTestEmulator({ ...NO_LIMITS, asPrinted });
  const client = new ProTexting({ accessToken: TOKEN, baseUrl: url, format, pacing: false });
  const answers: unknown[] = [await client.sentHistory.singleList()];
  for (const message of TEXTS) {
    for (const controller of [client.sms, client.smsSimple]) {
      const sent = await controller.send({ mobilePhone: RECIPIENT, message });
      answers.push({ ...sent, deliveryReportUrl: sent.deliveryReportUrl.replace(url, "") });
      answers.push(await controller.deliveryReport(sent.id));
    }
    // One row at first, then more.
    const { items, page } = await client.sentHistory.singleList({ perPage: 1 });
    answers.push(items, page);
    for (const { id } of items) answers.push(await client.sentHistory.singleView(id));
  }
  answers.push(await client.sentHistory.singleList(), await client.credits.balance());
  const rows: unknown[] = [];
  for await (const row of client.sentHistory.singleList({ perPage: 7 })) rows.push(row);
  return [answers, rows];
}

describe("an emulator that answers as the vendor's samples are printed", () => {
  it.each(formats)("[as-printed] gives a client of %s the same values, over a socket", async (format) => {
    const corrected = await everything(false, "json");
    expect(await everything(true, format)).toEqual(corrected);
    expect(corrected).toMatchObject([expect.anything(), { length: 2 * TEXTS.length }]);
  });

  it.each(formats)("[as-printed] a client of %s reads back any message it sent", async (format) => {
    const { url } = await startTestEmulator({
      ...NO_LIMITS,
      asPrinted: true,
      account: { credits: 1_000_000 },
    });
    const client = new ProTexting({ accessToken: TOKEN, baseUrl: url, format, pacing: false });
    const message = fc
      .string({ unit: fc.constantFrom(..."&&&<>\"'];#x1aampltgt \t\n\ré😀"), minLength: 1, maxLength: 60 })
      .filter((text) => text.trim() !== "");
    await fc.assert(
      fc.asyncProperty(message, async (text) => {
        const { id } = await client.sms.send({ mobilePhone: RECIPIENT, message: text });
        const { items } = await client.sentHistory.singleList({ perPage: 1 });
        expect(items).toMatchObject([{ apiId: id, message: text }]);
      }),
      { seed: 82_257, numRuns: 150 },
    );
  });

  it("[as-printed] really prints the slips that are read here", async () => {
    const { url } = await startTestEmulator({ ...NO_LIMITS, asPrinted: true });
    const seen: string[] = [];
    const client = (format: Format) =>
      new ProTexting({
        accessToken: TOKEN,
        baseUrl: url,
        format,
        pacing: false,
        fetch: async (address, init) => {
          const response = await fetch(address, init);
          seen.push(`${response.headers.get("content-type")} ${await response.clone().text()}`);
          return response;
        },
      });
    const { id } = await client("xml").sms.send({ mobilePhone: RECIPIENT, message: "Hello" });
    await client("xml").sms.deliveryReport(id);
    await client("json").sms.deliveryReport(id);
    expect(seen).toEqual([
      expect.stringContaining(`?access_token=${TOKEN}&id=${id}</DeliveryReportUrl>`),
      expect.stringContaining("<DeliveryStatus_Id><1/DeliveryStatus_Id>"),
      expect.stringMatching(/^application\/xml; charset=UTF-8 \[\{"Id":/),
    ]);
  });
});

describe("the slips of the vendor's samples in XML", () => {
  const read = (content: string) => readAnswer(`<response>${content}</response>`);

  it.each<[string, string, unknown]>([
    ["a bare & in an address", "<Url>/?access_token=a&id=b</Url>", { Url: "/?access_token=a&id=b" }],
    ["a bare & beside references", "<A>&&lt;&amp;&#38;& &</A>", { A: "&<&&& &" }],
    [
      "a & before what is no reference of XML",
      "<A>&nbsp;&#0;&#xD800;&AMP;&x</A>",
      { A: "&nbsp;&#0;&#xD800;&AMP;&x" },
    ],
    [
      "the malformed status",
      "<Id>x</Id><DeliveryStatus_Id><12/DeliveryStatus_Id><B>y</B>",
      { Id: "x", DeliveryStatus_Id: "12", B: "y" },
    ],
    [
      "the malformed status, every time",
      "<item><DeliveryStatus_Id><1/DeliveryStatus_Id></item><item><DeliveryStatus_Id><2/DeliveryStatus_Id></item>",
      [{ DeliveryStatus_Id: "1" }, { DeliveryStatus_Id: "2" }],
    ],
  ])("%s is read as it is meant", (_, content, expected) => {
    expect(read(content)).toEqual(expected);
  });

  it.each([
    ["another element with the slip", "<Type_Id><2/Type_Id>"],
    ["the slip in another element", "<Type_Id><2/DeliveryStatus_Id>"],
    ["the end of another element", "<DeliveryStatus_Id><2/Status_Id>"],
    ["no digits", "<DeliveryStatus_Id></2/DeliveryStatus_Id>"],
    ["other than digits", "<DeliveryStatus_Id><x/DeliveryStatus_Id>"],
    ["blanks between", "<DeliveryStatus_Id><2 /DeliveryStatus_Id>"],
    ["text before", "<DeliveryStatus_Id>1<2/DeliveryStatus_Id>"],
    ["an element before", "<DeliveryStatus_Id><A/><2/DeliveryStatus_Id>"],
    ["the end tag as well", "<DeliveryStatus_Id><2/DeliveryStatus_Id></DeliveryStatus_Id>"],
    ["a bare & in an attribute", '<A b="c&d"/>'],
    ["a bare & outside the root", "</response>&<response>"],
    ["an unclosed element", "<A>&"],
    ["a bare <", "<A>1 < 2</A>"],
    ["`]]>` in text", "<A>]]></A>"],
  ])("%s is still refused", (_, content) => {
    expect(() => read(content)).toThrow(XmlSyntaxError);
  });

  it.each([
    [
      "a DOCTYPE",
      '<!DOCTYPE response [<!ENTITY b "c">]><response><AvailableCredits>5</AvailableCredits></response>',
    ],
    ["a web page", "<!doctype html><html><body>Down & out</body></html>"],
    ["another root", "<html><AvailableCredits>5</AvailableCredits></html>"],
    ["a cut document", "<response><AvailableCredits>5</AvailableCredits>"],
    ["no markup", "Service & more unavailable"],
  ])("%s is no answer", async (_, body) => {
    const { client } = fakeClient(
      () => new Response(body, { headers: { "content-type": "application/xml" } }),
    );
    expect(await rejection(client.credits.balance())).toMatchObject({ name: "UnexpectedAnswerError" });
  });

  it("are refused where nobody asks for them, as in a request", () => {
    for (const content of ["<A>b&c</A>", "<DeliveryStatus_Id><2/DeliveryStatus_Id>"]) {
      expect(() => readXml(`<r>${content}</r>`)).toThrow(XmlSyntaxError);
    }
  });

  it("change nothing in what is well-formed, and lose nothing in what was printed so", () => {
    const text = fc.string({ unit: fc.constantFrom(..."&&<>\"'];#x2/ \t\n\ré😀") });
    const record: fc.Arbitrary<Plain> = fc.array(
      fc.record({ Id: text, DeliveryStatus_Id: fc.nat(), Message: text }),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(record, (body) => {
        const xml = writeXml(body);
        const strict = readXml(xml);
        expect(readXml(xml, { asPrinted: true })).toEqual(strict);
        fc.pre(!SPELLED_REFERENCE.test(JSON.stringify(body)));
        expect(readXml(bodyAsPrinted(xml, "xml"), { asPrinted: true })).toEqual(strict);
      }),
      { seed: 82_257, numRuns: 500 },
    );
  });

  it("a mebibyte of them is read in one pass", () => {
    const size = 2 ** 20;
    for (const piece of ["&", "&#1", "&a;", "&amp", "& "]) {
      const text = piece.repeat(size / piece.length);
      expect(readXml(`<r>${text}</r>`, { asPrinted: true }).value).toBe(text);
    }
    const statuses = "<DeliveryStatus_Id><2/DeliveryStatus_Id>".repeat(size / 32);
    expect(readXml(`<r>${statuses}</r>`, { asPrinted: true }).value).toHaveProperty(
      "DeliveryStatus_Id.length",
      size / 32,
    );
    expect(() => readXml(`<DeliveryStatus_Id><${"2".repeat(size)}`, { asPrinted: true })).toThrow(
      XmlSyntaxError,
    );
  });
});
