import { describe, expect, it } from "vitest";
import timeline from "../../fixtures/wire/rate-timeline.json" with { type: "json" };
import { type Answered, TestEmulator, TOKEN } from "../support/test-emulator.ts";

const BALANCE = "/v1/credits/balance";

function rateHeaders({ headers }: Answered): readonly (string | null)[] {
  return ["Limit", "Remaining", "Reset"].map((name) => headers.get(`X-Rate-Limit-${name}`));
}

async function emulatorWith(rate: { limit: number; windowSeconds: number } | null): Promise<TestEmulator> {
  const emulator = new TestEmulator();
  await emulator.open(TOKEN, { limits: { rate } });
  return emulator;
}

describe.each([
  ["2.0.13", timeline["php5.6.2-yii2.0.13"]],
  ["2.0.55", timeline["php8.2-yii2.0.55"]],
] as const)("calls paced as in the recording of release %s", (framework, accounts) => {
  it.each(Object.entries(accounts))("[rate.account] %s is answered as recorded", async (name, looks) => {
    const [, limit, windowSeconds] = name.split("-").map(Number);
    const emulator = new TestEmulator({ framework });
    await emulator.open(TOKEN, { limits: { rate: { limit, windowSeconds } } });
    const seen: unknown[] = [];
    for (const { second } of looks) {
      emulator.clock.setTo(second * 1000);
      const answer = await emulator.call(BALANCE);
      const [cap, remaining, reset] = rateHeaders(answer).map(Number);
      seen.push({ second, status: answer.status, limit: cap, remaining, reset });
    }
    expect(seen).toEqual(looks);
  });
});

describe("the account's rate limit", () => {
  it("[rate.account] a refused call restarts the refill: who asks every second is refused for ever", async () => {
    const emulator = await emulatorWith({ limit: 2, windowSeconds: 10 });
    await emulator.call(BALANCE);
    await emulator.call(BALANCE);
    for (let second = 1; second <= 100; second++) {
      emulator.clock.advance(1000);
      expect((await emulator.call(BALANCE)).status).toBe(429);
    }
    emulator.clock.advance(5000);
    expect((await emulator.call(BALANCE)).status).toBe(200);
  });

  it("[rate.account] the refusal is the framework's, and says when the bucket would be full", async () => {
    const emulator = await emulatorWith({ limit: 1, windowSeconds: 30 });
    await emulator.call(BALANCE);
    const refused = await emulator.call(BALANCE);
    expect(refused.reason).toBe("Too Many Requests");
    expect(refused.text).toBe(
      '{"name":"Too Many Requests","message":"Rate limit exceeded.","code":0,"status":429}',
    );
    expect(rateHeaders(refused)).toEqual(["1", "0", "30"]);
  });

  it("[rate.account] the explanation names the moment from which a call passes, exactly", async () => {
    const emulator = await emulatorWith({ limit: 3, windowSeconds: 10 });
    for (let call = 0; call < 4; call++) await emulator.call(BALANCE);
    expect((await emulator.lastEntry()).explanation).toMatchObject({
      outcome: "refused",
      decidedBy: "rate.account",
      wouldSucceed:
        "A call from 2026-01-15T12:00:04.000Z on, if none is made before; each refused call starts the wait again.",
    });
    emulator.clock.setTo(3999);
    const tooEarly = await emulator.call(BALANCE);
    emulator.clock.setTo(3999 + 4000);
    expect([tooEarly.status, (await emulator.call(BALANCE)).status]).toEqual([429, 200]);
  });

  it("[rate.account-figures] an account of no other wish has 60 calls in 60 s", async () => {
    const emulator = new TestEmulator();
    expect(rateHeaders(await emulator.call(BALANCE))).toEqual(["60", "59", "0"]);
    expect(rateHeaders(await emulator.call(BALANCE))).toEqual(["60", "58", "1"]);
    for (let call = 3; call <= 60; call++) expect((await emulator.call(BALANCE)).status).toBe(200);
    expect(rateHeaders(await emulator.call(BALANCE))).toEqual(["60", "0", "60"]);
  });

  it("a limit of 0 refuses every call, however long one waits", async () => {
    const emulator = await emulatorWith({ limit: 0, windowSeconds: 60 });
    expect((await emulator.call(BALANCE)).status).toBe(429);
    emulator.clock.advance(86_400_000);
    const refused = await emulator.call(BALANCE);
    expect([refused.status, ...rateHeaders(refused)]).toEqual([429, "0", "0", "60"]);
    expect((await emulator.lastEntry()).explanation.wouldSucceed).toBe("No call: the account's limit is 0.");
  });

  it("[headers.scope] an account without a limit answers without X-Rate-Limit headers", async () => {
    const emulator = await emulatorWith(null);
    for (let call = 0; call < 100; call++) {
      const answer = await emulator.call(BALANCE);
      expect([answer.status, ...rateHeaders(answer)]).toEqual([200, null, null, null]);
    }
  });

  it("[rate.account] one bucket serves all actions of an account, and no other account", async () => {
    const emulator = await emulatorWith({ limit: 4, windowSeconds: 60 });
    const id = await emulator.sent();
    await emulator.send({}, { path: "/v1/sms-simple/send" });
    await emulator.call("/v1/sms/delivery-report", { query: `id=${id}` });
    await emulator.call("/v1/groups/index");
    expect((await emulator.call(BALANCE)).status).toBe(429);
    expect((await emulator.call(BALANCE, { token: "test_bob" })).status).toBe(200);
  });

  it("[rate.account] a new limit set by the control API starts with a full bucket", async () => {
    const emulator = await emulatorWith({ limit: 1, windowSeconds: 60 });
    await emulator.call(BALANCE);
    await emulator.control("PATCH", `accounts/${TOKEN}`, { credits: 5 });
    expect((await emulator.call(BALANCE)).status).toBe(429);
    await emulator.control("PATCH", `accounts/${TOKEN}`, {
      limits: { rate: { limit: 2, windowSeconds: 60 } },
    });
    expect(rateHeaders(await emulator.call(BALANCE))).toEqual(["2", "1", "0"]);
  });
});

describe("which calls the account's rate limit counts", () => {
  const json = { method: "POST", contentType: "application/json" } as const;
  const counted = [
    [200, "/v1/credits/balance", {}],
    [400, "/v1/sms/delivery-report", {}],
    [400, "/v1/sms/send", { ...json, body: "{" }],
    [422, "/v1/sms/send", { ...json, body: '{"MobilePhone":"12125550150","Message":"x"}' }],
    [404, "/v1/sms/delivery-report", { query: "id=unknown" }],
    [413, "/v1/sms/send", { ...json, headers: { "Content-Length": "9999999" }, body: "{}" }],
    [422, "/v1/sms/send", { ...json, body: "{}" }],
    [501, "/v1/mms-to-screen/queue", {}],
  ] as const;
  const uncounted = [
    [401, "/v1/credits/balance", { token: "nobody" }],
    [404, "/v1/credits/nope", {}],
    [405, "/v1/credits/balance", { method: "DELETE" }],
    [405, "/v1/credits/balance", { method: "HEAD" }],
    [415, "/v1/credits/balance", { accept: "image/png" }],
  ] as const;

  it.each(counted)("[rate.account] a %i of %s counts", async (status, path, options) => {
    const emulator = new TestEmulator({ account: { credits: 0 } });
    expect((await emulator.call(path, options)).status).toBe(status);
    expect(rateHeaders(await emulator.call(BALANCE))).toEqual(["60", "58", "1"]);
  });

  it.each(uncounted)("[rate.account] a %i of %s does not count", async (status, path, options) => {
    const emulator = new TestEmulator({ account: { credits: 0 } });
    expect((await emulator.call(path, options)).status).toBe(status);
    expect(rateHeaders(await emulator.call(BALANCE))).toEqual(["60", "59", "0"]);
  });
});
