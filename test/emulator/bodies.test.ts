/** How a request's body is read: by its Content-Type to the letter, as the recorded application reads it. */
import { describe, expect, it } from "vitest";
import {
  type Answered,
  json,
  type MessageView,
  RECIPIENT,
  type SendOptions,
  TestEmulator,
} from "../support/test-emulator.ts";

const TEXT = 'Grüße & <b>"€" 100%+1</b>\n漢字 😀';
const FORM = "application/x-www-form-urlencoded";
const OK_JSON = JSON.stringify({ MobilePhone: RECIPIENT, Message: "hello" });
const OK_XML = `<request><MobilePhone>${RECIPIENT}</MobilePhone><Message>hello</Message></request>`;
const OK_FORM = `MobilePhone=${RECIPIENT}&Message=hello`;
const BLANK_PHONE = '[{"field":"MobilePhone","message":"Mobile Phone cannot be blank."}]';

async function post(
  emulator: TestEmulator,
  body: NonNullable<RequestInit["body"]>,
  contentType?: string,
  options: SendOptions = {},
): Promise<Answered> {
  const type = contentType === undefined ? {} : { contentType };
  return await emulator.call("/v1/sms/send", { method: "POST", body, ...type, ...options });
}

/** Last message in the books, without the fields that differ from one send to the next. */
async function lastMessage(emulator: TestEmulator): Promise<Partial<MessageView>> {
  const [message] = (await emulator.messages("limit=1")).items;
  if (message === undefined) throw new Error("Expected a message.");
  const { id: _, number: __, explanation: ___, ...rest } = message;
  return rest;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

describe("the formats of a request", () => {
  const fields = { MobilePhone: RECIPIENT, Message: TEXT, SendFrom: "16465550100" };

  it("[body.xml] [body.form] JSON, XML, urlencoded and multipart leave the same message in the books", async () => {
    const emulator = new TestEmulator();
    const cut = Object.entries(fields).map(
      ([name, value]) => `--cut\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const elements = Object.entries(fields).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
    const requests = [
      await post(emulator, JSON.stringify(fields), "application/json"),
      await post(emulator, `<x>${elements.join("")}</x>`, "application/xml"),
      await post(emulator, new URLSearchParams(fields).toString(), FORM),
      await post(emulator, `${cut.join("")}--cut--\r\n`, "multipart/form-data; boundary=cut"),
    ];
    expect(requests.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { items } = await emulator.messages();
    const kept = items.map(({ recipient, sender, text, credits, encoding, parts }) => {
      return { recipient, sender, text, credits, encoding, parts };
    });
    const message = {
      recipient: RECIPIENT,
      sender: "16465550100",
      text: TEXT,
      credits: 1,
      encoding: "UCS-2",
      parts: { documented: 1, gsm: 1 },
    };
    expect(kept).toEqual([message, message, message, message]);
  });

  it("[fields.resource-link] ResourceLink and unknown fields are accepted and ignored", async () => {
    const emulator = new TestEmulator();
    await emulator.sent({ SendFrom: "82257" });
    const plain = await lastMessage(emulator);
    await emulator.sent({ SendFrom: "82257", ResourceLink: "", Foo: { bar: [1] }, constructor: "x" });
    expect(await lastMessage(emulator)).toEqual(plain);
    await emulator.sent({ SendFrom: "82257", ResourceLink: ["http://example.test"] });
    expect(await lastMessage(emulator)).toEqual(plain);
  });
});

describe("[body.type] the Content-Type", () => {
  const read = [
    ["application/json", OK_JSON],
    ["application/json; charset=UTF-8", OK_JSON],
    ["application/json;charset=utf-8; x=y", OK_JSON],
    ["application/xml", OK_XML],
    ["application/xml; charset=UTF-8", OK_XML],
    [FORM, OK_FORM],
    [`${FORM}; charset=UTF-8`, OK_FORM],
    ["Application/X-WWW-Form-URLencoded", OK_FORM],
  ] as const;
  const unread = [
    ["Application/json", OK_JSON],
    ["application/json ; charset=UTF-8", OK_JSON],
    ["application/json, text/plain", OK_JSON],
    ["text/json", OK_JSON],
    ["application/vnd.api+json", OK_JSON],
    ["text/plain", OK_JSON],
    ["application/octet-stream", OK_JSON],
    ["text/xml", OK_XML],
    ["application/XML", OK_XML],
    ["application/soap+xml", OK_XML],
    ["multipart/form-data", OK_FORM],
    [FORM, OK_JSON],
  ] as const;

  it.each(read)("[body.type] %s is read", async (type, body) => {
    const emulator = new TestEmulator();
    expect((await post(emulator, body, type)).status).toBe(200);
  });

  it.each(unread)("[body.type] %s is an empty body, never 415", async (type, body) => {
    const emulator = new TestEmulator();
    expect((await post(emulator, body, type)).text).toBe(BLANK_PHONE);
  });

  it("[body.type] without one the body is empty", async () => {
    const emulator = new TestEmulator();
    const answer = await post(emulator, new TextEncoder().encode(OK_JSON));
    expect(answer.text).toBe(BLANK_PHONE);
  });
});

describe("JSON bodies", () => {
  it.each(["", "{}", "[]", "null", "true", "false", "7", '"text"', '[{"MobilePhone":"12125550150"}]'])(
    "[body.json-values] %j assigns nothing",
    async (body) => {
      const emulator = new TestEmulator();
      expect((await post(emulator, body, "application/json")).text).toBe(BLANK_PHONE);
    },
  );

  it("[body.json-values] of two keys the last wins, and names are case-sensitive", async () => {
    const emulator = new TestEmulator();
    const body = `{"MobilePhone":"x","MobilePhone":"${RECIPIENT}","Message":"a","message":"b"}`;
    expect((await post(emulator, body, "application/json")).status).toBe(200);
    expect(await lastMessage(emulator)).toMatchObject({ recipient: RECIPIENT, text: "a" });
  });

  it.each([
    ["{", "Syntax error."],
    ["{]", "Syntax error."],
    ['{"a":1]', "Invalid or malformed JSON."],
    ['{"a":"\u0001"}', "Control character error, possibly incorrectly encoded."],
    ["[".repeat(600) + "]".repeat(600), "The maximum stack depth has been exceeded."],
    ["  ", "Syntax error."],
    [new Uint8Array([0x22, 0xff, 0x22]), "Malformed UTF-8 characters, possibly incorrectly encoded."],
  ])("[body.json-causes] %j is 400 with PHP's cause", async (body, cause) => {
    const emulator = new TestEmulator();
    expect(json(await post(emulator, body, "application/json"))).toEqual({
      name: "Bad Request",
      message: `Invalid JSON data in request body: ${cause}`,
      code: 0,
      status: 400,
    });
  });

  it("[body.json-values] inherited names are no fields, and a key like __proto__ changes nothing", async () => {
    const emulator = new TestEmulator();
    const body = `{"__proto__":{"MobilePhone":"${RECIPIENT}","Message":"x"}}`;
    expect((await post(emulator, body, "application/json")).text).toBe(BLANK_PHONE);
    expect(Object.hasOwn(Object.prototype, "MobilePhone")).toBe(false);
  });
});

describe("forms", () => {
  it("[body.form] multipart takes texts; a file is no field", async () => {
    const emulator = new TestEmulator();
    const body = new FormData();
    body.set("MobilePhone", RECIPIENT);
    body.set("Message", new File(["hello"], "message.txt"));
    expect((await post(emulator, body)).text).toBe(
      '[{"field":"Message","message":"Message cannot be blank."}]',
    );
    body.set("Message", "hello");
    body.set("Attachment", new File(["x"], "x.png"));
    expect((await post(emulator, body)).status).toBe(200);
  });

  it.each(["multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary="])(
    "[body.form] %s around something else has no fields",
    async (type) => {
      const emulator = new TestEmulator();
      expect((await post(emulator, "--y\r\nnonsense", type)).text).toBe(BLANK_PHONE);
    },
  );

  it("[body.form] a form is read on POST only, not on a verb that became POST", async () => {
    const emulator = new TestEmulator();
    const override = { method: "PUT", headers: { "X-HTTP-Method-Override": "POST" } };
    expect((await post(emulator, OK_FORM, FORM, override)).text).toBe(BLANK_PHONE);
    expect((await post(emulator, OK_JSON, "application/json", override)).status).toBe(200);
  });

  it("[body.type] a body is read by the action only: malformed JSON on a GET is no error", async () => {
    const emulator = new TestEmulator();
    const answer = await emulator.call("/v1/credits/balance", {
      method: "DELETE",
      contentType: "application/json",
      headers: { "X-HTTP-Method-Override": "GET" },
      body: "{",
    });
    expect(answer.text).toBe('{"AvailableCredits":1000}');
  });
});
