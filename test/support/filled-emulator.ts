/** An emulator whose state has something in every part: a change that adds state has to use it here. */
import type { SeedData } from "../../src/emulator/index.ts";
import { json, TestEmulator } from "./test-emulator.ts";

export const MADE = "made-busy";
export const AUTOMATIC = "test_walkin";
/** Small enough that a scenario reaches the ends of what is kept. */
export const SMALL = { retention: { messages: 25 }, tenants: { limit: 2 } };

/** An account that is seeded: with numbers, limits and a past. */
export const SEEDED: SeedData = {
  accounts: [
    {
      token: MADE,
      credits: 500,
      numbers: ["16465550160", { number: "16465550161", status: 302, blockedAt: "-1d" }],
      limits: { rate: { limit: 100, windowSeconds: 60 }, sameText: { windowSeconds: 60 } },
      activated: true,
      rates: { "44": { sms: 2, mms: 5 } },
      allowedAddresses: ["127.0.0.0/8"],
      forbiddenWords: ["jackpot"],
      recipients: {
        "12125550171": { mode: "polls", end: 9 },
        "12125550172": { mode: "immediate" },
        "12125550195": { global: "blocked" },
      },
      delivery: { processedAfterMs: 10, deliveredAfterMs: 20 },
      approval: { mode: "polls", stepMs: 30, end: 4 },
      templates: [{ resourceLink: "https://media.example.test/seeded.jpg", createdAt: "-2d", status: 3 }],
      messages: [
        { to: "12125550190", text: "long ago", sentAt: "-1d" },
        { to: "12125550191", text: "just now", sentAt: "-5s" },
        { to: "12125550105", template: 10_586, resend: true, sentAt: "-2h" },
      ],
      groups: [{ name: "Winners", note: "of February", createdAt: "-4d" }],
      shortUrls: [
        {
          code: "spring",
          originalUrl: "https://shop.example.test/spring",
          createdAt: "-4d",
          campaigns: [{ campaignId: 9, sent: 3 }],
        },
      ],
      shortUrlClicks: [{ code: "spring", clickedAt: "-3d", number: "12125550190", city: "Wooster" }],
      scheduledMessages: [
        { to: "12125550194", text: "long from now", after: "30d" },
        { to: "12125550194", text: "of no template", template: 1, createdAt: "-4d", after: "1d" },
      ],
      inbox: [
        { from: "12125550192", message: "STOP", receivedAt: "-1h" },
        { from: "12125550191", message: "join", receivedAt: "-30m" },
      ],
      keywords: [{ keyword: "JOIN", reservedAt: "-4d", autoreply: "Hi", alreadyIn: "Again" }],
      customFields: [{ name: "age", createdAt: "-4d" }],
      contacts: [
        {
          number: "12125550193",
          createdAt: "-3d",
          firstName: "Ann",
          birthDay: "1999-12-31",
          groups: [1],
          customFields: [{ id: 1, value: "42" }],
          optOut: { by: "api", at: "-2d" },
        },
      ],
    },
  ],
};

/**
 * Fills every part of the root. A part that it leaves as it was in the beginning fails the walk below, so a change that
 * adds state has to use it here.
 */
export async function fill(emulator: TestEmulator): Promise<void> {
  const { emulator: handle } = emulator;
  // A waiter listens, so that events are noted.
  const ended = new AbortController();
  const waiting = handle.messages.waitFor({ contains: "never" }, ended.signal).catch(() => {});
  await handle.plant(SEEDED);
  await handle.faults.add({
    kind: "latency",
    match: { token: MADE, endpoint: "credits.balance" },
    probability: 0.5,
    latency: { distribution: "fixed", ms: 1 },
  });
  await handle.faults.add({
    kind: "status",
    status: 503,
    nth: 2,
    times: 1,
    match: { recipient: "12125550173" },
  });
  for (const token of ["test_gone", "test_going", AUTOMATIC]) {
    await emulator.call("/v1/credits/balance", { token });
    emulator.clock.advance(1000);
  }
  for (const token of [MADE, AUTOMATIC]) {
    await handle.clock.advance("2h", { token });
    for (const MobilePhone of ["12125550150", "12125550171", "12125550172", "12125550173", "12125550173"]) {
      await emulator.send({ MobilePhone, Message: "Olá ✓ ".repeat(20) }, { token });
    }
    const byHand = await emulator.sent({ Message: "by hand" }, { token });
    await handle.messages.setStatus(byHand, 4);
    await emulator.call("/v1/sms/delivery-report", { token, query: `id=${byHand}` });
    await emulator.call("/v1/credits/balance", { token });
  }
  const polled = (await emulator.messages(`token=${MADE}&recipient=12125550171`)).items[0]?.id;
  await emulator.call("/v1/sms/delivery-report", { token: MADE, query: `id=${polled}` });
  for (let sent = 0; sent < 3; sent++)
    await emulator.sent({ MobilePhone: `1212555017${sent + 4}` }, { token: MADE });
  await emulator.call("/v1/nope", { token: null });
  await handle.clock.advance("1h");
  await handle.clock.freeze();
  await handle.clock.freeze({ token: MADE });
  for (const MobilePhone of ["12125550128", "15005550006"])
    await emulator.sent({ MobilePhone }, { token: MADE });
  const cut = { kind: "cut", times: 1, atByte: 7, match: { recipient: "12125550198" } } as const;
  await handle.faults.add(cut);
  await emulator.send({ MobilePhone: "12125550198" }, { token: MADE }).catch(() => undefined);
  for (const token of [MADE, AUTOMATIC]) await fillMms(emulator, token);
  for (const token of [MADE, AUTOMATIC]) await fillInbox(emulator, token);
  // One of two handsets has written back, and the other will.
  await emulator.sent({ MobilePhone: "12125550129" }, { token: MADE });
  ended.abort();
  await waiting;
}

/** Templates on their way and approved by hand, an MMS that went again as SMS and one that still may. */
async function fillMms(emulator: TestEmulator, token: string): Promise<void> {
  const { clock, messages, templates } = emulator.emulator;
  const ids: number[] = [];
  for (const file of ["one.jpg", "two.gif", "magic-unapproved.png"]) {
    const link = `https://media.example.test/${file}`;
    const answer = await emulator.create({ ResourceLink: link, Name: file }, { token });
    ids.push(json<{ readonly Id: number }>(answer).Id);
  }
  const [MmsTemplateId = 0] = ids.toReversed();
  await templates.setStatus(MmsTemplateId, { token, id: 3 });
  const mms = { MmsTemplateId, Subject: "Look", MmsHighResolution: 1, MmsResend: 1 };
  await emulator.sent({ ...mms, MobilePhone: "12125550105" }, { token });
  await clock.advance("3s", { token });
  await emulator.sent({ ...mms, MobilePhone: "13105550105" }, { token });
  const byHand = await emulator.sent({ ...mms, MobilePhone: "12125550199" }, { token });
  await messages.setStatus(byHand, 5);
}

/** Messages from handsets, of a keyword and not; recipients who opted out by word and through the API. */
async function fillInbox(emulator: TestEmulator, token: string): Promise<void> {
  const { inbound } = emulator.emulator;
  const keyword = { id: 7, name: "JOIN" };
  const campaign = { id: 9, name: "Spring" };
  await inbound({ token, from: "12125550180", message: "JOIN", keyword, campaign });
  await inbound({ token, from: "12125550181", message: "STOP" });
  await emulator.send({ Country: "US" }, { token, path: "/v1/numbers/create" });
  await emulator.send({ PhoneNumber: "12125550182" }, { token, path: "/v1/contacts/opt-out" });
}

export async function filled(): Promise<TestEmulator> {
  const emulator = new TestEmulator(SMALL);
  await fill(emulator);
  return emulator;
}
