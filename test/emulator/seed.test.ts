/** A seed: accounts with their past, whose books come out as if it had happened. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createEmulator,
  type Emulator,
  type SeedData,
  type SettingsInput,
} from "../../src/emulator/index.ts";
import { deliveryStatuses } from "../../src/protocol/delivery-status.ts";
import { mmsTemplateStatuses } from "../../src/protocol/mms-template-status.ts";
import { ManualClock, START } from "../support/manual-clock.ts";
import { json, SEED, TestEmulator } from "../support/test-emulator.ts";

const TOKEN = "test_shop";
const HOUR = 3_600_000;
const MEDIA = "https://media.example.test/sale.png";

type Account = SeedData["accounts"][number];

function seeded(account: Omit<Account, "token">, settings: SettingsInput = {}): Emulator {
  const data = { accounts: [{ token: TOKEN, ...account }] };
  return createEmulator({ seed: SEED, clock: new ManualClock(), settings, data });
}

const iso = (ms: number): string => new Date(START + ms).toISOString();

async function only<T>(list: Promise<{ readonly items: readonly T[] }>): Promise<T> {
  const [item, ...more] = (await list).items;
  if (item === undefined || more.length > 0) throw new Error("Expected one.");
  return item;
}

/** Statuses of all messages, in the order of their events. */
async function statusesTold(emulator: Emulator): Promise<readonly number[]> {
  const { events } = (await emulator.snapshot()).root;
  return events.flatMap(({ what }) => (what.type === "status" ? [what.status] : []));
}

describe("a seeded account", () => {
  it("has what is said of it, and the rest from the settings", async () => {
    const emulator = seeded({
      credits: 7,
      numbers: ["82257", { number: "16465550160", status: 301, blockedAt: "-2h" }],
      limits: { perRecipient: null },
      delivery: { mode: "polls" },
      approval: { end: 4 },
      recipients: { "16465550123": { end: 12 } },
    });
    expect(await emulator.accounts.get(TOKEN)).toMatchObject({
      credits: 7,
      numbers: ["82257", "16465550160"],
      numberStatus: { "82257": { id: 0 }, "16465550160": { id: 301, blockedAt: iso(-2 * HOUR) } },
      limits: { rate: { limit: 60, windowSeconds: 60 }, perRecipient: null },
      delivery: { mode: "polls", processedAfterMs: 1000 },
      approval: { mode: "time", end: 4 },
      recipients: { "16465550123": { end: 12 } },
    });
  });

  it("pays by its own rates, then by those of the seed, then by the settings'", async () => {
    const emulator = new TestEmulator({
      credits: { rates: { "1": { sms: 1, mms: 3 }, "33": { sms: 8, mms: 8 }, "49": { sms: 9, mms: 9 } } },
    });
    const rates = { "44": { sms: 4, mms: 4 }, "33": { sms: 3, mms: 3 } };
    const accounts = [{ token: TOKEN, rates: { "44": { sms: 5, mms: 5 } } }];
    await emulator.emulator.plant({ rates, accounts });
    const costs: number[] = [];
    for (const MobilePhone of ["447700900123", "33639980123", "4915112345678", "12125550150"]) {
      const id = await emulator.sent({ MobilePhone }, { token: TOKEN });
      costs.push((await emulator.emulator.messages.get(id)).credits);
    }
    expect(costs).toEqual([5, 3, 9, 1]);
  });

  it("has the credits that the seed says after its past is paid for, and totals that count it", async () => {
    const { accounts } = seeded({
      credits: 10,
      templates: [{ resourceLink: MEDIA, createdAt: "-1d", status: 3 }],
      messages: [
        { to: "16465550123", text: "x".repeat(161), sentAt: "-1h" },
        { to: "16465550123", template: 10_586, sentAt: "-2h" },
      ],
    });
    expect(await accounts.get(TOKEN)).toMatchObject({
      credits: 10,
      totals: { messages: 2, parts: 3, creditsCharged: 5 },
    });
  });
});

describe("a seeded message", () => {
  it.each(Object.keys(deliveryStatuses).map(Number))(
    "stands in the status %i and stays there",
    async (id) => {
      const emulator = new TestEmulator();
      const accounts = [
        { token: TOKEN, messages: [{ to: "16465550123", text: "hi", sentAt: "-1h", status: id }] },
      ];
      expect((await emulator.control("POST", "seed", { accounts })).status).toBe(201);
      expect((await only(emulator.emulator.messages.list())).status.id).toBe(id);
      await emulator.emulator.clock.advance("30d");
      expect((await only(emulator.emulator.messages.list())).status.id).toBe(id);
    },
  );

  it("has a history at the account's pace, or the one that is said", async () => {
    const { messages } = seeded({
      messages: [
        { to: "16465550123", text: "paced", sentAt: "-1h", status: 3 },
        {
          to: "16465550124",
          text: "said",
          sentAt: "2026-01-15T10:00:00Z",
          history: [
            { status: 4, at: "2026-01-15T06:00:00-05:00" },
            { status: 2, at: "-5m" },
          ],
        },
      ],
    });
    const [paced, said] = (await messages.list()).items;
    expect(paced?.history).toEqual([
      { id: 1, at: iso(-HOUR) },
      { id: 10, at: iso(-HOUR + 1000) },
      { id: 3, at: iso(-HOUR + 3000) },
    ]);
    expect(said?.history).toEqual([
      { id: 1, at: iso(-2 * HOUR) },
      { id: 4, at: iso(-HOUR) },
      { id: 2, at: iso(-300_000) },
    ]);
  });

  it("without a status moves on as others do, by its magic number too", async () => {
    const emulator = seeded({
      messages: [
        { to: "16465550103", text: "fails", sentAt: "-2s" },
        { to: "16465550123", text: "hi", sentAt: "-2s" },
      ],
    });
    const statuses = async () => (await emulator.messages.list()).items.map(({ status }) => status.id);
    expect(await statuses()).toEqual([10, 10]);
    await emulator.clock.advance("1s");
    expect((await statuses()).toSorted()).toEqual([2, 3]);
  });

  it("is numbered in order of time, over all that was sent, and the next one goes on from there", async () => {
    const emulator = new TestEmulator();
    const at = (text: string, sentAt: string) => ({ to: "16465550123", text, sentAt });
    const messages = [at("second", "-1h"), at("first", "-2h"), at("third", "-1m")];
    await emulator.emulator.plant({ accounts: [{ token: TOKEN, messages }] });
    await emulator.sent({ Message: "fourth" }, { token: TOKEN });
    expect((await emulator.messages()).items.map(({ number, text }) => [number, text])).toEqual([
      [1004, "fourth"],
      [1003, "third"],
      [1002, "second"],
      [1001, "first"],
    ]);
  });

  it("counts towards its recipient's limit while it is in the window", async () => {
    const emulator = new TestEmulator();
    const limits = { perRecipient: { limit: 1, windowSeconds: 60 } };
    const messages = [
      { to: "16465550123", text: "just now", sentAt: "-10s" },
      { to: "16465550124", text: "long ago", sentAt: "-2m" },
    ];
    await emulator.emulator.plant({ accounts: [{ token: TOKEN, limits, messages }] });
    const send = (MobilePhone: string) => emulator.send({ MobilePhone, Message: "hi" }, { token: TOKEN });
    expect((await send("16465550123")).status).toBe(429);
    expect((await send("16465550124")).status).toBe(200);
  });

  it("has the id that is said, which its delivery report is found by", async () => {
    const emulator = new TestEmulator();
    const id = "0123456789abcdef0123456789abcdef01234567";
    const messages = [{ id, to: "16465550123", text: "hi", sentAt: "-1d" }];
    await emulator.emulator.plant({ accounts: [{ token: TOKEN, messages }] });
    const report = await emulator.call("/v1/sms/delivery-report", { token: TOKEN, query: `id=${id}` });
    expect([report.status, report.text]).toEqual([200, expect.stringContaining("Delivered")]);
  });

  it("goes out in rotation, from the number that is said, and from one that is blocked by now", async () => {
    const { messages } = seeded({
      numbers: ["82257", "16465550160", { number: "16465550161", status: 302 }],
      messages: [
        { to: "16465550123", text: "1", sentAt: "-4h" },
        { to: "16465550123", text: "2", sentAt: "-3h" },
        { to: "16465550123", text: "3", sentAt: "-2h", from: "1 (646) 555-0161" },
        { to: "16465550123", text: "4", sentAt: "-1h" },
      ],
    });
    const senders = (await messages.list()).items.map(({ sender }) => sender).toReversed();
    expect(senders).toEqual(["82257", "16465550160", "16465550161", "82257"]);
  });

  it("may have been sent to who is refused now: magic numbers, and those who have opted out", async () => {
    const { messages } = seeded({
      messages: [
        { to: "16465550141", text: "magic", sentAt: "-1h" },
        { to: "16465550123", text: "hi", sentAt: "-1h" },
      ],
      contacts: [{ number: "16465550123", optOut: { by: "api", at: "-2h" } }],
    });
    const { items } = await messages.list();
    expect(items).toHaveLength(2);
    const optOuts = items.flatMap(({ explanation }) =>
      explanation.steps.filter(({ rule }) => rule === "opt-out.refused").map(({ inputs }) => inputs),
    );
    expect(optOuts).toEqual(items.map(() => ({ optedOut: false })));
  });

  it("of a rejected MMS with resend is followed by the SMS in its place, at its time and for its credits", async () => {
    const { messages, accounts } = seeded({
      credits: 50,
      templates: [{ resourceLink: MEDIA, createdAt: "-1d", status: 3 }],
      messages: [
        { to: "16465550123", template: 10_586, text: "look", resend: true, sentAt: "-2h", status: 5 },
        { to: "16465550124", text: "later", sentAt: "-1h" },
      ],
    });
    const items = (await messages.list()).items.toReversed();
    expect(items.map(({ number, kind, credits }) => [number, kind, credits])).toEqual([
      [1001, "mms", 3],
      [1002, "sms", 1],
      [1003, "sms", 1],
    ]);
    expect(items[1]).toMatchObject({ replaces: items[0]?.id, sentAt: iso(-2 * HOUR + 3000) });
    expect((await accounts.get(TOKEN)).credits).toBe(50);
  });
});

describe("a seeded template", () => {
  it.each(Object.keys(mmsTemplateStatuses).map(Number))(
    "stands in the state %i and stays there",
    async (id) => {
      const emulator = new TestEmulator();
      const accounts = [{ token: TOKEN, templates: [{ resourceLink: MEDIA, createdAt: "-1h", status: id }] }];
      expect((await emulator.control("POST", "seed", { accounts })).status).toBe(201);
      await emulator.emulator.clock.advance("30d");
      const template = await only(emulator.emulator.templates.list({ token: TOKEN }));
      expect([template.id, template.status.id]).toEqual([10_586, id]);
    },
  );

  it("has passed the states before its own, and may still be decided by hand when it is not final", async () => {
    const emulator = seeded({
      templates: [{ resourceLink: MEDIA, createdAt: "-1h", status: 2, name: "Sale" }],
    });
    const template = await only(emulator.templates.list({ token: TOKEN }));
    expect(template).toMatchObject({ name: "Sale", resourceLink: MEDIA, createdAt: iso(-HOUR) });
    expect(template.history).toEqual([
      { id: 0, at: iso(-HOUR) },
      { id: 1, at: iso(-HOUR + 2000) },
      { id: 2, at: iso(-HOUR + 4000) },
    ]);
    expect((await emulator.templates.setStatus(10_586, { token: TOKEN, id: 3 })).status.id).toBe(3);
  });

  it("without a state is approved in its time, or ends as its magic file says", async () => {
    const emulator = seeded({
      templates: [
        { resourceLink: MEDIA, createdAt: "-5s" },
        { resourceLink: "https://media.example.test/magic-rejected.png", createdAt: "-1h" },
      ],
    });
    const states = async () =>
      (await emulator.templates.list({ token: TOKEN })).items.map(({ status }) => status.id);
    expect(await states()).toEqual([4, 2]);
    await emulator.clock.advance("1s");
    expect(await states()).toEqual([4, 3]);
  });

  it("is followed by the next number, and can be sent with", async () => {
    const emulator = new TestEmulator();
    await emulator.emulator.plant({
      accounts: [{ token: TOKEN, templates: [{ resourceLink: MEDIA, status: 3 }] }],
    });
    await emulator.sent({ MmsTemplateId: 10_586 }, { token: TOKEN });
    const { text } = await emulator.create({ ResourceLink: MEDIA }, { token: TOKEN });
    expect(JSON.parse(text)).toMatchObject({ Id: 10_587 });
  });
});

describe("a seeded inbox", () => {
  it("is what handsets wrote, with what they were answered, in order of time", async () => {
    const { inbox } = seeded({
      numbers: ["82257", "16465550160"],
      inbox: [
        { from: "+1 646 555 0124", to: "16465550160", message: "Help", receivedAt: "-1h" },
        { from: "16465550123", message: "JOIN", receivedAt: "-2h", keyword: { id: 7, name: "JOIN" } },
      ],
    });
    const { items } = await inbox.list({ token: TOKEN });
    expect(items).toMatchObject([
      { number: 2, from: "16465550124", to: "16465550160", asks: "help", receivedAt: iso(-HOUR) },
      { number: 1, from: "16465550123", to: "82257", asks: null, keyword: { id: 7, name: "JOIN" } },
    ]);
    expect(items.map(({ reply }) => reply !== null)).toEqual([true, false]);
  });

  it("opts out who wrote STOP, and in again who wrote START after it", async () => {
    const emulator = new TestEmulator();
    const inbox = [
      { from: "16465550123", message: "START", receivedAt: "-1h" },
      { from: "16465550123", message: "STOP", receivedAt: "-2h" },
      { from: "16465550124", message: "stop", receivedAt: "-2h" },
    ];
    await emulator.emulator.plant({ accounts: [{ token: TOKEN, inbox }] });
    const send = (MobilePhone: string) => emulator.send({ MobilePhone, Message: "hi" }, { token: TOKEN });
    expect([(await send("16465550123")).status, (await send("16465550124")).status]).toEqual([200, 422]);
  });
});

describe("seeded contacts", () => {
  it("take messages, or have opted out through the API or by word", async () => {
    const { contacts } = seeded({
      contacts: [
        { number: "16465550123", createdAt: "-3d" },
        { number: "16465550124", createdAt: "-3d", optOut: { by: "api", at: "-2d" } },
        { number: "16465550125", optOut: { by: "handset", at: "-1d", word: "Quit" } },
      ],
    });
    const { items } = await contacts.list({ token: TOKEN });
    expect(items.map(({ number, optOut, createdAt }) => [number, optOut, createdAt])).toEqual([
      ["16465550125", { by: "handset", word: "Quit", at: iso(-24 * HOUR) }, iso(-24 * HOUR)],
      ["16465550124", { by: "api", word: null, at: iso(-48 * HOUR) }, iso(-72 * HOUR)],
      ["16465550123", null, iso(-72 * HOUR)],
    ]);
  });

  it("opted out through the API are opted in again by create-custom", async () => {
    const emulator = new TestEmulator();
    await emulator.emulator.plant({
      accounts: [{ token: TOKEN, contacts: [{ number: "16465550124", optOut: { by: "api" } }] }],
    });
    const path = "/v1/contacts-opt-in/create-custom";
    const answer = await emulator.send({ PhoneNumber: "16465550124" }, { token: TOKEN, path });
    expect(answer.status).toBe(201);
  });
});

describe("a seed put into a running emulator", () => {
  it("replaces the accounts it names with all that is theirs, and touches nobody else", async () => {
    const emulator = new TestEmulator();
    await emulator.sent({}, { token: TOKEN });
    // The first one's id is the seeded one's too: both are drawn as the first of the account.
    const gone = await emulator.sent({}, { token: TOKEN });
    await emulator.sent({}, { token: "test_other" });
    const before = await emulator.books("test_other");
    const accounts = [{ token: TOKEN, credits: 3, messages: [{ to: "16465550123", text: "seeded" }] }];
    const answer = await emulator.control("POST", "seed", { accounts });
    expect([answer.status, json<{ readonly items: unknown }>(answer).items]).toEqual([
      201,
      [await emulator.account(TOKEN)],
    ]);
    expect((await emulator.messages(`token=${TOKEN}`)).items.map(({ text }) => text)).toEqual(["seeded"]);
    expect(await emulator.books("test_other")).toEqual(before);
    await expect(emulator.emulator.messages.get(gone)).rejects.toThrow(`There is no message "${gone}".`);
    expect((await emulator.emulator.journal.list({ token: TOKEN })).total).toBe(0);
  });

  it("counts its times back from the emulator's present", async () => {
    const emulator = new TestEmulator();
    await emulator.emulator.clock.advance("10d");
    const messages = [{ to: "16465550123", text: "seeded", sentAt: "-1d" }];
    await emulator.emulator.plant({ accounts: [{ token: TOKEN, messages }] });
    expect((await only(emulator.emulator.messages.list())).sentAt).toBe(iso(9 * 24 * HOUR));
  });

  it("makes room as messages that are sent do", async () => {
    const emulator = new TestEmulator({ retention: { messages: 2 } });
    for (let sent = 0; sent < 2; sent++) await emulator.sent({}, { token: "test_other" });
    await emulator.emulator.plant({
      accounts: [{ token: TOKEN, messages: [{ to: "16465550123", text: "new" }] }],
    });
    expect((await emulator.messages()).items.map(({ token, number }) => [token, number])).toEqual([
      [TOKEN, 1001],
      ["test_other", 1002],
    ]);
  });

  it("is told of to who listens as its messages move on, each step once", async () => {
    const { emulator } = new TestEmulator();
    const waiting = emulator.messages.waitFor({ token: TOKEN, status: 2 });
    await emulator.plant({ accounts: [{ token: TOKEN, messages: [{ to: "16465550123", text: "new" }] }] });
    await emulator.clock.advance("3s");
    expect((await waiting).text).toBe("new");
    expect(await statusesTold(emulator)).toEqual([10, 2]);
  });
});

const arbitraryMessage = fc.record(
  {
    to: fc.constantFrom("16465550123", "16465550124", "16465550105", "447700900123"),
    text: fc
      .string({ minLength: 1, maxLength: 300, unit: "grapheme-ascii" })
      .filter((text) => text.trim() !== ""),
    sentAt: fc.nat(100_000).map((seconds) => `-${seconds}s`),
    status: fc.constantFrom(1, 2, 3, 5, 10, 12),
    template: fc.constant(10_586),
  },
  { requiredKeys: ["to", "text"] },
);

it("of any past the books add up: credits are what was said, and what was charged is the sum of all messages", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(arbitraryMessage, { maxLength: 20 }),
      fc.nat(100),
      async (messages, credits) => {
        const emulator = new TestEmulator();
        const past = messages.map((message) =>
          message.template === undefined ? message : { ...message, resend: true },
        );
        const templates = [{ resourceLink: MEDIA, createdAt: "-9d", status: 3 }];
        const accounts = [{ token: TOKEN, credits, templates, messages: past }];
        expect((await emulator.control("POST", "seed", { accounts })).status).toBe(201);
        const { items } = await emulator.messages(`token=${TOKEN}&limit=1000`);
        const account = await emulator.account(TOKEN);
        expect(account.credits).toBe(credits);
        expect(account.totals.messages).toBe(items.length);
        expect(account.totals.creditsCharged).toBe(items.reduce((sum, message) => sum + message.credits, 0));
        const times = items.map(({ sentAt }) => sentAt);
        expect(times).toEqual(times.toSorted().toReversed());
      },
    ),
    { numRuns: 60 },
  );
});
