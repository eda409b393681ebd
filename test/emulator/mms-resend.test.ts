/** MmsResend: what a carrier rejects goes again as SMS, when it is rejected and not before. */
import { describe, expect, it } from "vitest";
import { START } from "../support/manual-clock.ts";
import { json, type MessageView, TestEmulator, TOKEN } from "../support/test-emulator.ts";
import { MMS, open, REJECTING, REPORT, TEMPLATE } from "./mms-resend-steps.ts";

const HISTORY = "/v1/sent-history/single-list";

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
