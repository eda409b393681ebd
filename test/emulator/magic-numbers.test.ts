/** The catalogue of magic numbers, each entry held to what it says. */
import { describe, expect, it } from "vitest";
import { deliveryStatuses } from "../../src/protocol/delivery-status.ts";
import {
  type Magic,
  type MagicNumber,
  magicNumbers,
  magicOf,
  type Refused,
} from "../../src/protocol/magic-numbers.ts";
import { parseRaw, rawRequest } from "../support/raw-socket.ts";
import {
  json,
  type MessageView,
  NO_LIMITS,
  startTestEmulator,
  TestEmulator,
  TOKEN,
} from "../support/test-emulator.ts";
import { untilEnded } from "../support/until-ended.ts";

type Of<Kind extends Magic["kind"]> = MagicNumber & { readonly does: Extract<Magic, { kind: Kind }> };

function entriesOf<Kind extends Magic["kind"]>(kind: Kind): readonly Of<Kind>[] {
  return magicNumbers.filter((entry): entry is Of<Kind> => entry.does.kind === kind);
}

const deliveries = entriesOf("delivery");
const refusals = entriesOf("refusal");
const faults = entriesOf("fault");
const SENDS = ["/v1/sms/send", "/v1/sms-simple/send"];
const SEND_TARGET = `/v1/sms/send?access_token=${TOKEN}`;

const numberOf = (nn: string, area = "212"): string => `1${area}55501${nn}`;
const bodyTo = (nn: string): string => JSON.stringify({ MobilePhone: numberOf(nn), Message: "hello" });

describe("the catalogue", () => {
  it("[magic.delivery] [magic.refusal] [magic.fault] is served by the control API and the handle", async () => {
    const test = new TestEmulator();
    const listed = { items: magicNumbers, total: magicNumbers.length };
    expect(json(await test.control("GET", "magic-numbers"))).toEqual(listed);
    expect(test.emulator.magicNumbers()).toEqual(listed);
  });

  it("has every delivery status, faults and refusals, no number twice, and nothing else", () => {
    expect(deliveries.map(({ does }) => does.status)).toEqual(Object.keys(deliveryStatuses).map(Number));
    expect(new Set(magicNumbers.map(({ nn }) => nn)).size).toBe(magicNumbers.length);
    expect(faults.map(({ nn }) => Number(nn))).toEqual([31, 32, 33, 34, 35, 36, 37, 38, 39, 40]);
    expect(refusals.map(({ nn }) => Number(nn))).toEqual([41, 42, 43, 44]);
    expect(magicNumbers).toHaveLength(deliveries.length + faults.length + refusals.length);
  });

  it("says for each fault whether it was sent", () => {
    for (const { does, says } of faults) {
      expect(says).toMatch(does.when === "before" ? /, nothing sent$/ : /, although it was sent$/);
    }
  });
});

describe("a number that ends in a delivery status", () => {
  it.each(deliveries)("[magic.delivery] 01$nn is $says", async ({ nn, does: { status } }) => {
    const emulator = new TestEmulator();
    expect(Number(nn)).toBe(status);
    for (const path of SENDS) {
      expect((await emulator.send({ MobilePhone: numberOf(nn), Message: "hello" }, { path })).status).toBe(
        200,
      );
      const Id = (await emulator.messages("limit=1")).items[0]?.id ?? "";
      expect(await show(emulator, Id)).toMatchObject({ status: { id: 1 } });
      emulator.clock.advance(3000);
      expect(await show(emulator, Id)).toMatchObject({
        status: { id: status, description: deliveryStatuses[status] },
        credits: 1,
        explanation: {
          outcome: "accepted",
          steps: expect.arrayContaining([
            expect.objectContaining({ rule: "magic.delivery", inputs: { decidedBy: "magic" } }),
          ]),
        },
      });
    }
  });
});

const refusedAs: Readonly<Record<Refused, readonly [status: number, body: unknown]>> = {
  "opted-out": [403, { name: "Forbidden", message: "The recipient has opted out.", code: 0, status: 403 }],
  throttled: [429, { name: "Too Many Requests", message: "Rate limit exceeded.", code: 0, status: 429 }],
  "no-credits": [402, { name: "Payment Required", message: "Insufficient credits.", code: 0, status: 402 }],
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

  it("[magic.refusal] the account's entry for the recipient goes before", async () => {
    const emulator = new TestEmulator();
    await emulator.open(TOKEN, { recipients: { [numberOf("41")]: { end: 2 } } });
    await emulator.sent({ MobilePhone: numberOf("41") });
  });

  it("[opt-out.refused] who has opted out is refused before the limits are looked at", async () => {
    const emulator = new TestEmulator({ limits: { perRecipient: { limit: 0, windowSeconds: 60 } } });
    await emulator.open(TOKEN, { credits: 0 });
    const answer = await emulator.send({ MobilePhone: numberOf("41"), Message: "hello" });
    expect([answer.status, answer.reason, answer.text]).toEqual([
      403,
      "Forbidden",
      '{"name":"Forbidden","message":"The recipient has opted out.","code":0,"status":403}',
    ]);
  });

  it("[opt-out.refused] with the status and message of the setting; who has not, passes the check", async () => {
    const emulator = new TestEmulator({ errors: { optedOut: { status: 422, message: "STOP" } } });
    const answer = await emulator.send({ MobilePhone: numberOf("41"), Message: "hello" });
    expect([answer.status, json(answer)]).toMatchObject([422, { message: "STOP", status: 422 }]);
    const id = await emulator.sent();
    expect((await show(emulator, id)).explanation.steps).toContainEqual(
      expect.objectContaining({ rule: "opt-out.refused", inputs: { magic: false } }),
    );
  });
});

describe("a number that meets a fault", () => {
  const written = { messages: 1, parts: 1, creditsCharged: 1 };
  const untouched = { messages: 0, parts: 0, creditsCharged: 0 };

  it.each(faults)("[magic.fault] 01$nn on a socket: $says", async ({ nn, does }) => {
    const running = await startTestEmulator();
    await running.accounts.create({ token: TOKEN });
    const headers = { "Content-Type": "application/json" };
    const request = rawRequest(`POST ${SEND_TARGET}`, headers, bodyTo(nn));
    const arrived = running.journal.waitFor({ token: TOKEN });
    const caller = new AbortController();
    const ending = untilEnded(running.url, request, caller.signal);
    const entry = await arrived;
    if (does.fault === "hang") {
      // Others are answered meanwhile.
      expect((await fetch(`${running.url}/v1/credits/balance?access_token=${TOKEN}`)).status).toBe(200);
      caller.abort();
    }
    const { bytes, error } = await ending;
    const answer = parseRaw(bytes);
    switch (does.fault) {
      case "status":
        expect([error, answer.status, JSON.parse(answer.body).status]).toEqual([
          undefined,
          does.status,
          does.status,
        ]);
        break;
      case "hang":
        expect([error, bytes.length]).toEqual(["ABORT_ERR", 0]);
        break;
      case "reset":
        expect([error, bytes.length]).toEqual(["ECONNRESET", 0]);
        break;
      case "close":
        expect([error, bytes.length]).toEqual([undefined, 0]);
        break;
      case "garbage":
        expect([error, bytes.length > 0, answer.status]).toEqual([undefined, true, 0]);
        expect(bytes.toString("latin1")).not.toContain("HTTP");
        break;
      case "cut": {
        const length = Number(answer.headers.find(([name]) => name === "Content-Length")?.[1]);
        expect([answer.status, Buffer.byteLength(answer.body)]).toEqual([200, Math.floor(length / 2)]);
        expect(answer.body).toMatch(/^\{"Id":"/);
        break;
      }
      default:
        expect.unreachable(`No test of ${does.fault}.`);
    }
    const { totals } = await running.accounts.get(TOKEN);
    expect(totals).toEqual(does.when === "after" ? written : untouched);
    expect(entry.fault).toBe(`magic ${numberOf(nn)}`);
    if (does.when === "before") expect(entry.explanation.decidedBy).toBe("magic.fault");
    else expect(entry.explanation.outcome).toBe("accepted");
  });

  it.each(faults)("[magic.fault] 01$nn in the same process: $says", async ({ nn, does }) => {
    const { emulator, origin } = new TestEmulator();
    await emulator.accounts.create({ token: TOKEN });
    const caller = new AbortController();
    const arrived = emulator.journal.waitFor({ token: TOKEN });
    const answering = emulator.fetch(origin + SEND_TARGET, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: bodyTo(nn),
      signal: caller.signal,
    });
    const settled = answering.then(
      (response) => response,
      (error: unknown) => error,
    );
    await arrived;
    if (does.fault === "hang") caller.abort();
    const outcome = await settled;
    switch (does.fault) {
      case "status":
        expect(outcome).toMatchObject({ status: does.status });
        break;
      case "cut":
        expect(outcome).toMatchObject({ status: 200 });
        await expect(answering.then((response) => response.text())).rejects.toThrow("terminated");
        break;
      case "hang":
        expect(outcome).toMatchObject({ name: "AbortError" });
        break;
      case "reset":
      case "close":
      case "garbage":
        expect(outcome).toBeInstanceOf(TypeError);
        expect(outcome).toMatchObject({
          message: "fetch failed",
          cause: { message: `The connection broke: ${does.fault}.` },
        });
        break;
      default:
        expect.unreachable(`No test of ${does.fault}.`);
    }
    const { totals } = await emulator.accounts.get(TOKEN);
    expect(totals).toEqual(does.when === "after" ? written : untouched);
  });

  it("[magic.fault] one that hangs in the same process ends with the emulator", async () => {
    const { emulator, origin } = new TestEmulator();
    const arrived = emulator.journal.waitFor({ token: TOKEN });
    const answering = emulator.fetch(origin + SEND_TARGET, {
      method: "POST",
      body: bodyTo("35"),
      headers: { "Content-Type": "application/json" },
    });
    const refused = expect(answering).rejects.toThrow("fetch failed");
    await arrived;
    await emulator.close();
    await refused;
  });

  it("[magic.fault] one that hangs on a socket lets the emulator close", async () => {
    const running = await startTestEmulator();
    const arrived = running.journal.waitFor({ token: TOKEN });
    const request = rawRequest(`POST ${SEND_TARGET}`, { "Content-Type": "application/json" }, bodyTo("34"));
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

describe("numbers", () => {
  const ordinary = Array.from({ length: 100 }, (_, nn) => String(nn).padStart(2, "0")).filter(
    (nn) => !magicNumbers.some((entry) => entry.nn === nn),
  );

  it("[magic.delivery] [magic.refusal] [magic.fault] that are in no entry are ordinary", async () => {
    expect(ordinary).toHaveLength(100 - magicNumbers.length);
    await expectOrdinary(
      new TestEmulator(NO_LIMITS),
      ordinary.map((nn) => numberOf(nn)),
    );
  });

  it("[magic.delivery] [magic.refusal] [magic.fault] of other countries are ordinary", async () => {
    await expectOrdinary(new TestEmulator(NO_LIMITS), ["442079460141", "442079460103"]);
  });

  it("[magic.delivery] [magic.refusal] [magic.fault] are ordinary, all of them, without the setting", async () => {
    await expectOrdinary(
      new TestEmulator({ ...NO_LIMITS, magicNumbers: false }),
      magicNumbers.map(({ nn }) => numberOf(nn)),
    );
  });

  it.each(["+1 (646) 555-0143", "6465550143", "1.907.555.0143", "19995550143"])(
    "[magic.refusal] %s is one however it is written, of whichever area",
    async (MobilePhone) => {
      expect((await new TestEmulator().send({ MobilePhone, Message: "x" })).status).toBe(402);
    },
  );

  it.each([
    "",
    "55501",
    "1212555014",
    "121255501411",
    "1212555014a",
    "22125550141",
    "12125560141",
    "12125550241",
    "12125551141",
  ])("[magic.refusal] %j is none", (digits) => {
    expect(magicOf(digits)).toBeUndefined();
  });
});

async function expectOrdinary(emulator: TestEmulator, recipients: readonly string[]): Promise<void> {
  for (const recipient of recipients) {
    const answer = await emulator.send({ MobilePhone: recipient, Message: "hello" });
    expect([recipient, answer.status]).toEqual([recipient, 200]);
  }
  emulator.clock.advance(3000);
  const { items, total } = await emulator.messages();
  expect(total).toBe(recipients.length);
  expect(items.filter(({ status }) => status.id !== 2)).toEqual([]);
  expect(items.filter(({ explanation }) => JSON.stringify(explanation).includes("magic."))).toEqual([]);
}

async function show(emulator: TestEmulator, id: string): Promise<MessageView> {
  return json<MessageView>(await emulator.control("GET", `messages/${id}`));
}
