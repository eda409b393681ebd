/** Every code of the vendor's page error-codes: how the account brings it about, and what is answered. */
import { describe, expect, it } from "vitest";
import { refusalCodes } from "../../src/protocol/refusal-codes.ts";
import { rawRequest, sendRaw } from "../support/raw-socket.ts";
import {
  type Answered,
  json,
  RECIPIENT,
  startTestEmulator,
  TestEmulator,
  TOKEN,
} from "../support/test-emulator.ts";

const HELLO = { MobilePhone: RECIPIENT, Message: "hello" };
const MEDIA = "https://media.example.test/magic-broken.png";
const XML = "application/xml";

/** The answer's code, or 0 for one that is no refusal with a code. */
function codeOf(answer: Answered): number {
  const body = json<{ readonly code?: number }>(answer);
  return answer.status === 422 ? (body.code ?? 0) : 0;
}

async function rule(emulator: TestEmulator): Promise<string> {
  return (await emulator.lastEntry()).explanation.decidedBy;
}

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
  ])("[errors.codes] of 01%s has the lengths that the framework gives", async (nn, inJson, inXml) => {
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

describe("the account's gate", () => {
  const calls = ["/v1/credits/balance", "/v1/inbox/index", "/v1/keyword/index"];

  it.each(calls)("[account.activated] without the API app %s is code 6, after the token", async (path) => {
    const emulator = new TestEmulator();
    await emulator.open(TOKEN, { activated: false });
    const answer = await emulator.call(path);
    expect(codeOf(answer)).toBe(6);
    expect(answer.headers.get("X-Rate-Limit-Remaining")).toBe("59");
    expect((await emulator.call(path, { token: null })).status).toBe(401);
    await emulator.control("PATCH", `accounts/${TOKEN}`, { activated: true });
    expect(codeOf(await emulator.call("/v1/credits/balance"))).toBe(0);
  });

  it("[account.activated] is kept in a snapshot, with the lists and what is global", async () => {
    const emulator = new TestEmulator();
    const input = {
      activated: false,
      allowedAddresses: ["192.0.2.1"],
      forbiddenWords: ["jackpot"],
      recipients: { [RECIPIENT]: { global: "blocked" } },
    };
    await emulator.open(TOKEN, input);
    const other = new TestEmulator();
    await other.emulator.restore(await emulator.emulator.snapshot());
    expect(await other.account()).toMatchObject(input);
    await other.control("POST", `reset`, { token: TOKEN });
    expect(await other.account()).toMatchObject(input);
  });

  it.each([
    [["192.0.2.1"], 7],
    [["192.0.2.0/24", "2001:db8::/32"], 7],
    [[], 7],
    [["127.0.0.1"], 0],
    [["127.0.0.0/8"], 0],
    [null, 0],
  ])(
    "[account.addresses] from an address off the list %j a call is code %i",
    async (allowedAddresses, code) => {
      const running = await startTestEmulator();
      await running.accounts.create({ token: TOKEN, allowedAddresses });
      const answer = await fetch(`${running.url}/v1/credits/balance?access_token=${TOKEN}`);
      const text = await answer.text();
      expect(text.includes('"code":7')).toBe(code === 7);
    },
  );

  it.each(["300.1.1.1", "10.0.0.0/33", "::1/129", "localhost", "10.0.0.0/8/8", ""])(
    "[account.addresses] %j is no address, and named so",
    async (address) => {
      const emulator = new TestEmulator();
      const answer = await emulator.control("POST", "accounts", {
        token: TOKEN,
        allowedAddresses: [address],
      });
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining("allowedAddresses")]);
    },
  );
});

describe("the same text", () => {
  const shipped = () => new TestEmulator({ limits: { sameText: { windowSeconds: 10 } } });

  it("[rate.same-text] is refused with code 8 for ten seconds, to the millisecond", async () => {
    const emulator = shipped();
    await emulator.sent();
    emulator.clock.advance(9999);
    const refused = await emulator.send(HELLO);
    expect([codeOf(refused), await rule(emulator)]).toEqual([8, "rate.same-text"]);
    expect((await emulator.lastEntry()).explanation.wouldSucceed).toBe(
      "The same send from 2026-01-15T12:00:10.000Z on, or another text.",
    );
    emulator.clock.advance(1);
    await emulator.sent();
  });

  it("[rate.same-text-scope] is the recipient's, the account's and the text's", async () => {
    const emulator = shipped();
    await emulator.sent();
    await emulator.sent({ Message: "Hello" });
    await emulator.sent({ MobilePhone: "12125550151" });
    await emulator.sent({}, { token: "test_other" });
    expect(codeOf(await emulator.send({ ...HELLO, MobilePhone: "(212) 555-0150" }))).toBe(8);
  });

  it("[rate.same-text-scope] looks beyond the last text, and not at sends that were refused", async () => {
    const emulator = shipped();
    await emulator.sent();
    emulator.clock.advance(5000);
    await emulator.sent({ Message: "another" });
    expect(codeOf(await emulator.send(HELLO))).toBe(8);
    emulator.clock.advance(5000);
    await emulator.sent();
    const { totals } = await emulator.account();
    expect(totals.messages).toBe(3);
  });

  it("[rate.same-text] is a limit of the account, which may have none", async () => {
    const emulator = shipped();
    await emulator.open(TOKEN, { limits: { sameText: null } });
    await emulator.sent();
    await emulator.sent();
    await emulator.control("PATCH", `accounts/${TOKEN}`, { limits: { sameText: { windowSeconds: 60 } } });
    await emulator.sent();
    expect(codeOf(await emulator.send(HELLO))).toBe(8);
  });

  it("[rate.same-text] of ten differing texts a minute the eleventh is 429, not code 8", async () => {
    const emulator = shipped();
    for (let sent = 0; sent < 10; sent++) await emulator.sent({ Message: `text ${sent}` });
    expect((await emulator.send(HELLO)).status).toBe(429);
  });

  it("[rate.recipient-answer] the eleventh may have a code, by its setting", async () => {
    const throttled = { status: 422, code: 8, message: refusalCodes[8] };
    const emulator = new TestEmulator({ errors: { throttled } });
    for (let sent = 0; sent < 10; sent++) await emulator.sent({ Message: `text ${sent}` });
    expect(codeOf(await emulator.send(HELLO))).toBe(8);
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

describe("the account's credits and calls", () => {
  it("[credits.balance-text] the older wording of code 5 is a setting", async () => {
    const errors = { insufficientCredits: { message: "Not enough credit." } };
    const emulator = new TestEmulator({ errors, account: { credits: 0 } });
    expect(json(await emulator.send(HELLO))).toMatchObject({ code: 5, message: "Not enough credit." });
  });

  it("[rate.account-window] the 1000 of page error-codes is a setting", async () => {
    const emulator = new TestEmulator({ limits: { rate: { limit: 1000 } } });
    const { headers } = await emulator.call("/v1/credits/balance");
    expect(["Limit", "Remaining", "Reset"].map((name) => headers.get(`X-Rate-Limit-${name}`))).toEqual([
      "1000",
      "999",
      "0",
    ]);
  });

  it("[content.carrier-blocked] blocked content may end Rejected instead, and says nothing at the send", async () => {
    const MobilePhone = "12125550116";
    expect(codeOf(await new TestEmulator().send({ ...HELLO, MobilePhone }))).toBe(10_001);
    const later = new TestEmulator({ submit: { carrierBlocks: "delivery" } });
    await later.sent({ MobilePhone });
    later.clock.advance(3000);
    expect((await later.messages()).items[0]?.status).toEqual({ id: 5, description: "Rejected" });
  });
});
