/** Seeded templates, inboxes and contacts, and a seed put into a running emulator. */
import { describe, expect, it } from "vitest";
import { type Emulator } from "../../src/emulator/index.ts";
import { mmsTemplateStatuses } from "../../src/protocol/mms-template-status.ts";
import { json, TestEmulator } from "../support/test-emulator.ts";
import { HOUR, iso, MEDIA, only, seeded, TOKEN } from "./seed-support.ts";

/** Statuses of all messages, in the order of their events. */
async function statusesTold(emulator: Emulator): Promise<readonly number[]> {
  const { events } = (await emulator.snapshot()).root;
  return events.flatMap(({ what }) => (what.type === "status" ? [what.status] : []));
}

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
