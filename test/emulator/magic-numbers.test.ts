/** The catalogue of magic numbers, each entry held to what it says. */
import { describe, expect, it } from "vitest";
import type { Emulator, SettingsInput } from "../../src/emulator/index.ts";
import { deliveryStatuses } from "../../src/protocol/delivery-status.ts";
import { magicFiles } from "../../src/protocol/magic-files.ts";
import {
  type FaultKind,
  type Magic,
  type MagicNumber,
  magicNumbers,
  magicOf,
  type Refused,
} from "../../src/protocol/magic-numbers.ts";
import { headerOf, parseRaw, rawRequest } from "../support/raw-socket.ts";
import {
  json,
  type MessageView,
  NO_LIMITS,
  startTestEmulator,
  TestEmulator,
  TOKEN,
} from "../support/test-emulator.ts";
import { type Ended, untilEnded } from "../support/until-ended.ts";

type Of<Kind extends Magic["kind"]> = MagicNumber & { readonly does: Extract<Magic, { kind: Kind }> };

function entriesOf<Kind extends Magic["kind"]>(kind: Kind): readonly Of<Kind>[] {
  return magicNumbers.filter((entry): entry is Of<Kind> => entry.does.kind === kind);
}

const behaviours = entriesOf("delivery").filter(({ nn }) => Number(nn) > 12);
const deliveries = entriesOf("delivery").filter((entry) => !behaviours.includes(entry));
const refusals = entriesOf("refusal");
const faults = entriesOf("fault");
const JSON_TYPE = { "Content-Type": "application/json" };
const SENDS = ["/v1/sms/send", "/v1/sms-simple/send"];
const SEND_TARGET = `/v1/sms/send?access_token=${TOKEN}`;

const numberOf = (nn: string, area = "212"): string => `1${area}55501${nn}`;
const bodyTo = (nn: string): string => JSON.stringify({ MobilePhone: numberOf(nn), Message: "hello" });

describe("the catalogue", () => {
  it("[magic.delivery] [magic.refusal] [magic.fault] is served by the control API and the handle", async () => {
    const test = new TestEmulator();
    // Magic files follow them.
    const all = [...magicNumbers, ...magicFiles];
    const listed = { items: all, total: all.length };
    expect(json(await test.control("GET", "magic-numbers"))).toEqual(listed);
    expect(test.emulator.magicNumbers()).toEqual(listed);
  });

  it("has every delivery status, faults and refusals, no number twice, and nothing else", () => {
    expect(deliveries.map(({ does }) => does.status)).toEqual(Object.keys(deliveryStatuses).map(Number));
    expect(new Set(magicNumbers.map(({ nn }) => nn)).size).toBe(magicNumbers.length);
    expect(faults.map(({ nn }) => Number(nn))).toEqual([31, 32, 33, 34, 35, 36, 37, 38, 39, 40]);
    expect(refusals.map(({ nn }) => Number(nn))).toEqual([
      13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 26, 41, 42, 43, 44,
    ]);
    expect(behaviours.map(({ nn }) => Number(nn))).toEqual([27, 28, 29]);
    expect(magicNumbers).toHaveLength(
      deliveries.length + behaviours.length + faults.length + refusals.length,
    );
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

describe("another provider's test number", () => {
  it.each([
    ["15005550001", "Twilio"],
    ["+1 500 555 0009", "Twilio"],
    ["14254147167", "AWS"],
  ])(
    "[magic.foreign] %s is ordinary here, and its explanation says whose it is",
    async (MobilePhone, testNumberOf) => {
      const emulator = new TestEmulator();
      const id = await emulator.sent({ MobilePhone });
      expect((await show(emulator, id)).explanation.steps).toContainEqual(
        expect.objectContaining({ rule: "magic.foreign", inputs: { testNumberOf } }),
      );
      const ordinary = await emulator.sent();
      const { steps } = (await show(emulator, ordinary)).explanation;
      expect(steps.some(({ rule }) => rule === "magic.foreign")).toBe(false);
    },
  );
});

describe("a number that behaves", () => {
  const statusAfter = async (emulator: TestEmulator, ms: number): Promise<unknown> => {
    emulator.clock.advance(ms);
    return (await emulator.messages("limit=1")).items[0]?.status.description;
  };

  it.each(["time", "immediate"])(
    "[magic.behaviour] 0127 is delivered after five minutes, also in the mode %s",
    async (mode) => {
      const emulator = new TestEmulator({ delivery: { mode: mode === "time" ? "time" : "immediate" } });
      await emulator.sent({ MobilePhone: numberOf("27") });
      expect(await statusAfter(emulator, 299_999)).toBe("Processed");
      expect(await statusAfter(emulator, 1)).toBe("Delivered");
    },
  );

  it("[magic.behaviour] 0128 replies once its message is delivered, and once only", async () => {
    const emulator = new TestEmulator();
    await emulator.sent({ MobilePhone: numberOf("28") });
    const inbox = async () => (await emulator.emulator.inbox.list({ token: TOKEN })).items;
    emulator.clock.advance(2999);
    expect(await inbox()).toEqual([]);
    emulator.clock.advance(60_000);
    expect(await inbox()).toMatchObject([
      { from: numberOf("28"), to: "82257", message: "OK", receivedAt: "2026-01-15T12:00:03.000Z" },
    ]);
    await emulator.emulator.restore(await emulator.emulator.snapshot());
    expect(await inbox()).toHaveLength(1);
  });

  it("[magic.behaviour] 0129 writes STOP, so that the next send is refused with code 1", async () => {
    const emulator = new TestEmulator();
    await emulator.sent({ MobilePhone: numberOf("29") });
    emulator.clock.advance(3000);
    const answer = await emulator.send({ MobilePhone: numberOf("29"), Message: "again" });
    expect(json(answer)).toMatchObject({ code: 1 });
    expect((await emulator.lastEntry()).explanation.decidedBy).toBe("opt-out.refused");
  });

  it("[magic.behaviour] what falls due is written at its own time, whether a caller looked or not", async () => {
    const looked = new TestEmulator();
    const unseen = new TestEmulator();
    for (const emulator of [looked, unseen]) await emulator.sent({ MobilePhone: numberOf("29") });
    for (let second = 0; second < 10; second++) {
      looked.clock.advance(1000);
      await looked.messages();
    }
    unseen.clock.advance(10_000);
    const books = async (emulator: TestEmulator) => [
      await emulator.books(),
      await emulator.emulator.inbox.list({ token: TOKEN }),
      await emulator.emulator.contacts.list({ token: TOKEN }),
    ];
    expect(await books(looked)).toEqual(await books(unseen));
  });
});

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

describe("numbers", () => {
  const ordinary = Array.from({ length: 100 }, (_, nn) => String(nn).padStart(2, "0")).filter(
    (nn) => !magicNumbers.some((entry) => entry.nn === nn),
  );

  it("[magic.delivery] [magic.refusal] [magic.fault] that are in no entry are ordinary", async () => {
    expect(ordinary).toHaveLength(100 - magicNumbers.length);
    const recipients = ordinary.map((nn) => numberOf(nn));
    expect(await whatComesOf(recipients)).toEqual(recipients.map(() => "200, Delivered"));
  });

  it("[magic.delivery] [magic.refusal] [magic.fault] of other countries are ordinary", async () => {
    expect(await whatComesOf(["442079460141", "442079460103"])).toEqual(["200, Delivered", "200, Delivered"]);
  });

  it("[magic.delivery] [magic.refusal] [magic.fault] are ordinary, all of them, without the setting", async () => {
    const recipients = magicNumbers.map(({ nn }) => numberOf(nn));
    const came = await whatComesOf(recipients, { magicNumbers: false });
    expect(came).toEqual(recipients.map(() => "200, Delivered"));
  });

  it.each(["+1 (646) 555-0143", "6465550143", "1.907.555.0143", "19995550143"])(
    "[magic.refusal] %s is one however it is written, of whichever area",
    async (MobilePhone) => {
      expect((await new TestEmulator().send({ MobilePhone, Message: "x" })).status).toBe(422);
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

/** Status of a send to each, where it ends, and whether anything magic had a say. */
async function whatComesOf(
  recipients: readonly string[],
  settings: SettingsInput = {},
): Promise<readonly string[]> {
  const emulator = new TestEmulator({ ...NO_LIMITS, ...settings });
  const came: string[] = [];
  for (const MobilePhone of recipients) {
    const { status } = await emulator.send({ MobilePhone, Message: "hello" });
    emulator.clock.advance(3000);
    const message = (await emulator.messages("limit=1")).items[0];
    const magic = JSON.stringify(message?.explanation).includes('"magic.') ? ", by magic" : "";
    came.push(
      `${status}, ${message?.recipient === MobilePhone ? message.status.description : "lost"}${magic}`,
    );
  }
  return came;
}

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

async function show(emulator: TestEmulator, id: string): Promise<MessageView> {
  return json<MessageView>(await emulator.control("GET", `messages/${id}`));
}
