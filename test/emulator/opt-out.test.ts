/** Opt-outs of recipients, since when and by what: STOP and START from the handset, and the API. */
import { describe, expect, it } from "vitest";
import type { SettingsInput } from "../../src/emulator/index.ts";
import { json, NO_LIMITS, RECIPIENT, TestEmulator, TOKEN } from "../support/test-emulator.ts";

const OPT_OUT = "/v1/contacts/opt-out";
const OPT_IN = "/v1/contacts-opt-in/create-custom";
const OTHER = "12125550151";

function open(settings: SettingsInput = {}): TestEmulator {
  return new TestEmulator({ ...NO_LIMITS, ...settings });
}

function write({ emulator }: TestEmulator, message: string, from = RECIPIENT, token = TOKEN) {
  return emulator.inbound({ token, from, message });
}

async function sendStatus(emulator: TestEmulator, MobilePhone = RECIPIENT, token = TOKEN): Promise<number> {
  return (await emulator.send({ MobilePhone, Message: "hello" }, { token })).status;
}

function optOut(emulator: TestEmulator, PhoneNumber: unknown = RECIPIENT) {
  return emulator.send({ PhoneNumber }, { path: OPT_OUT });
}

function optIn(emulator: TestEmulator, PhoneNumber: unknown = RECIPIENT) {
  return emulator.send({ PhoneNumber }, { path: OPT_IN });
}

describe("a word from the handset", () => {
  it.each(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "stop", " Stop\n"])(
    "[handset.words] %j opts out, and START or UNSTOP in any writing opts in",
    async (word) => {
      for (const back of ["START", "unstop", "\tStart "]) {
        const emulator = open();
        expect((await write(emulator, word)).asks).toBe("stop");
        expect(await sendStatus(emulator)).toBe(422);
        expect((await write(emulator, back)).asks).toBe("start");
        expect(await sendStatus(emulator)).toBe(200);
      }
    },
  );

  it.each(["please stop", "STOP.", "stop it now", "S T O P", "help", "restart", "ſtop"])(
    "[handset.words] %j does not: only a whole message counts",
    async (message) => {
      const emulator = open();
      await write(emulator, message);
      expect(await sendStatus(emulator)).toBe(200);
    },
  );

  it("[opt-out.refused] holds for the whole account and nobody else: all its numbers, no other recipient, no other account", async () => {
    const emulator = open();
    await emulator.emulator.inbound({ token: TOKEN, from: RECIPIENT, to: "82257", message: "STOP" });
    const from = async (SendFrom: string) =>
      (await emulator.send({ MobilePhone: RECIPIENT, Message: "hi", SendFrom })).status;
    expect([await from("82257"), await from("16465550100")]).toEqual([422, 422]);
    const simple = await emulator.send(
      { MobilePhone: "+1 212 555 0150", Message: "hi" },
      { path: "/v1/sms-simple/send" },
    );
    expect(simple.status).toBe(422);
    expect([await sendStatus(emulator, OTHER), await sendStatus(emulator, RECIPIENT, "test_bob")]).toEqual([
      200, 200,
    ]);
  });

  it("[opt-out.refused] is named by the refusal's explanation, with its time; nothing is charged or counted", async () => {
    const emulator = open();
    await write(emulator, "Quit");
    emulator.clock.advance(3_600_000);
    const before = await emulator.books();
    const answer = await emulator.send({ MobilePhone: RECIPIENT, Message: "hello" });
    expect([answer.status, JSON.parse(answer.text).message]).toEqual([422, "Phone number is opted out."]);
    expect(await emulator.books()).toEqual(before);
    const { explanation } = await emulator.lastEntry();
    expect(explanation).toMatchObject({
      decidedBy: "opt-out.refused",
      wouldSucceed: "The same send after the handset has written a keyword or START.",
    });
    expect(explanation.steps.at(-1)?.inputs).toEqual({
      optedOut: true,
      since: "2026-01-15T12:00:00.000Z",
      by: "handset",
      word: "Quit",
    });
  });

  it("[opt-out.refused] is named before a magic number that is always refused so", async () => {
    const emulator = open();
    const magic = "12125550141";
    await sendStatus(emulator, magic);
    expect((await emulator.lastEntry()).explanation.decidedBy).toBe("magic.refusal");
    await write(emulator, "STOP", magic);
    await sendStatus(emulator, magic);
    expect((await emulator.lastEntry()).explanation).toMatchObject({
      decidedBy: "opt-out.refused",
      wouldSucceed:
        "The same send after the handset has written a keyword or START. " +
        "Another recipient: this one is a magic number, which is always refused so.",
    });
  });

  it("[handset.replies] is answered when it changes something; HELP always, and other messages never", async () => {
    const emulator = open();
    const replies: unknown[] = [];
    for (const message of ["START", "hi", "STOP", "STOP", "HELP", "START", "UNSTOP", "help"]) {
      replies.push((await write(emulator, message)).reply?.text.split(".")[0] ?? null);
    }
    expect(replies).toEqual([
      null,
      null,
      "You have opted out and will receive no more messages",
      null,
      "Reply STOP to end",
      "You have opted in again",
      null,
      "Reply STOP to end",
    ]);
    const { total } = await emulator.messages();
    const history = json<readonly unknown[]>(await emulator.call("/v1/sent-history/single-list"));
    expect([total, history]).toEqual([0, []]);
  });

  it("[handset.reply-credits] costs nothing, or what the setting says; a reply nobody can pay for is not sent", async () => {
    const free = open();
    await write(free, "STOP");
    expect((await free.account()).credits).toBe(1000);
    const paid = open({ handset: { replyCredits: 3 } });
    await paid.open(TOKEN, { credits: 5 });
    expect((await write(paid, "STOP")).reply?.credits).toBe(3);
    expect((await write(paid, "START")).reply).toBeNull();
    expect((await paid.account()).credits).toBe(2);
    expect(await sendStatus(paid)).toBe(200);
  });
});

describe("contacts/opt-out", () => {
  it("[opt-out.contact] answers 201 with the whole contact, which it creates, in JSON and XML", async () => {
    const emulator = open();
    const answer = await optOut(emulator);
    expect([answer.status, answer.reason, answer.text]).toEqual([
      201,
      "Created",
      '{"Id":1,"Number":"12125550150","OptedOut":1,"FirstName":"","LastName":"","BirthDay":"0000-00-00",' +
        '"Email":"","Zip":"","City":"","DateCreated":"2026-01-15 07:00:00","DateUpdated":"2026-01-15 07:00:00",' +
        '"GroupIds":[],"CustomFieldIds":[]}',
    ]);
    expect([answer.headers.get("Link"), answer.headers.get("X-Pagination-Total-Count")]).toEqual([
      null,
      null,
    ]);
    const xml = await emulator.send({ PhoneNumber: OTHER }, { path: OPT_OUT, accept: "application/xml" });
    expect(xml.text).toContain("<response><Id>2</Id><Number>12125550151</Number><OptedOut>1</OptedOut>");
    expect(xml.text).toContain("<GroupIds/><CustomFieldIds/></response>");
    expect([await sendStatus(emulator), await sendStatus(emulator, OTHER)]).toEqual([422, 422]);
  });

  it("[opt-out.contact] done twice is done once, and the explanation says since when", async () => {
    const emulator = open();
    const first = await optOut(emulator);
    emulator.clock.advance(60_000);
    expect((await optOut(emulator, "+1 (212) 555-0150")).text).toBe(first.text);
    await sendStatus(emulator);
    const { explanation } = await emulator.lastEntry();
    expect(explanation.steps.at(-1)?.inputs).toMatchObject({
      since: "2026-01-15T12:00:00.000Z",
      by: "api",
      word: null,
    });
    expect(explanation.wouldSucceed).toBe(
      "The same send after the handset has written a keyword or START, or after contacts-opt-in/create-custom.",
    );
  });

  it("[opt-out.contact] keeps the contact's id and its first date when it comes and goes", async () => {
    const emulator = open();
    await optOut(emulator, OTHER);
    await write(emulator, "STOP");
    emulator.clock.advance(60_000);
    await write(emulator, "START");
    emulator.clock.advance(60_000);
    expect(JSON.parse((await optOut(emulator)).text)).toMatchObject({
      Id: 2,
      DateCreated: "2026-01-15 07:00:00",
      DateUpdated: "2026-01-15 07:02:00",
    });
  });

  it.each([
    [{}, "Phone Number cannot be blank."],
    [{ PhoneNumber: "" }, "Phone Number cannot be blank."],
    [{ PhoneNumber: ["12125550150"] }, "Phone Number must be a string."],
    [{ PhoneNumber: "nobody" }, "Phone Number is invalid."],
    [{ PhoneNumber: "123" }, "Phone Number is invalid."],
    [{ MobilePhone: RECIPIENT }, "Phone Number cannot be blank."],
  ])("[fields.phone-number] refuses %j, as create-custom does", async (fields, message) => {
    const emulator = open();
    for (const path of [OPT_OUT, OPT_IN]) {
      const { status, text } = await emulator.send(fields, { path });
      expect([status, JSON.parse(text)]).toEqual([422, [{ field: "PhoneNumber", message }]]);
      expect((await emulator.lastEntry()).explanation.decidedBy).toBe("fields.phone-number");
    }
    expect((await emulator.emulator.contacts.list({ token: TOKEN })).total).toBe(0);
  });

  it("[retention.contacts] beyond what is kept, those that changed longest ago go", async () => {
    const emulator = open({ retention: { contacts: 2 } });
    for (const number of [RECIPIENT, OTHER]) await optOut(emulator, number);
    await optIn(emulator, RECIPIENT);
    await optOut(emulator, "12125550152");
    const { items } = await emulator.emulator.contacts.list({ token: TOKEN });
    expect(items.map(({ id, number }) => [id, number])).toEqual([
      [3, "12125550152"],
      [1, RECIPIENT],
    ]);
    expect(JSON.parse((await optOut(emulator, OTHER)).text).Id).toBe(4);
  });
});

describe("contacts-opt-in/create-custom", () => {
  it("[opt-in.custom] [opt-in.custom-status] undoes what the API did", async () => {
    const emulator = open();
    await optOut(emulator);
    const answer = await optIn(emulator);
    expect([answer.status, answer.text]).toEqual([201, '{"message":"Phone number successfully opted in"}']);
    expect(await sendStatus(emulator)).toBe(200);
    await optOut(emulator);
    const xml = await emulator.send({ PhoneNumber: RECIPIENT }, { path: OPT_IN, accept: "application/xml" });
    expect(xml.text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<response><message>Phone number successfully opted in</message></response>\n',
    );
  });

  it.each<[who: string, before: (emulator: TestEmulator) => Promise<unknown>, help: RegExp]>([
    [
      "whom nobody opted out",
      (emulator) => emulator.open(TOKEN),
      /that contacts\/opt-out has opted out; this one is not/,
    ],
    [
      "who wrote STOP",
      (emulator) => write(emulator, "STOP"),
      /^The handset itself writing a keyword or START, since/,
    ],
    [
      "who wrote STOP after the API had opted them out",
      async (emulator) => [await optOut(emulator), await write(emulator, "STOP")],
      /^The handset itself writing a keyword or START, since/,
    ],
    [
      "whom the API opted out after they wrote STOP",
      async (emulator) => [await write(emulator, "STOP"), await optOut(emulator)],
      /^The handset itself writing a keyword or START, since/,
    ],
    [
      "who is opted in again already",
      async (emulator) => [await optOut(emulator), await optIn(emulator)],
      /this one is not opted out/,
    ],
  ])("[opt-in.custom-refused] refuses one %s, and changes nothing", async (_, before, help) => {
    const emulator = open();
    await before(emulator);
    const contacts = await emulator.emulator.contacts.list({ token: TOKEN });
    const { status, text } = await optIn(emulator);
    expect([status, JSON.parse(text)]).toEqual([
      422,
      [{ field: "PhoneNumber", message: "Phone Number is not opted out through the API." }],
    ]);
    expect((await emulator.lastEntry()).explanation.wouldSucceed).toMatch(help);
    expect(await emulator.emulator.contacts.list({ token: TOKEN })).toEqual(contacts);
  });

  it("START from the handset undoes what the API did as well", async () => {
    const emulator = open();
    await optOut(emulator);
    await write(emulator, "START");
    expect(await sendStatus(emulator)).toBe(200);
  });
});

describe("what is told", () => {
  it("of opt-outs: an event for each change and none for what changes nothing", async () => {
    const emulator = open();
    await emulator.control("GET", "messages/wait?timeoutMs=0");
    for (const message of ["hi", "STOP", "STOP", "START", "START"]) await write(emulator, message);
    await optOut(emulator);
    await optOut(emulator);
    await write(emulator, "STOP");
    const { events } = (await emulator.emulator.snapshot()).root;
    const told = events
      .map(({ what }) => what)
      .filter(({ type }) => type === "inbound" || type === "opt-out");
    const inbound = (number: number) => ({ type: "inbound", number, from: RECIPIENT, to: "82257" });
    const change = (optedOut: boolean, by: string | null) => ({
      type: "opt-out",
      recipient: RECIPIENT,
      optedOut,
      by,
    });
    expect(told).toEqual([
      inbound(1),
      inbound(2),
      change(true, "handset"),
      inbound(3),
      inbound(4),
      change(false, null),
      inbound(5),
      change(true, "api"),
      inbound(6),
      change(true, "handset"),
    ]);
  });

  it("of contacts, by the control API: who is opted out, since when and by what", async () => {
    const emulator = open();
    await optOut(emulator, OTHER);
    await write(emulator, "Stop");
    const { status, text } = await emulator.control("GET", `contacts?token=${TOKEN}`);
    const at = "2026-01-15T12:00:00.000Z";
    expect([status, JSON.parse(text)]).toEqual([
      200,
      {
        items: [
          {
            id: 2,
            number: RECIPIENT,
            optedOut: true,
            optOut: { at, by: "handset", word: "Stop" },
            createdAt: at,
            updatedAt: at,
          },
          {
            id: 1,
            number: OTHER,
            optedOut: true,
            optOut: { at, by: "api", word: null },
            createdAt: at,
            updatedAt: at,
          },
        ],
        total: 2,
      },
    ]);
    expect((await emulator.control("GET", "contacts?token=nobody")).status).toBe(404);
    expect((await emulator.control("GET", "contacts")).status).toBe(400);
  });
});
