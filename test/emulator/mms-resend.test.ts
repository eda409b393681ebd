/** MmsResend: what a carrier rejects goes again as SMS, when it is rejected and not before. */
import { describe, expect, it } from "vitest";
import { START } from "../support/manual-clock.ts";
import { json, type MessageView, NO_LIMITS, TestEmulator, TOKEN } from "../support/test-emulator.ts";

const HISTORY = "/v1/sent-history/single-list";
const REPORT = "/v1/sms/delivery-report";
/** Its carrier rejects what is sent to it. */
const REJECTING = "12125550105";
const TEMPLATE = 10586;
const MMS = { MobilePhone: REJECTING, MmsTemplateId: TEMPLATE, MmsResend: 1 };

/** An emulator whose account has an approved template. */
async function open(settings: ConstructorParameters<typeof TestEmulator>[0] = {}): Promise<TestEmulator> {
  const emulator = new TestEmulator({ ...settings, approval: { mode: "immediate" } });
  const answer = await emulator.create({ ResourceLink: "https://media.example.test/picture.png" });
  expect(json(answer)).toMatchObject({ Id: TEMPLATE, Status_Id: 3 });
  return emulator;
}

async function view(emulator: TestEmulator, id: string): Promise<MessageView> {
  return json<MessageView>(await emulator.control("GET", `messages/${id}`));
}

async function balance(emulator: TestEmulator): Promise<number> {
  return json<{ readonly AvailableCredits: number }>(await emulator.call("/v1/credits/balance"))
    .AvailableCredits;
}

describe("an MMS with MmsResend that its carrier rejects", () => {
  it("[mms.resend] goes again as SMS with a short URL: a message of its own, at the time of the rejection", async () => {
    const emulator = await open();
    const id = await emulator.sent({ ...MMS, Message: "Look!", Subject: "News", SendFrom: "16465550100" });
    emulator.clock.advance(2999);
    expect((await emulator.messages()).total).toBe(1);
    expect(await view(emulator, id)).toMatchObject({ resend: { state: "not-rejected" } });
    emulator.clock.advance(60_000);
    const [sms, mms] = (await emulator.messages()).items;
    expect(sms).toMatchObject({
      number: 1002,
      recipient: REJECTING,
      sender: "16465550100",
      kind: "sms",
      text: `Look!\nhttps://ptxt.io/${id.slice(0, 8)}`,
      credits: 1,
      replaces: id,
      status: { id: 2 },
      sentAt: new Date(START + 3000).toISOString(),
      explanation: { outcome: "accepted", decidedBy: "mms.resend", source: "documented" },
    });
    expect(sms?.history.map(({ id: status, at }) => [status, Date.parse(at) - START])).toEqual([
      [1, 3000],
      [10, 4000],
      [2, 6000],
    ]);
    expect(mms).toMatchObject({
      id,
      status: { id: 5 },
      resend: { state: "sent", at: new Date(START + 3000).toISOString(), message: sms?.id },
    });
    expect(sms).not.toHaveProperty("templateId");
  });

  it("[mms.resend] is charged as SMS, part by part, when it goes", async () => {
    const emulator = await open();
    await emulator.sent({ ...MMS, Message: "a".repeat(161) });
    expect(await balance(emulator)).toBe(997);
    emulator.clock.advance(2999);
    expect(await balance(emulator)).toBe(997);
    emulator.clock.advance(1);
    expect(await balance(emulator)).toBe(995);
    expect((await emulator.account()).totals).toEqual({ messages: 2, parts: 3, creditsCharged: 5 });
  });

  it("[mms.resend] is in the sent history as an SMS, and its report is its own", async () => {
    const emulator = await open();
    await emulator.sent({ ...MMS, Message: "Look!", Subject: "News" });
    emulator.clock.advance(3000);
    const rows = json<readonly Record<string, unknown>[]>(await emulator.call(HISTORY));
    expect(
      rows.map(({ Id, Type_Id, MmsTemplateId, Subject, DateTime, DeliveryStatus_Id }) => [
        Id,
        Type_Id,
        MmsTemplateId,
        Subject,
        DateTime,
        DeliveryStatus_Id,
      ]),
    ).toEqual([
      [1002, 1, "", "", "2026-01-15 07:00:03", 1],
      [1001, 2, TEMPLATE, "News", "2026-01-15 07:00:00", 5],
    ]);
    const report = await emulator.call(REPORT, { query: `id=${rows[0]?.["Api_Id"]}` });
    expect(json(report)).toMatchObject([{ DeliveryStatus_Description: "Pending" }]);
  });

  it("[mms.resend] has the line of MmsHighResolution once", async () => {
    const emulator = await open();
    const id = await emulator.sent({ ...MMS, Message: "Look!", MmsHighResolution: 1 });
    emulator.clock.advance(3000);
    const texts = (await emulator.messages()).items.map(({ text }) => text);
    const text = `Look!\nhttps://ptxt.io/${id.slice(0, 8)}`;
    expect(texts).toEqual([text, text]);
  });

  it("[mms.resend] ends as the account says, whatever its magic number says of the MMS", async () => {
    const emulator = await open();
    await emulator.control("PATCH", `accounts/${TOKEN}`, { delivery: { end: 3 } });
    await emulator.sent(MMS);
    emulator.clock.advance(10_000);
    expect((await emulator.messages()).items.map(({ status }) => status.id)).toEqual([3, 5]);
  });

  it("[mms.resend] ends as the account's entry for the recipient says, and is not sent a third time", async () => {
    const emulator = await open();
    await emulator.control("PATCH", `accounts/${TOKEN}`, { recipients: { "12125550150": { end: 5 } } });
    await emulator.sent({ ...MMS, MobilePhone: "12125550150" });
    emulator.clock.advance(86_400_000);
    expect((await emulator.messages()).items.map(({ kind, status }) => [kind, status.id])).toEqual([
      ["sms", 5],
      ["mms", 5],
    ]);
  });

  it("[mms.resend] goes when somebody decides so by hand, and not when somebody decides otherwise", async () => {
    const emulator = await open();
    const { messages } = emulator.emulator;
    const rejected = await emulator.sent({ ...MMS, MobilePhone: "12125550150" });
    const saved = await emulator.sent(MMS);
    await messages.setStatus(rejected, 5);
    await messages.setStatus(saved, 2);
    emulator.clock.advance(60_000);
    const { items } = await messages.list();
    expect(items.map(({ replaces }) => replaces)).toEqual([rejected, undefined, undefined]);
    expect(items[0]?.sentAt).toBe(new Date(START).toISOString());
    expect((await view(emulator, saved)).resend).toEqual({ state: "not-rejected" });
  });

  it("[mms.resend] goes in the mode polls after the read that finds it out", async () => {
    const emulator = await open({ delivery: { mode: "polls" } });
    const id = await emulator.sent(MMS);
    const total = async () => (await emulator.messages()).total;
    const totals = [];
    for (let reads = 0; reads < 3; reads++) {
      await emulator.call(REPORT, { query: `id=${id}` });
      totals.push(await total());
    }
    expect(totals).toEqual([1, 2, 2]);
  });

  it.each([
    ["0", 1],
    ["", 1],
    ["1", 2],
  ] as const)("[mms.resend] with MmsResend %j there are %i messages", async (MmsResend, count) => {
    const emulator = await open();
    await emulator.sent({ ...MMS, MmsResend });
    emulator.clock.advance(3000);
    expect((await emulator.messages()).total).toBe(count);
  });

  it("[mms.resend] is for a rejection alone, and for no SMS", async () => {
    const emulator = await open();
    for (const nn of ["01", "02", "03", "06", "07", "08", "09", "12"]) {
      await emulator.sent({ ...MMS, MobilePhone: `121255501${nn}` });
    }
    await emulator.sent({ MobilePhone: REJECTING, Message: "an SMS", MmsResend: 1 });
    emulator.clock.advance(86_400_000);
    expect((await emulator.messages()).total).toBe(9);
  });
});

describe("without enough credits", () => {
  it("[mms.resend-unpaid] it does not go, nothing is charged, and the MMS says why", async () => {
    const emulator = await open();
    await emulator.control("PATCH", `accounts/${TOKEN}`, { credits: 4 });
    const id = await emulator.sent({ ...MMS, Message: "a".repeat(161) });
    emulator.clock.advance(3000);
    expect(await balance(emulator)).toBe(1);
    // A top-up afterwards comes too late.
    await emulator.control("PATCH", `accounts/${TOKEN}`, { credits: 100 });
    emulator.clock.advance(60_000);
    expect((await emulator.messages()).total).toBe(1);
    expect((await view(emulator, id)).resend).toMatchObject({
      state: "not-sent",
      at: new Date(START + 3000).toISOString(),
      rule: "mms.resend-unpaid",
      source: "assumed",
    });
    expect(await balance(emulator)).toBe(100);
  });

  it("[mms.resend-unpaid] a top-up that nobody looked before comes too late as well", async () => {
    const emulator = await open();
    await emulator.control("PATCH", `accounts/${TOKEN}`, { credits: 3 });
    await emulator.sent(MMS);
    emulator.clock.advance(3000);
    await emulator.control("PATCH", `accounts/${TOKEN}`, { credits: 100 });
    expect((await emulator.messages()).total).toBe(1);
  });
});

describe("for a recipient who has opted out meanwhile", () => {
  it("[mms.resend] [opt-out.refused] it does not go, and the MMS says why", async () => {
    const emulator = await open();
    const id = await emulator.sent(MMS);
    emulator.clock.advance(1000);
    await emulator.emulator.inbound({ token: TOKEN, from: REJECTING, message: "STOP" });
    emulator.clock.advance(60_000);
    expect((await emulator.messages()).total).toBe(1);
    expect((await view(emulator, id)).resend).toMatchObject({ state: "not-sent", rule: "opt-out.refused" });
    expect(await balance(emulator)).toBe(997);
  });

  it("[mms.resend] it has gone when the STOP comes after the rejection, though nobody had looked", async () => {
    const emulator = await open();
    await emulator.sent(MMS);
    emulator.clock.advance(3000);
    await emulator.emulator.inbound({ token: TOKEN, from: REJECTING, message: "STOP" });
    expect((await emulator.messages()).total).toBe(2);
  });
});

describe("what falls due by itself", () => {
  it("goes in order of the rejections, with the credits there are, before whatever is sent later", async () => {
    const emulator = await open();
    await emulator.open("test_slow", {
      credits: 8,
      approval: { mode: "immediate" },
      recipients: { "12125550150": { end: 5 } },
    });
    const token = "test_slow";
    await emulator.create({ ResourceLink: "https://media.example.test/a.png" }, { token });
    const slow = await emulator.sent({ ...MMS, MobilePhone: "12125550150" }, { token });
    await emulator.control("PATCH", `accounts/${token}`, {
      delivery: { processedAfterMs: 0, deliveredAfterMs: 1000 },
    });
    const fast = await emulator.sent({ ...MMS, MobilePhone: "12125550150" }, { token });
    emulator.clock.advance(60_000);
    await emulator.send({ MobilePhone: "13105550151", Message: "later" }, { token });
    const { items } = await emulator.messages(`token=${token}`);
    expect(items.map(({ number, replaces, text }) => [number, replaces ?? text])).toEqual([
      [1004, slow],
      [1003, fast],
      [1002, "hello"],
      [1001, "hello"],
    ]);
    expect((await emulator.account(token)).credits).toBe(0);
  });

  it("has been done already when the clock is set back", async () => {
    const looked = await open();
    const unseen = await open();
    for (const emulator of [looked, unseen]) {
      await emulator.sent(MMS);
      emulator.clock.advance(5000);
      if (emulator === looked) await emulator.messages();
      await emulator.emulator.clock.set({ now: START });
    }
    const books = await looked.books();
    expect(await unseen.books()).toEqual(books);
    expect(books).toMatchObject({ account: { credits: 996 } });
  });

  it("is told in order of time, when somebody listens", async () => {
    const emulator = await open();
    await emulator.emulator.messages.waitFor({ timeoutMs: 0 }).catch(() => {});
    const id = await emulator.sent(MMS);
    emulator.clock.advance(60_000);
    const { events, order } = (await emulator.emulator.snapshot()).root;
    const sms = order[1]?.id;
    const told = events.flatMap(({ at, what }) => {
      if (what.type === "message") return [[at - START, what.message]];
      return what.type === "status" ? [[at - START, what.message, what.status]] : [];
    });
    expect(told).toEqual([
      [0, id],
      [1000, id, 10],
      [3000, id, 5],
      [3000, sms],
      [4000, sms, 10],
      [6000, sms, 2],
    ]);
  });

  it("is waited for: the SMS is found as soon as it goes", async () => {
    const emulator = await open();
    await emulator.sent({ ...MMS, Message: "Look!" });
    const found = emulator.emulator.messages.waitFor({ contains: "ptxt.io" });
    await emulator.emulator.clock.advance("3s");
    expect((await found).kind).toBe("sms");
  });

  it("falls due after a restart too: a snapshot holds what is to come", async () => {
    const emulator = await open();
    await emulator.sent(MMS);
    emulator.clock.advance(1000);
    const snapshot = JSON.parse(JSON.stringify(await emulator.emulator.snapshot()));
    const other = new TestEmulator();
    await other.emulator.restore(snapshot);
    for (const each of [emulator, other]) each.clock.setTo(3000);
    expect(await other.books()).toEqual(await emulator.books());
    expect((await other.messages()).total).toBe(2);
  });

  it("is not done for an account that starts over", async () => {
    const emulator = await open();
    await emulator.sent(MMS);
    await emulator.emulator.reset({ token: TOKEN });
    emulator.clock.advance(60_000);
    expect(await emulator.messages()).toEqual({ items: [], total: 0 });
  });

  it("does nothing for an MMS that retention has taken", async () => {
    const emulator = await open({ ...NO_LIMITS, retention: { messages: 1 } });
    await emulator.sent(MMS);
    await emulator.sent();
    emulator.clock.advance(60_000);
    expect((await emulator.account()).totals.messages).toBe(2);
  });
});

describe("a snapshot of an earlier build", () => {
  it("has no templates and no MMS, and is still taken", async () => {
    const emulator = new TestEmulator();
    const id = await emulator.sent();
    const before = await emulator.messages();
    const old: unknown = JSON.parse(JSON.stringify(await emulator.emulator.snapshot()), withoutMms);
    expect(JSON.stringify(old)).not.toMatch(/templates|approval|replaces|"mms":null/);
    const other = new TestEmulator();
    expect((await other.control("PUT", "state", old)).status).toBe(204);
    expect(await other.messages()).toEqual(before);
    expect((await other.account()).approval).toEqual({ mode: "time", stepMs: 2000, end: 3 });
    expect((await other.create({ ResourceLink: "https://media.example.test/a.png" })).status).toBe(201);
    expect((await other.call(REPORT, { query: `id=${id}` })).status).toBe(200);
  });
});

/** Takes out what earlier builds did not write. */
function withoutMms(this: unknown, key: string, value: unknown): unknown {
  const isFacts = typeof this === "object" && this !== null && "templateStatus" in this;
  const isNew = ["templates", "approval", "replaces", "templateStatus", "mms", "resent"].includes(key);
  // A rate has an `mms` that was always there.
  return (isNew && typeof value !== "number") || (isFacts && key === "kind") ? undefined : value;
}
