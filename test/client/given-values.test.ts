/** Parameters as callers give them: names, types, accessors. What is wrong is refused before anything leaves. */
import { describe, expect, it } from "vitest";
import { estimate, type ProTexting, type SendParams } from "../../src/client/index.ts";
import { numbers } from "./bulk/numbers.ts";
import { fakeClient, ID, json, RECIPIENT, rejection, thrown, xml } from "./support.ts";

const accepted = { Id: ID, DeliveryReportUrl: "https://api.example/", Message: "sent" };
const acceptedXml = `<Id>${ID}</Id><DeliveryReportUrl>https://api.example/</DeliveryReportUrl><Message>sent</Message>`;
const hello = { mobilePhone: RECIPIENT, message: "Hello" };

/** Parameters as JavaScript passes them, unchecked by the compiler. */
const untyped = (params: object): SendParams => Object.assign({ mobilePhone: "" }, params);

describe.each(["json", "xml"] as const)("in %s", (format) => {
  const setUp = () => fakeClient(() => (format === "json" ? json(accepted) : xml(acceptedXml)), { format });

  it.each([
    ["null", null, "null"],
    ["a boolean", true, "true"],
    ["an object", { text: "Hello" }, "object"],
    ["a list", ["Hello"], "array"],
    ["a number that is none", Number.NaN, "NaN"],
    ["an infinite number", Number.POSITIVE_INFINITY, "Infinity"],
    ["a bigint", 5n, "5n"],
    ["a function", () => "Hello", "function"],
    ["a symbol", Symbol("Hello"), "Symbol(Hello)"],
    ["a date", new Date(0), "object"],
  ])("%s is refused, and nothing leaves", async (_, value, shown) => {
    for (const name of ["message", "mmsTemplateId", "sendFrom", "subject"]) {
      const { client, requests } = setUp();
      const error = await rejection(client.sms.send(untyped({ ...hello, [name]: value })));
      expect(error).toMatchObject({
        name: "InvalidInputError",
        attempts: 0,
        fields: [{ field: name, message: `should be a text or a number (${shown})` }],
      });
      expect(String(error)).toContain("Nothing was sent.");
      expect(requests).toEqual([]);
    }
  });

  it("a number is written as a text, and an empty text is one", async () => {
    const { client, requests } = setUp();
    await client.sms.send(untyped({ mobilePhone: 16465550123, message: "", mmsTemplateId: 0 }));
    expect(requests).toHaveLength(1);
  });

  it.each([
    [true, "1"],
    [false, "0"],
    [1, "1"],
    [0, "0"],
  ] as const)("a flag is %s", async (flag, written) => {
    const { client, requests } = setUp();
    await client.sms.send({ ...hello, mmsTemplateId: 1, mmsHighResolution: flag, mmsResend: flag });
    for (const name of ["MmsHighResolution", "MmsResend"]) {
      expect(requests[0]?.body).toContain(
        format === "json" ? `"${name}":${written}` : `<${name}>${written}<`,
      );
    }
  });

  it.each([null, 2, "1", "yes", {}, [], 1n, Number.NaN])("a flag is not %s", async (flag) => {
    const { client, requests } = setUp();
    const error = await rejection(client.sms.send(untyped({ ...hello, mmsResend: flag })));
    expect(error).toMatchObject({
      name: "InvalidInputError",
      fields: [{ field: "mmsResend", message: expect.stringContaining("should be true, false, 1 or 0") }],
    });
    expect(requests).toEqual([]);
  });

  it.each(["half \uD83D", "\uDE00 the other", "\uDE00\uD83D"])(
    "half a surrogate pair is refused: %j",
    async (message) => {
      const { client, requests } = setUp();
      expect(await rejection(client.sms.send({ ...hello, message }))).toMatchObject({
        name: "InvalidInputError",
        fields: [{ field: "message", message: "holds half a surrogate pair" }],
      });
      expect(await rejection(client.inbox.list({ mobilePhone: message }))).toMatchObject({
        name: "InvalidInputError",
        fields: [{ field: "mobilePhone" }],
      });
      expect(requests).toEqual([]);
    },
  );

  it("a whole pair is sent", async () => {
    const { client, requests } = setUp();
    await client.sms.send({ ...hello, message: "😀" });
    expect(requests[0]?.body).toContain("😀");
  });
});

/** Every call that takes an object, with a name that it does not know. */
const calls: Readonly<Record<string, (client: ProTexting, more: object) => PromiseLike<unknown>>> = {
  "sms.send": (client, more) => client.sms.send({ ...hello, ...more }),
  "smsSimple.send": (client, more) => client.smsSimple.send({ ...hello, ...more }),
  "sms.sendSingleScheduleMessage": (client, more) =>
    client.sms.sendSingleScheduleMessage({ ...hello, dateTime: "2026-01-15 08:00:00", ...more }),
  "sms.singleScheduleMessages": (client, more) => client.sms.singleScheduleMessages({ ...more }),
  "sentHistory.singleList": (client, more) => client.sentHistory.singleList({ ...more }),
  "inbox.list": (client, more) => client.inbox.list({ ...more }),
  "numbers.list": (client, more) => client.numbers.list({ ...more }),
  "mmsTemplates.list": (client, more) => client.mmsTemplates.list({ ...more }),
  "mmsTemplates.create": (client, more) =>
    client.mmsTemplates.create({ resourceLink: "https://example.com/a.png", ...more }),
};

const refuse = async (call: string, name: string) => {
  const { client, requests } = fakeClient(json([]));
  const started = async () => calls[call]?.(client, { [name]: "x" });
  const error = await rejection(started());
  expect(requests).toEqual([]);
  return error;
};

describe("a name that is not known", () => {
  it.each([
    ["sms.send", "mmsTemplateID", "perhaps mmsTemplateId is meant"],
    ["sms.send", "sendfrom", "perhaps sendFrom is meant"],
    ["sms.send", "MobilePhone", "perhaps mobilePhone is meant"],
    ["sms.send", "mesage", "perhaps message is meant"],
    ["sms.send", "to", "there are mobilePhone, sendFrom, message, "],
    ["smsSimple.send", "sendFrom", "there are mobilePhone, message, "],
    ["sentHistory.singleList", "perpage", "perhaps perPage is meant"],
    ["sentHistory.singleList", "per_page", "perhaps perPage is meant"],
    ["inbox.list", "keywordID", "perhaps keywordId is meant"],
    ["inbox.list", "fromDateRecieved", "perhaps fromDateReceived is meant"],
    ["numbers.list", "pages", "perhaps page is meant"],
    ["mmsTemplates.list", "perPages", "perhaps perPage is meant"],
    ["mmsTemplates.create", "resourcelink", "perhaps resourceLink is meant"],
  ])("is refused, and nothing leaves: %s, %s", async (call, name, hint) => {
    expect(await refuse(call, name)).toMatchObject({
      name: "InvalidInputError",
      fields: [{ field: name, message: expect.stringContaining(`is unknown; ${hint}`) }],
    });
  });

  it("is refused by every call that takes an object", async () => {
    for (const call of Object.keys(calls)) {
      expect(await refuse(call, "bogus")).toMatchObject({ name: "InvalidInputError" });
    }
  });

  it("is a result of its item in a list, and the others go on", async () => {
    const { client, requests } = fakeClient(() => json(accepted));
    const [first = "", second = ""] = numbers(2);
    const wrong = Object.assign({ mobilePhone: first, message: "a" }, { sendfrom: "82257" });
    const summary = await client.sms.sendMany([wrong, { mobilePhone: second, message: "b" }]);
    expect(summary).toMatchObject({ accepted: 1, refused: 1 });
    expect(requests).toHaveLength(1);
  });

  it("is refused by an estimate, which would be of another message", () => {
    const params = Object.assign({ message: "Hello" }, { mmsTemplateID: 1 });
    expect(thrown(() => estimate(params))).toMatchObject({ name: "InvalidInputError" });
    expect(estimate(Object.assign({ subject: "Tonight" }, hello)).kind).toBe("sms");
  });

  it("that has no value is none", async () => {
    const { client, requests } = fakeClient(json(accepted));
    await client.sms.send(Object.assign({ sendfrom: undefined }, hello));
    expect(requests).toHaveLength(1);
  });

  it.each([null, undefined, 5])("and %j is no object", async (params) => {
    const { client, requests } = fakeClient(json(accepted));
    const sending: Promise<unknown> = Reflect.apply(client.sms.send, client.sms, [params]);
    expect(await rejection(sending)).toMatchObject({
      name: "InvalidInputError",
      fields: [{ field: "parameters" }],
    });
    expect(requests).toEqual([]);
  });
});

describe("a parameter", () => {
  it("with an accessor is read once: what was checked is what is sent", async () => {
    let reads = 0;
    const { client, requests } = fakeClient(() => json(accepted), { allowRecipients: [RECIPIENT] });
    await client.sms.send({
      message: "Hello",
      get mobilePhone() {
        return reads++ === 0 ? RECIPIENT : "16465550199";
      },
    });
    expect(reads).toBe(1);
    expect(requests[0]?.body).toContain(RECIPIENT);
  });

  it("of a prototype is checked as it is sent", async () => {
    const params: SendParams = Object.create({ mobilePhone: "16465550199", message: "Hello" });
    const { client, requests } = fakeClient(() => json(accepted), { allowRecipients: [RECIPIENT] });
    expect(await rejection(client.sms.send(params))).toMatchObject({ name: "RecipientNotAllowedError" });
    expect(requests).toEqual([]);
    const everybody = fakeClient(() => json(accepted));
    await everybody.client.sms.send(params);
    expect(everybody.requests[0]?.body).toContain("16465550199");
  });

  it("of a class with accessors is read, alone and in a list", async () => {
    class Order {
      readonly #reads: string[] = [];
      get mobilePhone() {
        this.#reads.push("mobilePhone");
        return RECIPIENT;
      }
      get message() {
        this.#reads.push("message");
        return "Hello";
      }
      reads() {
        return this.#reads;
      }
    }
    const { client, requests } = fakeClient(() => json(accepted));
    const order = new Order();
    await client.sms.send(order);
    expect(order.reads()).toEqual(["mobilePhone", "message"]);
    expect(await client.sms.sendMany([new Order()])).toMatchObject({ accepted: 1 });
    expect(requests.map(({ body }) => body)).toEqual([requests[0]?.body, requests[0]?.body]);
  });

  it("that is changed after the call is sent as it was", async () => {
    const { client, requests } = fakeClient(() => json([]));
    const params = { page: 1 };
    const first = client.numbers.list(params);
    params.page = 2;
    await first;
    const sent = fakeClient(() => json(accepted));
    const message = { ...hello };
    const sending = sent.client.sms.send(message);
    message.mobilePhone = "16465550199";
    await sending;
    expect(requests[0]?.url.searchParams.get("page")).toBe("1");
    expect(sent.requests[0]?.body).toContain(RECIPIENT);
  });
});
