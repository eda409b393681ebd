/** Opting out and in through the API. */
import { describe, expect, it } from "vitest";
import { RECIPIENT, TestEmulator, TOKEN } from "../support/test-emulator.ts";
import { OPT_OUT, OTHER, open, optOut, sendStatus, write } from "./opt-out-steps.ts";

const OPT_IN = "/v1/contacts-opt-in/create-custom";

function optIn(emulator: TestEmulator, PhoneNumber: unknown = RECIPIENT) {
  return emulator.send({ PhoneNumber }, { path: OPT_IN });
}

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
