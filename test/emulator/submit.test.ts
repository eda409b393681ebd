/** Acceptance of a send, once its fields are in order. */
import { describe, expect, it } from "vitest";
import { defaultSettings } from "../../src/emulator/index.ts";
import type { SubmitCheck } from "../../src/emulator/settings.ts";
import { json, RECIPIENT, type SendFields, TestEmulator, TOKEN } from "../support/test-emulator.ts";

const OTHER = "13105550151";
const FIRST_ID = { Id: expect.stringMatching(/^[0-9a-f]{40}$/) };

describe("sender", () => {
  it("[sender.seed] a new account has the samples' short code 82257 and one long number", async () => {
    const { numbers } = await new TestEmulator().open("test_new");
    expect(numbers).toEqual(["82257", "16465550100"]);
  });

  it("[sender.rotation] without SendFrom the account's numbers are used in turn", async () => {
    const emulator = new TestEmulator();
    await emulator.open(TOKEN, { numbers: ["111111", "222222", "333333"] });
    for (const SendFrom of [undefined, "", null, [], undefined]) await emulator.sent({ SendFrom });
    const { items } = await emulator.messages();
    expect(items.map(({ sender }) => sender).toReversed()).toEqual([
      "111111",
      "222222",
      "333333",
      "111111",
      "222222",
    ]);
  });

  it("[sender.rotation] a named sender and a refused send do not move the turn", async () => {
    const emulator = new TestEmulator();
    await emulator.sent();
    await emulator.sent({ SendFrom: "82257" });
    await emulator.send({ MobilePhone: RECIPIENT });
    await emulator.send({ MobilePhone: RECIPIENT, Message: "x", SendFrom: "99999" });
    await emulator.sent();
    const { items } = await emulator.messages();
    expect(items.map(({ sender }) => sender)).toEqual(["16465550100", "82257", "82257"]);
  });

  it("[sender.owned] SendFrom must be one of the account's numbers, as written", async () => {
    const emulator = new TestEmulator();
    await emulator.open("test_owner", { numbers: ["16465550177"] });
    await emulator.sent({ SendFrom: "16465550177" }, { token: "test_owner" });
    expect((await emulator.messages()).items[0]?.sender).toBe("16465550177");
    for (const SendFrom of ["16465550177", "+16465550100", "8225", " ", "0"]) {
      const answer = await emulator.send({ MobilePhone: RECIPIENT, Message: "x", SendFrom });
      expect(answer.status).toBe(422);
    }
  });

  it("[sender.refused-text] another number is 422 on SendFrom, and the explanation lists the right ones", async () => {
    const emulator = new TestEmulator();
    const answer = await emulator.send({ MobilePhone: RECIPIENT, Message: "x", SendFrom: "99999" });
    expect(answer.reason).toBe("Data Validation Failed.");
    expect(json(answer)).toEqual([{ field: "SendFrom", message: "Send From is invalid." }]);
    expect((await emulator.lastEntry()).explanation).toMatchObject({
      decidedBy: "sender.owned",
      wouldSucceed: "SendFrom left out, or one of the account's active numbers: 82257, 16465550100.",
    });
  });
});

describe("content", () => {
  it.each([undefined, null, "", " \r\n\t"])(
    "[submit.content] a Message of %j without a template is 422 on Message",
    async (Message) => {
      const answer = await new TestEmulator().send({ MobilePhone: RECIPIENT, Message });
      expect(json(answer)).toEqual([{ field: "Message", message: "Message cannot be blank." }]);
    },
  );

  it("[submit.template] [submit.template-text] a template the account does not have is 422 on MmsTemplateId", async () => {
    const emulator = new TestEmulator();
    for (const Message of ["hello", undefined]) {
      const answer = await emulator.send({ MobilePhone: RECIPIENT, Message, MmsTemplateId: 1001 });
      expect(answer.status).toBe(422);
      expect(json(answer)).toEqual([{ field: "MmsTemplateId", message: "Mms Template Id is invalid." }]);
    }
    expect((await emulator.lastEntry()).explanation).toMatchObject({
      decidedBy: "submit.template",
      source: "documented",
    });
  });
});

describe("balance", () => {
  it("[credits.balance] credits go down to exactly 0, then a send is refused with code 5", async () => {
    const emulator = new TestEmulator({ account: { credits: 4 } });
    await emulator.sent({ Message: "a".repeat(480) });
    await emulator.sent();
    expect((await emulator.account()).credits).toBe(0);
    const refused = await emulator.send({ MobilePhone: RECIPIENT, Message: "x" });
    expect(refused.text).toBe(
      '{"name":"Unprocessable entity","message":"Not enough credits.","code":5,"status":422}',
    );
    expect((await emulator.call("/v1/credits/balance")).text).toBe('{"AvailableCredits":0}');
  });

  it("[credits.balance] a message must be paid in full; a shorter one still goes", async () => {
    const emulator = new TestEmulator({ account: { credits: 2 } });
    expect((await emulator.send({ MobilePhone: RECIPIENT, Message: "a".repeat(321) })).status).toBe(422);
    expect((await emulator.lastEntry()).explanation).toMatchObject({
      decidedBy: "credits.balance",
      wouldSucceed: "At least 3 credits on the account; it has 2.",
    });
    await emulator.sent({ Message: "a".repeat(320) });
    expect((await emulator.account()).credits).toBe(0);
  });

  it("[credits.balance] credits put on the account let the next send through", async () => {
    const emulator = new TestEmulator({ account: { credits: 0 } });
    expect((await emulator.send({ MobilePhone: RECIPIENT, Message: "x" })).status).toBe(422);
    await emulator.control("PATCH", `accounts/${TOKEN}`, { credits: 1 });
    await emulator.sent();
  });
});

/** Requests that one check refuses, when the account has no credits and the recipient is exhausted. */
const wrong: Readonly<Record<SubmitCheck, SendFields>> = {
  content: { Message: "" },
  template: { MmsTemplateId: 7 },
  sender: { SendFrom: "99999" },
  "opt-out": { MobilePhone: "12125550141" },
  words: { Message: "forbidden" },
  carrier: { MobilePhone: "12125550116" },
  "recipient-rate": { MobilePhone: RECIPIENT },
  "same-text": { MobilePhone: "12125550120" },
  balance: {},
};
const decidedBy: Readonly<Record<SubmitCheck, string>> = {
  content: "submit.content",
  template: "submit.template",
  sender: "sender.owned",
  "opt-out": "magic.refusal",
  words: "content.forbidden-words",
  carrier: "magic.refusal",
  "recipient-rate": "rate.recipient",
  "same-text": "magic.refusal",
  balance: "credits.balance",
};
const DEFAULT_ORDER = defaultSettings.submit.order;

/** An account without credits that has sent all it may to one recipient. */
async function exhausted(order: readonly SubmitCheck[]): Promise<TestEmulator> {
  const emulator = new TestEmulator({ submit: { order }, account: { forbiddenWords: ["forbidden"] } });
  await emulator.open(TOKEN, { credits: 1, limits: { perRecipient: { limit: 1, windowSeconds: 60 } } });
  await emulator.sent();
  return emulator;
}

async function refusedBy(order: readonly SubmitCheck[], fields: SendFields): Promise<string> {
  const emulator = await exhausted(order);
  const answer = await emulator.send({ MobilePhone: OTHER, Message: "hello", ...fields });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  return (await emulator.lastEntry()).explanation.decidedBy;
}

describe("the order of checks", () => {
  /** A send with a template is never blank, a blank one costs nothing, and none has two recipients. */
  const neverBoth = new Set(["content+template", "content+words", "content+balance"]);
  const ofRecipients: readonly SubmitCheck[] = ["opt-out", "carrier", "recipient-rate", "same-text"];
  const bothOfRecipients = (one: SubmitCheck, other: SubmitCheck) =>
    ofRecipients.includes(one) && ofRecipients.includes(other);
  const pairs = DEFAULT_ORDER.flatMap((earlier, index) =>
    DEFAULT_ORDER.slice(index + 1)
      .filter((later) => !neverBoth.has(`${earlier}+${later}`) && !bothOfRecipients(earlier, later))
      .map((later) => ({ earlier, later })),
  );

  it.each(pairs)(
    "[submit.order] of $earlier and $later the one that the setting names first decides",
    async ({ earlier, later }) => {
      const both = { ...wrong[later], ...wrong[earlier] };
      const others = DEFAULT_ORDER.filter((check) => check !== earlier && check !== later);
      expect(await refusedBy([earlier, later, ...others], both)).toBe(decidedBy[earlier]);
      expect(await refusedBy([later, earlier, ...others], both)).toBe(decidedBy[later]);
    },
  );
});

describe("the order of checks by default", () => {
  it.each([
    [{ Message: "", SendFrom: "99999", MobilePhone: RECIPIENT }, "submit.content"],
    [{ MmsTemplateId: 7, SendFrom: "99999", MobilePhone: RECIPIENT }, "submit.template"],
    [{ SendFrom: "99999", MobilePhone: RECIPIENT }, "sender.owned"],
    [{ MobilePhone: RECIPIENT }, "rate.recipient"],
    [{}, "credits.balance"],
  ])("[submit.order] content, template, sender, recipient's rate, balance: %j", async (fields, rule) => {
    expect(await refusedBy(DEFAULT_ORDER, fields)).toBe(rule);
  });
});

describe("a refused send", () => {
  const refusals = DEFAULT_ORDER.map((check) => ({ check, fields: wrong[check] }));

  it.each(refusals)("[submit.atomic] by $check changes nothing in the books", async ({ check, fields }) => {
    const emulator = await exhausted(DEFAULT_ORDER);
    const before = await emulator.books();
    const answer = await emulator.send({ MobilePhone: OTHER, Message: "hello", ...fields });
    expect((await emulator.lastEntry()).explanation.decidedBy).toBe(decidedBy[check]);
    expect(answer.headers.get("X-Rate-Limit-Remaining")).toBe("58");
    expect(await emulator.books()).toEqual(before);
  });

  it("[submit.atomic] leaves no trace: the sends around it get the same ids, senders and windows", async () => {
    const settings = { limits: { perRecipient: { limit: 3, windowSeconds: 60 } } };
    const quiet = new TestEmulator(settings);
    const noisy = new TestEmulator(settings);
    for (let sent = 0; sent < 3; sent++) {
      await quiet.sent();
      for (const fields of [{}, wrong.content, wrong.template, wrong.sender, { MobilePhone: "1" }]) {
        await noisy.send({ MobilePhone: OTHER, ...fields });
      }
      await noisy.sent();
    }
    expect(await noisy.books()).toEqual(await quiet.books());
    for (const emulator of [quiet, noisy]) {
      expect((await emulator.send({ MobilePhone: RECIPIENT, Message: "x" })).status).toBe(429);
    }
  });
});

describe("an accepted send", () => {
  it("is explained by its parts, its price and each check it passed", async () => {
    const emulator = new TestEmulator();
    const answer = await emulator.send({ MobilePhone: RECIPIENT, Message: "hello" });
    expect(json(answer)).toMatchObject(FIRST_ID);
    const [message] = (await emulator.messages()).items;
    expect(message?.explanation.steps.map(({ rule }) => rule)).toEqual([
      "segments.documented",
      "price.usa",
      "delivery.end",
      "submit.content",
      "submit.template",
      "sender.rotation",
      "opt-out.refused",
      "content.forbidden-words",
      "content.carrier-blocked",
      "rate.recipient",
      "rate.same-text",
      "credits.balance",
    ]);
    expect(message?.explanation.steps[1]).toEqual({
      rule: "price.usa",
      source: "documented",
      says: "In the USA an SMS part costs 1 credit.",
      inputs: { prefix: "1", perPart: 1, parts: 1, credits: 1 },
    });
    expect(message?.explanation.outcome).toBe("accepted");
  });
});
