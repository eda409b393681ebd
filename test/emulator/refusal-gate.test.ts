/** Refusals of the account's gate, of the same text, and of credits and calls. */
import { describe, expect, it } from "vitest";
import { refusalCodes } from "../../src/protocol/refusal-codes.ts";
import { json, RECIPIENT, startTestEmulator, TestEmulator, TOKEN } from "../support/test-emulator.ts";
import { codeOf, HELLO, rule } from "./refusal-steps.ts";

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
