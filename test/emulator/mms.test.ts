/** Sending MMS: by which templates, at what price, how long, and how they look afterwards. */
import { describe, expect, it } from "vitest";
import { json, type MessageView, RECIPIENT, TestEmulator, TOKEN } from "../support/test-emulator.ts";

const LINK = "https://media.example.test/picture.png";
const HISTORY = "/v1/sent-history/single-list";
const REPORT = "/v1/sms/delivery-report";
const SENDS = ["/v1/sms/send", "/v1/sms-simple/send"];

async function create(emulator: TestEmulator, token = TOKEN): Promise<number> {
  const answer = await emulator.create({ ResourceLink: LINK }, { token });
  if (answer.status !== 201) throw new Error(`Expected a template: ${answer.status} ${answer.text}`);
  return json<{ readonly Id: number }>(answer).Id;
}

/** An emulator whose account has one approved template, 10586. */
async function withTemplate(): Promise<TestEmulator> {
  const emulator = new TestEmulator();
  await create(emulator);
  emulator.clock.advance(6000);
  return emulator;
}

const MMS = { MobilePhone: RECIPIENT, MmsTemplateId: 10586 } as const;

async function newest(emulator: TestEmulator): Promise<MessageView> {
  const [message] = (await emulator.messages("limit=1")).items;
  if (message === undefined) throw new Error("Expected a message.");
  return message;
}

describe("a send with an approved template", () => {
  it.each(SENDS)("[mms.sent] [price.mms] to %s is an MMS and costs 3 credits in the USA", async (path) => {
    const emulator = await withTemplate();
    const answer = await emulator.send({ ...MMS, Message: "Look!", Subject: "News" }, { path });
    expect(answer.status).toBe(200);
    const message = await newest(emulator);
    expect(message).toMatchObject({
      kind: "mms",
      text: "Look!",
      templateId: 10586,
      subject: "News",
      mediaUrl: expect.stringMatching(/^https:\/\/mms\.protexting\.com\/uploads\/media\//),
      highResolution: false,
      resend: null,
      credits: 3,
      status: { id: 1 },
    });
    expect(message.explanation.steps).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          rule: "price.mms",
          source: "documented",
          inputs: { prefix: "1", perMms: 3, credits: 3 },
        }),
        expect.objectContaining({ rule: "submit.template", inputs: { templateId: 10586, status: 3 } }),
      ]),
    );
    const { credits, totals } = await emulator.account();
    expect([credits, totals]).toEqual([997, { messages: 1, parts: 1, creditsCharged: 3 }]);
  });

  it("[mms.sent] needs no Message, and XML says the same", async () => {
    const emulator = await withTemplate();
    expect((await emulator.send(MMS)).status).toBe(200);
    const body = `<request><MobilePhone>${RECIPIENT}</MobilePhone><MmsTemplateId>10586</MmsTemplateId></request>`;
    const xml = await emulator.call("/v1/sms/send", { method: "POST", contentType: "application/xml", body });
    expect(xml.status).toBe(200);
    expect((await emulator.messages()).items.map(({ kind, text }) => [kind, text])).toEqual([
      ["mms", ""],
      ["mms", ""],
    ]);
  });

  it("[price.elsewhere] costs what the table says elsewhere", async () => {
    const emulator = new TestEmulator({ credits: { rates: { "44": { sms: 2, mms: 7 } } } });
    await create(emulator);
    emulator.clock.advance(6000);
    await emulator.sent({ ...MMS, MobilePhone: "442079460123" });
    const { credits, explanation } = await newest(emulator);
    expect(credits).toBe(7);
    expect(explanation.steps[0]).toMatchObject({ rule: "price.elsewhere", inputs: { perMms: 7 } });
  });

  it("[credits.balance] is refused where 3 credits are not there", async () => {
    const emulator = await withTemplate();
    await emulator.control("PATCH", `accounts/${TOKEN}`, { credits: 2 });
    expect(json(await emulator.send(MMS))).toMatchObject({ code: 5, status: 422 });
    expect((await emulator.send({ MobilePhone: RECIPIENT, Message: "hello" })).status).toBe(200);
  });

  it("[mms.length] holds 1544 characters, where an SMS holds 480", async () => {
    const emulator = await withTemplate();
    const statusOf = async (length: number, fields: object) =>
      (await emulator.send({ MobilePhone: RECIPIENT, Message: "😀".repeat(length), ...fields })).status;
    expect(await statusOf(1544, { MmsTemplateId: 10586 })).toBe(200);
    expect(await statusOf(1545, { MmsTemplateId: 10586 })).toBe(422);
    expect(await statusOf(481, {})).toBe(422);
    expect(await statusOf(481, { MmsTemplateId: "" })).toBe(422);
    expect((await emulator.account()).credits).toBe(997);
  });

  it("[mms.length] [fields.rules] keeps the order of the fields' errors", async () => {
    const emulator = await withTemplate();
    const answer = await emulator.send({ MmsTemplateId: "x", Message: "a".repeat(1545), MmsResend: 7 });
    expect(json<readonly { readonly field: string }[]>(answer)).toEqual([
      { field: "MobilePhone", message: "Mobile Phone cannot be blank." },
      { field: "Message", message: "Message should contain at most 1,544 characters." },
      { field: "MmsTemplateId", message: "Mms Template Id must be an integer." },
      { field: "MmsResend", message: "Mms Resend is invalid." },
    ]);
  });

  it("[mms.sent] is Type_Id 2 in the sent history, with its template and subject", async () => {
    const emulator = await withTemplate();
    await emulator.sent({ ...MMS, Message: "Look!", Subject: "News" });
    await emulator.sent({ Message: "plain", Subject: "of no MMS" });
    const rows = json<readonly Record<string, unknown>[]>(await emulator.call(HISTORY));
    expect(
      rows.map(({ Type_Id, Type_Description, MmsTemplateId, Subject, Message }) => [
        Type_Id,
        Type_Description,
        MmsTemplateId,
        Subject,
        Message,
      ]),
    ).toEqual([
      [1, "SMS", "", "", "plain"],
      [2, "MMS", 10586, "News", "Look!"],
    ]);
    const xml = await emulator.call(HISTORY, { accept: "application/xml" });
    expect(xml.text).toContain("<MmsTemplateId>10586</MmsTemplateId><Subject>News</Subject>");
  });

  it("[magic.delivery] ends as its magic number says, as an SMS does", async () => {
    const emulator = await withTemplate();
    const id = await emulator.sent({ ...MMS, MobilePhone: "12125550103" });
    emulator.clock.advance(3000);
    expect((await emulator.call(REPORT, { query: `id=${id}` })).text).toContain('"Failed"');
  });

  it("[rate.recipient] counts once for its recipient, however long its text", async () => {
    const emulator = new TestEmulator({ limits: { perRecipientCounts: "parts" } });
    await create(emulator);
    emulator.clock.advance(6000);
    const statuses = [];
    for (let sent = 0; sent < 11; sent++) {
      statuses.push((await emulator.send({ ...MMS, Message: "a".repeat(1544) })).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
  });
});

describe("MmsHighResolution", () => {
  it("[mms.high-resolution] [mms.high-resolution-form] [mms.short-url] adds a line with a short URL, in the sent history too", async () => {
    const emulator = await withTemplate();
    const id = await emulator.sent({ ...MMS, Message: "Look!", MmsHighResolution: 1 });
    const url = `https://ptxt.io/${id.slice(0, 8)}`;
    expect(await newest(emulator)).toMatchObject({
      text: `Look!\n${url}`,
      parts: { documented: 1, gsm: 1 },
      credits: 3,
      highResolution: true,
    });
    const [row] = json<readonly { readonly Message: string }[]>(await emulator.call(HISTORY));
    expect(row?.Message).toBe(`Look!\n${url}`);
    const bare = await emulator.sent({ ...MMS, Message: "", MmsHighResolution: "1" });
    expect((await newest(emulator)).text).toBe(`https://ptxt.io/${bare.slice(0, 8)}`);
  });

  it("[mms.high-resolution-form] leaves room for all 1544 characters, and an SMS as it is", async () => {
    const emulator = await withTemplate();
    const Message = "a".repeat(1544);
    expect((await emulator.send({ ...MMS, Message, MmsHighResolution: 1 })).status).toBe(200);
    await emulator.sent({ Message: "plain", MmsHighResolution: 1 });
    expect((await newest(emulator)).text).toBe("plain");
  });
});

describe("a send with another template", () => {
  const needed = "The MmsTemplateId of a template that is Approved (3), or none;";
  const refusedWith = async (emulator: TestEmulator, MmsTemplateId: number) => {
    const answer = await emulator.send({ MobilePhone: RECIPIENT, Message: "hello", MmsTemplateId });
    const { decidedBy, wouldSucceed } = (await emulator.lastEntry()).explanation;
    return [answer.status, json(answer), decidedBy, wouldSucceed];
  };
  const errors = [{ field: "MmsTemplateId", message: "Mms Template Id is invalid." }];

  it.each([
    [0, 0, "Pending for processing (0), and may still be approved."],
    [2000, 0, "Processing (1), and may still be approved."],
    [4000, 0, "Processed pending approval (2), and may still be approved."],
    [6000, 4, "Rejected (4)."],
  ] as const)(
    "[submit.template] [submit.template-text] that %i ms after its creation (end %i) is %s is 422 on MmsTemplateId",
    async (ms, end, state) => {
      const emulator = new TestEmulator(end === 0 ? {} : { approval: { end } });
      const id = await create(emulator);
      emulator.clock.advance(ms);
      expect(await refusedWith(emulator, id)).toEqual([
        422,
        errors,
        "submit.template",
        `${needed} the template ${id} is ${state}`,
      ]);
      expect((await emulator.account()).credits).toBe(1000);
    },
  );

  it.each([10587, 0, -1])("[submit.template] that is unknown (%i) is the same 422", async (id) => {
    expect(await refusedWith(await withTemplate(), id)).toEqual([
      422,
      errors,
      "submit.template",
      `${needed} this account has no template ${id}.`,
    ]);
  });

  it("[submit.template] that is another account's is the same 422", async () => {
    const emulator = new TestEmulator();
    for (let made = 0; made < 2; made++) await create(emulator, "test_bob");
    await create(emulator);
    emulator.clock.advance(6000);
    expect((await emulator.send({ ...MMS, MmsTemplateId: 10587 }, { token: "test_bob" })).status).toBe(200);
    expect((await refusedWith(emulator, 10587)).slice(0, 2)).toEqual([422, errors]);
  });
});
