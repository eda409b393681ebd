/** A seed: accounts with their past, whose books come out as if it had happened. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deliveryStatuses } from "../../src/protocol/delivery-status.ts";
import { TestEmulator } from "../support/test-emulator.ts";
import { HOUR, iso, MEDIA, only, seeded, TOKEN } from "./seed-support.ts";

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
