/** The limit on sends to the same recipient: ten a minute, by a sliding window. */
import { describe, expect, it } from "vitest";
import { judgeRecipient } from "../../src/emulator/domain/recipient-rate.ts";
import { json, RECIPIENT, TestEmulator, TOKEN } from "../support/test-emulator.ts";

const OTHER = "13105550151";

/** Sends as often as wanted; all must pass. */
async function sendTimes(emulator: TestEmulator, times: number, recipient = RECIPIENT): Promise<void> {
  for (let sent = 0; sent < times; sent++) await emulator.sent({ MobilePhone: recipient });
}

async function trySend(emulator: TestEmulator, recipient = RECIPIENT): Promise<number> {
  return (await emulator.send({ MobilePhone: recipient, Message: "hello" })).status;
}

describe("the limit on a recipient", () => {
  it("[rate.recipient] is ten sends in a minute; the eleventh is refused", async () => {
    const emulator = new TestEmulator();
    await sendTimes(emulator, 10);
    expect(await trySend(emulator)).toBe(429);
    expect((await emulator.account()).totals.messages).toBe(10);
  });

  it("[rate.recipient-answer] the refusal looks like the account's, but calls remain", async () => {
    const emulator = new TestEmulator();
    await sendTimes(emulator, 10);
    const answer = await emulator.send({ MobilePhone: RECIPIENT, Message: "hello" });
    expect(answer.reason).toBe("Too Many Requests");
    expect(answer.text).toBe(
      '{"name":"Too Many Requests","message":"Rate limit exceeded.","code":0,"status":429}',
    );
    expect(answer.headers.get("X-Rate-Limit-Remaining")).toBe("49");
    expect(answer.headers.get("Retry-After")).toBeNull();
  });

  it("[rate.recipient-window] three spellings of a number are one recipient", async () => {
    const emulator = new TestEmulator();
    const spellings = ["+1 (646) 555-0150", "16465550150", "6465550150"];
    for (let sent = 0; sent < 10; sent++) {
      await emulator.sent({ MobilePhone: spellings[sent % 3] });
    }
    for (const spelling of spellings) expect(await trySend(emulator, spelling)).toBe(429);
    const { items } = await emulator.messages();
    expect(new Set(items.map(({ recipient }) => recipient))).toEqual(new Set(["16465550150"]));
  });

  it("[rate.recipient-window] the window slides: each send makes room a minute after it", async () => {
    const emulator = new TestEmulator();
    for (let second = 0; second < 10; second++) {
      emulator.clock.setTo(second * 1000);
      await emulator.sent();
    }
    emulator.clock.setTo(59_999);
    expect(await trySend(emulator)).toBe(429);
    for (let second = 60; second < 70; second++) {
      emulator.clock.setTo(second * 1000);
      expect([await trySend(emulator), await trySend(emulator)]).toEqual([200, 429]);
    }
  });

  it("[rate.recipient-refused] a refused send does not lengthen the wait", async () => {
    const emulator = new TestEmulator();
    await sendTimes(emulator, 10);
    for (let second = 1; second < 60; second++) {
      emulator.clock.setTo(second * 1000);
      expect(await trySend(emulator)).toBe(429);
    }
    emulator.clock.setTo(60_000);
    await sendTimes(emulator, 10);
  });

  it("[rate.recipient-refused] where a refused send counts, who keeps trying waits for ever", async () => {
    const emulator = new TestEmulator({
      limits: { rate: null, perRecipientRefused: "counts", perRecipient: { limit: 2, windowSeconds: 10 } },
    });
    await sendTimes(emulator, 2);
    for (let second = 5; second < 60; second += 5) {
      emulator.clock.setTo(second * 1000);
      expect([await trySend(emulator), await trySend(emulator)]).toEqual([429, 429]);
    }
    expect((await emulator.lastEntry()).explanation.wouldSucceed).toMatch(
      /^The same send from 2026-01-15T12:01:05\.000Z/,
    );
    emulator.clock.setTo(64_999);
    expect((await emulator.account()).totals.messages).toBe(2);
    emulator.clock.setTo(65_000);
    expect(await trySend(emulator)).toBe(200);
  });

  it("[rate.recipient-refused] a send that another check refuses counts in no case", async () => {
    const emulator = new TestEmulator({ limits: { perRecipientRefused: "counts" } });
    for (let refused = 0; refused < 12; refused++) {
      expect((await emulator.send({ MobilePhone: RECIPIENT, Message: "x", SendFrom: "99999" })).status).toBe(
        422,
      );
    }
    await sendTimes(emulator, 10);
  });

  it("[rate.recipient-window] fixed windows begin at whole minutes, each with the whole limit", async () => {
    const emulator = new TestEmulator({ limits: { rate: null, perRecipientWindow: "fixed" } });
    emulator.clock.setTo(59_000);
    await sendTimes(emulator, 10);
    expect(await trySend(emulator)).toBe(429);
    expect((await emulator.lastEntry()).explanation.wouldSucceed).toMatch(
      /^The same send from 2026-01-15T12:01:00\.000Z/,
    );
    emulator.clock.setTo(60_000);
    await sendTimes(emulator, 10);
    expect(await trySend(emulator)).toBe(429);
    emulator.clock.setTo(119_999);
    expect(await trySend(emulator)).toBe(429);
    emulator.clock.setTo(120_000);
    expect(await trySend(emulator)).toBe(200);
  });

  it("[rate.recipient-window] of fixed windows too, a send that is yet to come on a clock set back counts for none", () => {
    const limit = { limit: 1, windowSeconds: 10 };
    const sends = [{ at: 5000, weight: 1 }];
    expect(judgeRecipient(sends, limit, 1, 4000, "fixed")).toEqual({
      allowed: true,
      used: 0,
      allowedAt: 4000,
    });
    expect(judgeRecipient(sends, limit, 1, 5000, "fixed").allowedAt).toBe(10_000);
    expect(judgeRecipient(sends, limit, 2, 5000, "fixed").allowedAt).toBe(Number.POSITIVE_INFINITY);
  });

  it("[rate.recipient-window] the explanation names the moment from which it passes, exactly", async () => {
    const emulator = new TestEmulator();
    emulator.clock.setTo(250);
    await sendTimes(emulator, 1);
    emulator.clock.setTo(5000);
    await sendTimes(emulator, 9);
    expect(await trySend(emulator)).toBe(429);
    expect((await emulator.lastEntry()).explanation).toMatchObject({
      decidedBy: "rate.recipient",
      wouldSucceed: "The same send from 2026-01-15T12:01:00.250Z on, or one to another recipient.",
    });
    expect((await emulator.lastEntry()).explanation.steps.at(-1)).toMatchObject({
      rule: "rate.recipient",
      inputs: { used: 10, adds: 1, limit: 10 },
    });
    emulator.clock.setTo(60_249);
    expect(await trySend(emulator)).toBe(429);
    emulator.clock.setTo(60_250);
    expect(await trySend(emulator)).toBe(200);
  });

  it("[rate.recipient-window] other recipients and other accounts have windows of their own", async () => {
    const emulator = new TestEmulator();
    await sendTimes(emulator, 10);
    expect(await trySend(emulator)).toBe(429);
    expect(await trySend(emulator, OTHER)).toBe(200);
    await emulator.sent({}, { token: "test_bob" });
  });

  it("[rate.recipient-counts] sends count, not parts; by setting parts", async () => {
    const threeParts = "a".repeat(480);
    const sends = new TestEmulator();
    const parts = new TestEmulator({ limits: { perRecipientCounts: "parts" } });
    for (let sent = 0; sent < 10; sent++) await sends.sent({ Message: threeParts });
    for (let sent = 0; sent < 3; sent++) await parts.sent({ Message: threeParts });
    expect((await parts.send({ MobilePhone: RECIPIENT, Message: threeParts })).status).toBe(429);
    await parts.sent({ Message: "one part" });
    expect(await trySend(parts)).toBe(429);
  });

  it("[rate.recipient-counts] a message of more parts than the limit is told that no wait helps", async () => {
    const emulator = new TestEmulator({
      limits: { perRecipientCounts: "parts", perRecipient: { limit: 2, windowSeconds: 60 } },
    });
    const answer = await emulator.send({ MobilePhone: RECIPIENT, Message: "a".repeat(480) });
    expect(answer.status).toBe(429);
    expect((await emulator.lastEntry()).explanation.wouldSucceed).toBe("A message of at most 2 parts.");
  });

  it("a limit of 0 refuses every send, and says so", async () => {
    const emulator = new TestEmulator();
    await emulator.open(TOKEN, { limits: { perRecipient: { limit: 0, windowSeconds: 60 } } });
    expect(await trySend(emulator)).toBe(429);
    expect((await emulator.lastEntry()).explanation.wouldSucceed).toBe("No send: the limit is 0.");
  });

  it("an account without one sends as often as it likes", async () => {
    const emulator = new TestEmulator({ limits: { perRecipient: null } });
    await sendTimes(emulator, 30);
    expect((await emulator.account()).totals.messages).toBe(30);
  });

  it("an account may have its own", async () => {
    const emulator = new TestEmulator();
    await emulator.open(TOKEN, { limits: { perRecipient: { limit: 2, windowSeconds: 5 } } });
    await sendTimes(emulator, 2);
    expect(await trySend(emulator)).toBe(429);
    emulator.clock.advance(5000);
    await sendTimes(emulator, 2);
    expect(json(await emulator.control("GET", `accounts/${TOKEN}`))).toMatchObject({
      limits: { perRecipient: { limit: 2, windowSeconds: 5 } },
    });
  });
});

describe("the moment at which a weighty send passes", () => {
  const limit = { limit: 5, windowSeconds: 10 };
  const sends = [
    { at: 1000, weight: 1 },
    { at: 2000, weight: 3 },
    { at: 3000, weight: 1 },
  ];

  it.each([
    [1, 11_000],
    [2, 12_000],
    [4, 12_000],
    [5, 13_000],
    [6, Number.POSITIVE_INFINITY],
  ])("[rate.recipient-counts] of %i parts is %i", (weight, allowedAt) => {
    expect(judgeRecipient(sends, limit, weight, 5000)).toEqual({ allowed: false, used: 5, allowedAt });
    if (allowedAt > 20_000) return;
    expect(judgeRecipient(sends, limit, weight, allowedAt - 1).allowed).toBe(false);
    expect(judgeRecipient(sends, limit, weight, allowedAt).allowed).toBe(true);
  });
});
