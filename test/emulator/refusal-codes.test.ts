/** Every code of the vendor's page error-codes: how the account brings it about, and what is answered. */
import { describe, expect, it } from "vitest";
import { rawRequest, sendRaw } from "../support/raw-socket.ts";
import { json, RECIPIENT, startTestEmulator, TestEmulator, TOKEN } from "../support/test-emulator.ts";
import { codeOf, HELLO, rule } from "./refusal-steps.ts";

const MEDIA = "https://media.example.test/magic-broken.png";
const XML = "application/xml";

describe("the shape", () => {
  it("[errors.codes] [errors.coded-reason] of code 1 is the page's, to the byte, in JSON and XML", async () => {
    const emulator = new TestEmulator();
    await emulator.emulator.inbound({ token: TOKEN, from: RECIPIENT, message: "STOP" });
    const asJson = await emulator.send(HELLO);
    const asXml = await emulator.send(HELLO, { accept: XML });
    expect([asJson.status, asJson.reason]).toEqual([422, "Data Validation Failed."]);
    expect(asJson.text).toBe(
      '{"name":"Unprocessable entity","message":"Phone number is opted out.","code":1,"status":422}',
    );
    expect(asXml.text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<response><name>Unprocessable entity</name>' +
        "<message>Phone number is opted out.</message><code>1</code><status>422</status></response>\n",
    );
    expect([asJson, asXml].map(({ headers }) => headers.get("Content-Length"))).toEqual(["92", "173"]);
  });

  it("[errors.codes] of a failed validation is a list, which has no code", async () => {
    const answer = await new TestEmulator().send({ Message: "x" });
    expect([answer.status, json(answer)]).toEqual([
      422,
      [{ field: "MobilePhone", message: "Mobile Phone cannot be blank." }],
    ]);
  });

  it.each([
    ["20", 172, 253],
    ["21", 108, 189],
    ["22", 108, 189],
  ])("[errors.other-codes] of 01%s has the lengths that the framework gives", async (nn, inJson, inXml) => {
    const emulator = new TestEmulator();
    const fields = { ...HELLO, MobilePhone: `121255501${nn}` };
    const lengths = [await emulator.send(fields), await emulator.send(fields, { accept: XML })];
    expect(lengths.map(({ headers }) => Number(headers.get("Content-Length")))).toEqual([inJson, inXml]);
  });

  it("[errors.coded-reason] is on the status line of a socket too", async () => {
    const { url } = await startTestEmulator();
    const body = JSON.stringify({ ...HELLO, MobilePhone: "12125550141" });
    const request = rawRequest(
      `POST /v1/sms/send?access_token=${TOKEN}`,
      { "Content-Type": "application/json" },
      body,
    );
    expect(await sendRaw(url, request)).toMatchObject({ status: 422, reason: "Data Validation Failed." });
  });
});

describe("a recipient whom no account may write to", () => {
  it.each([
    ["opted-out", 1000],
    ["blocked", 1001],
  ])("[opt-out.global] %s is refused with code %i, and no one else", async (global, code) => {
    const emulator = new TestEmulator();
    await emulator.open(TOKEN, { recipients: { [RECIPIENT]: { global } } });
    const books = await emulator.books();
    expect([codeOf(await emulator.send(HELLO)), await rule(emulator)]).toEqual([code, "opt-out.global"]);
    expect(await emulator.books()).toEqual(books);
    await emulator.sent({ MobilePhone: "12125550151" });
    await emulator.sent({}, { token: "test_other" });
  });

  it("[opt-out.global] is seeded so", async () => {
    const emulator = new TestEmulator();
    await emulator.emulator.plant({
      accounts: [{ token: TOKEN, recipients: { [RECIPIENT]: { global: "blocked" } } }],
    });
    expect(codeOf(await emulator.send(HELLO))).toBe(1001);
  });

  it("[opt-out.refused] opted out of the account too, gets code 1", async () => {
    const emulator = new TestEmulator();
    await emulator.open(TOKEN, { recipients: { [RECIPIENT]: { global: "blocked" } } });
    await emulator.emulator.inbound({ token: TOKEN, from: RECIPIENT, message: "STOP" });
    expect(codeOf(await emulator.send(HELLO))).toBe(1);
  });
});

describe("forbidden words", () => {
  const forbiddenWords = ["Gewinn", "free money", "a+b"];

  it.each([
    ["Ihr GEWINN wartet", 2],
    ["gewinn", 2],
    ["Ihr Gewinnspiel", 0],
    ["Großgewinn", 0],
    ["FREE MONEY!", 2],
    ["free  money", 0],
    ["a+b", 2],
    ["aab", 0],
  ])(
    "[content.forbidden-words] [content.forbidden-words-match] %j is answered with code %i",
    async (Message, code) => {
      const emulator = new TestEmulator();
      await emulator.open(TOKEN, { forbiddenWords });
      const answer = await emulator.send({ ...HELLO, Message });
      expect([codeOf(answer), await rule(emulator)]).toEqual([
        code,
        code === 2 ? "content.forbidden-words" : "credits.balance",
      ]);
    },
  );

  it("[content.forbidden-words] there are none by default; PATCH adds and clears them", async () => {
    const emulator = new TestEmulator();
    expect((await emulator.open(TOKEN)).forbiddenWords).toEqual([]);
    await emulator.control("PATCH", `accounts/${TOKEN}`, { forbiddenWords: ["hello"] });
    expect(codeOf(await emulator.send(HELLO))).toBe(2);
    await emulator.control("PATCH", `accounts/${TOKEN}`, { forbiddenWords: [] });
    expect(codeOf(await emulator.send(HELLO))).toBe(0);
  });
});

describe("a template", () => {
  it("[submit.empty-mms] whose media could not be processed is code 3, an unknown one a field error", async () => {
    const emulator = new TestEmulator();
    await emulator.create({ ResourceLink: MEDIA });
    emulator.clock.advance(6000);
    expect(codeOf(await emulator.send({ ...HELLO, MmsTemplateId: 10_586 }))).toBe(3);
    expect(await rule(emulator)).toBe("submit.empty-mms");
    const unknown = await emulator.send({ ...HELLO, MmsTemplateId: 1 });
    expect(json(unknown)).toEqual([{ field: "MmsTemplateId", message: "Mms Template Id is invalid." }]);
  });

  it("[submit.template-text] that is unknown may be answered with a code as well", async () => {
    const templateNotApproved = { status: 422, code: 3, message: "Empty MMS resource." };
    const emulator = new TestEmulator({ errors: { templateNotApproved } });
    expect(codeOf(await emulator.send({ ...HELLO, MmsTemplateId: 1 }))).toBe(3);
  });
});

describe("words of the handset that a page prints", () => {
  it.each(["STOP", "Stop pizza", "STOP  PIZZA"])("[handset.stop] %j opts out", async (message) => {
    const emulator = new TestEmulator();
    await emulator.emulator.inbound({ token: TOKEN, from: RECIPIENT, message });
    expect(codeOf(await emulator.send(HELLO))).toBe(1);
  });

  it("[handset.keyword] a keyword that is texted in after STOP opts in again", async () => {
    const emulator = new TestEmulator();
    const write = (message: string) =>
      emulator.emulator.inbound({
        token: TOKEN,
        from: RECIPIENT,
        message,
        keyword: { id: 7, name: "PIZZA" },
      });
    await emulator.emulator.inbound({ token: TOKEN, from: RECIPIENT, message: "STOP" });
    await write("what does the pizza cost?");
    expect(codeOf(await emulator.send(HELLO))).toBe(1);
    await write("Pizza");
    expect(codeOf(await emulator.send(HELLO))).toBe(0);
  });
});
