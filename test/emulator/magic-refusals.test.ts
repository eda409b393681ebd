/** Magic numbers that are refused, and those that meet a fault. */
import { describe, expect, it } from "vitest";
import type { Emulator } from "../../src/emulator/index.ts";
import { type FaultKind, type Refused } from "../../src/protocol/magic-numbers.ts";
import { headerOf, parseRaw, rawRequest } from "../support/raw-socket.ts";
import { json, NO_LIMITS, startTestEmulator, TestEmulator, TOKEN } from "../support/test-emulator.ts";
import { type Ended, untilEnded } from "../support/until-ended.ts";
import { faults, numberOf, refusals, SENDS, show } from "./magic-support.ts";

const JSON_TYPE = { "Content-Type": "application/json" };
const SEND_TARGET = `/v1/sms/send?access_token=${TOKEN}`;
const bodyTo = (nn: string): string => JSON.stringify({ MobilePhone: numberOf(nn), Message: "hello" });

/** Status and body of a refusal with a code. */
function coded(code: number, message: string) {
  return [422, { name: "Unprocessable entity", message, code, status: 422 }] as const;
}

const refusedAs: Readonly<Record<Refused, readonly [status: number, body: unknown]>> = {
  "opted-out": coded(1, "Phone number is opted out."),
  "opted-out-globally": coded(1000, "Phone number is opted out globally."),
  "blocked-globally": coded(1001, "Phone number is blocked globally."),
  "forbidden-words": coded(2, "Forbidden words."),
  "carrier-blocked": coded(10_001, "Content blocked by carriers or rejected without details provided."),
  "empty-mms": coded(3, "Empty MMS resource."),
  unprocessable: coded(4, "Unprocessable entity."),
  "app-not-activated": coded(6, "API App is NOT activated."),
  "address-not-allowed": coded(7, "Invalid IP address."),
  "same-text": coded(
    8,
    "SMS Sending Failed - limitation has been reach: SMS with same content can be sent 1 time every 10 seconds.",
  ),
  "sender-temporarily-blocked": coded(301, "Sender Long Code is temporarily blocked."),
  "sender-permanently-blocked": coded(302, "Sender Long Code is permanently blocked."),
  throttled: [429, { name: "Too Many Requests", message: "Rate limit exceeded.", code: 0, status: 429 }],
  "no-credits": coded(5, "Not enough credits."),
  "not-mobile": [422, [{ field: "MobilePhone", message: "Mobile Phone is invalid." }]],
};

describe("a number that is refused", () => {
  it.each(refusals)(
    "[magic.refusal] 01$nn is $says, and the books stay",
    async ({ nn, does: { refused } }) => {
      const emulator = new TestEmulator();
      await emulator.open(TOKEN);
      const before = await emulator.books();
      for (const path of SENDS) {
        const answer = await emulator.send({ MobilePhone: numberOf(nn), Message: "hello" }, { path });
        expect([answer.status, json(answer)]).toEqual(refusedAs[refused]);
        expect(Number(answer.headers.get("X-Rate-Limit-Remaining"))).toBeGreaterThan(50);
        expect((await emulator.lastEntry()).explanation).toMatchObject({
          outcome: "refused",
          decidedBy: "magic.refusal",
          steps: expect.arrayContaining([
            expect.objectContaining({ rule: "magic.refusal", inputs: { refused } }),
          ]),
          wouldSucceed: "Another recipient: this one is a magic number, which is always refused so.",
        });
      }
      expect(await emulator.books()).toEqual(before);
    },
  );

  it("[magic.refusal] what is wrong beside is named instead, when its check comes before", async () => {
    const emulator = new TestEmulator();
    const decided = async (fields: object): Promise<unknown> => {
      await emulator.send(fields);
      return (await emulator.lastEntry()).explanation.decidedBy;
    };
    const MobilePhone = numberOf("41");
    expect([
      await decided({ MobilePhone, Message: "" }),
      await decided({ MobilePhone, Message: "x", MmsTemplateId: 1 }),
      await decided({ MobilePhone, Message: "x", SendFrom: "99999" }),
      await decided({ MobilePhone: numberOf("44"), Message: "a".repeat(481) }),
      await decided({ MobilePhone, Message: "x" }),
    ]).toEqual(["submit.content", "submit.template", "sender.owned", "fields.rules", "magic.refusal"]);
  });

  it.each([
    [
      "22",
      { SendFrom: "99999" },
      "sender.owned",
      "SendFrom left out, or one of the account's active numbers",
    ],
    ["17", { MmsTemplateId: 99 }, "submit.template", "The MmsTemplateId of a template that is Approved"],
  ])(
    "[magic.refusal] what is wrong beside is named instead for 01%s too, whose own check finds it in %j",
    async (nn, fields, rule, says) => {
      const emulator = new TestEmulator();
      await emulator.send({ MobilePhone: numberOf(nn), Message: "x", ...fields });
      const { decidedBy, wouldSucceed } = (await emulator.lastEntry()).explanation;
      expect([decidedBy, wouldSucceed]).toEqual([rule, expect.stringContaining(says)]);
      expect(wouldSucceed).toMatch(
        / Another recipient: this one is a magic number, which is always refused so\.$/,
      );
    },
  );

  it("[magic.refusal] the account's entry for the recipient goes before", async () => {
    const emulator = new TestEmulator();
    await emulator.open(TOKEN, { recipients: { [numberOf("41")]: { end: 2 } } });
    const answer = await emulator.send({ MobilePhone: numberOf("41"), Message: "hello" });
    expect(answer.status).toBe(200);
  });

  it("[opt-out.refused] who has opted out is refused before the limits are looked at", async () => {
    const emulator = new TestEmulator({ limits: { perRecipient: { limit: 0, windowSeconds: 60 } } });
    await emulator.open(TOKEN, { credits: 0 });
    const answer = await emulator.send({ MobilePhone: numberOf("41"), Message: "hello" });
    expect([answer.status, answer.reason, answer.text]).toEqual([
      422,
      "Data Validation Failed.",
      '{"name":"Unprocessable entity","message":"Phone number is opted out.","code":1,"status":422}',
    ]);
  });

  it("[opt-out.refused] with the status and message of the setting; who has not, passes the check", async () => {
    const emulator = new TestEmulator({ errors: { optedOut: { status: 422, message: "STOP" } } });
    const answer = await emulator.send({ MobilePhone: numberOf("41"), Message: "hello" });
    expect([answer.status, json(answer)]).toMatchObject([422, { message: "STOP", status: 422 }]);
    const id = await emulator.sent();
    expect((await show(emulator, id)).explanation.steps).toContainEqual(
      expect.objectContaining({ rule: "opt-out.refused", inputs: { optedOut: false } }),
    );
  });
});

describe("a number that meets a fault", () => {
  const written = { messages: 1, parts: 1, creditsCharged: 1 };
  const untouched = { messages: 0, parts: 0, creditsCharged: 0 };

  const looks: Readonly<Record<FaultKind, (status: number) => string>> = {
    status: (status) => `${status}, whole, closed`,
    cut: () => "200, cut in half, closed",
    garbage: () => "no HTTP, closed",
    close: () => "nothing, closed",
    reset: () => "nothing, ECONNRESET",
    hang: () => "nothing, ABORT_ERR",
    latency: () => "in no catalogue",
  };

  it.each(faults)("[magic.fault] 01$nn on a socket: $says", async ({ nn, does }) => {
    const running = await startTestEmulator();
    await running.accounts.create({ token: TOKEN });
    const request = rawRequest(`POST ${SEND_TARGET}`, JSON_TYPE, bodyTo(nn));
    const caller = new AbortController();
    const arrived = running.journal.waitFor({ token: TOKEN });
    const ending = untilEnded(running.url, request, caller.signal);
    const entry = await arrived;
    // Others are answered meanwhile; who is not gives up.
    const meanwhile = await fetch(`${running.url}/v1/credits/balance?access_token=${TOKEN}`);
    expect(meanwhile.status).toBe(200);
    if (does.fault === "hang") caller.abort();
    expect(lookOf(await ending)).toBe(looks[does.fault](does.status ?? 0));
    const { totals } = await running.accounts.get(TOKEN);
    expect(totals).toEqual(does.when === "after" ? written : untouched);
    expect(entry).toMatchObject({
      fault: `magic ${numberOf(nn)}`,
      explanation:
        does.when === "after" ? { outcome: "accepted" } : { outcome: "refused", decidedBy: "magic.fault" },
    });
  });

  const gives: Readonly<Record<FaultKind, (status: number) => string>> = {
    status: (status) => `${status}, whole`,
    cut: () => "200, TypeError: terminated (The connection broke: cut.)",
    garbage: () => "TypeError: fetch failed (The connection broke: garbage.)",
    close: () => "TypeError: fetch failed (The connection broke: close.)",
    reset: () => "TypeError: fetch failed (The connection broke: reset.)",
    hang: () => "AbortError: This operation was aborted",
    latency: () => "in no catalogue",
  };

  it.each(faults)("[magic.fault] 01$nn in the same process: $says", async ({ nn, does }) => {
    const { emulator } = new TestEmulator();
    await emulator.accounts.create({ token: TOKEN });
    const caller = new AbortController();
    const arrived = emulator.journal.waitFor({ token: TOKEN });
    const outcome = outcomeOf(sendTo(emulator, nn, caller.signal));
    await arrived;
    if (does.fault === "hang") caller.abort();
    expect(await outcome).toBe(gives[does.fault](does.status ?? 0));
    const { totals } = await emulator.accounts.get(TOKEN);
    expect(totals).toEqual(does.when === "after" ? written : untouched);
  });

  it("[magic.fault] one that hangs in the same process ends with the emulator", async () => {
    const { emulator } = new TestEmulator();
    const arrived = emulator.journal.waitFor({ token: TOKEN });
    const outcome = outcomeOf(sendTo(emulator, "35"));
    await arrived;
    await emulator.close();
    expect(await outcome).toMatch(/^TypeError: fetch failed/);
  });

  it("[magic.fault] one that hangs on a socket lets the emulator close", async () => {
    const running = await startTestEmulator();
    const arrived = running.journal.waitFor({ token: TOKEN });
    const request = rawRequest(`POST ${SEND_TARGET}`, JSON_TYPE, bodyTo("34"));
    const ending = untilEnded(running.url, request);
    await arrived;
    await running.close();
    expect((await ending).bytes.length).toBe(0);
  });

  it("[magic.fault] meets sends alone, and every call to it the same way", async () => {
    const test = new TestEmulator(NO_LIMITS);
    for (let call = 0; call < 3; call++) {
      const fields = { MobilePhone: numberOf("32"), Message: "hello" };
      expect((await test.send(fields)).status).toBe(503);
      expect((await test.send(fields, { path: "/v1/sms-simple/send" })).status).toBe(503);
      expect((await test.call("/v1/credits/balance")).status).toBe(200);
    }
    expect((await test.account()).totals.messages).toBe(0);
  });
});

function sendTo({ fetch }: Emulator, nn: string, signal: AbortSignal | null = null): Promise<Response> {
  const init = { method: "POST", headers: JSON_TYPE, body: bodyTo(nn), signal };
  return fetch(`http://api2.example.test${SEND_TARGET}`, init);
}

/** Outcome of an answer for a caller in the same process. */
async function outcomeOf(answering: Promise<Response>): Promise<string> {
  let status = "";
  try {
    const answer = await answering;
    status = `${answer.status}, `;
    await answer.text();
    return `${status}whole`;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
    return `${status}${error.name}: ${error.message}${cause}`;
  }
}

/** Outcome of an answer for a caller on a socket. */
function lookOf({ bytes, error = "closed" }: Ended): string {
  if (bytes.length === 0) return `nothing, ${error}`;
  const { status, headers, body } = parseRaw(bytes);
  if (status === 0) return `no HTTP, ${error}`;
  const length = Number(headerOf({ headers }, "Content-Length"));
  const sent = Buffer.byteLength(body);
  const how = sent === length ? "whole" : sent === Math.floor(length / 2) ? "cut in half" : "cut elsewhere";
  return `${status}, ${how}, ${error}`;
}
