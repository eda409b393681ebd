/** The vendor's shapes for consumer tests of one's own: the emulator keeps each of them, in JSON and in XML. */
import { beforeAll, describe, expect, it } from "vitest";
import { answers, forms, type Verification, verifyOnEmulator } from "../../../contracts/index.ts";
import {
  type CodedRefusal,
  codedRefusals,
  magicNumbers,
  type Refused,
} from "../../../src/protocol/magic-numbers.ts";
import { type OwnInteraction, recordOwn } from "./record.ts";

function isCoded(refused: Refused): refused is CodedRefusal {
  return codedRefusals.some((coded) => coded === refused);
}

const token = "test_shop";
const recipient = "16465550123";
const query = { access_token: token };
const account = { state: "an account", params: { token } };
const send = { method: "POST", path: "/v1/sms/send", query, given: account } as const;
const hello = { MobilePhone: recipient, Message: "Hello" };

function interactionsIn(format: "json" | "xml"): readonly OwnInteraction[] {
  const options = { format, token };
  const own: readonly Omit<OwnInteraction, "format">[] = [
    { ...send, description: "sent", body: hello, answer: answers.sent(options) },
    {
      ...send,
      description: "sent, simply",
      path: "/v1/sms-simple/send",
      body: hello,
      answer: answers.sent({ ...options, endpoint: "smsSimple.send" }),
    },
    {
      ...send,
      description: "a wrong field",
      body: { ...hello, MobilePhone: "nobody" },
      answer: answers.invalid([{ field: "MobilePhone" }], options),
    },
    // Each code of the page error-codes has a magic number.
    ...magicNumbers.flatMap(({ nn, does }) =>
      does.kind === "refusal" && isCoded(does.refused)
        ? [
            {
              ...send,
              description: `a refusal: ${does.refused}`,
              body: { ...hello, MobilePhone: `164655501${nn}` },
              answer: answers.refused(does.refused, options),
            },
          ]
        : [],
    ),
    {
      ...send,
      description: "no credits",
      given: { state: "an account without credits", params: { token } },
      body: hello,
      answer: answers.refused("no-credits", options),
    },
    {
      ...send,
      description: "a recipient who got enough",
      given: { state: "a recipient who was sent as much as the limit allows", params: { token, recipient } },
      body: hello,
      answer: answers.refused("recipient-limit", options),
    },
    {
      description: "an unknown token",
      path: "/v1/credits/balance",
      query: { access_token: "nobody" },
      answer: answers.refused("unknown-token", options),
    },
    {
      description: "an account that has called enough",
      given: { state: "an account that has used up its calls", params: { token } },
      path: "/v1/credits/balance",
      query,
      answer: answers.refused("account-limit", options),
    },
    {
      description: "a balance",
      given: account,
      path: "/v1/credits/balance",
      query,
      answer: answers.balance(options),
    },
    {
      description: "a report on nothing",
      given: account,
      path: "/v1/sms/delivery-report",
      query: { ...query, id: "0".repeat(40) },
      answer: answers.refused("unknown-id", options),
    },
    {
      description: "the second page of what was sent",
      given: { state: "an account that has sent", params: { token, recipients: [recipient, recipient] } },
      path: "/v1/sent-history/single-list",
      query: { ...query, page: "2", "per-page": "1" },
      answer: answers.page({
        ...options,
        endpoint: "sentHistory.singleList",
        total: 2,
        page: 2,
        perPage: 1,
        rows: [
          {
            Id: forms.integer(1),
            MobilePhone: forms.historyRecipient,
            DateTime: forms.vendorTime,
            Type_Description: forms.words("SMS"),
            Api_Id: forms.messageId,
          },
        ],
      }),
    },
    {
      description: "the numbers",
      given: { state: "an account that owns a number", params: { token, number: "16465550100" } },
      path: "/v1/numbers/index",
      query,
      answer: answers.page({
        ...options,
        endpoint: "numbers.index",
        total: 1,
        rows: [{ Number: forms.digits, Status_Id: 0, Blocked_Date: null }],
      }),
    },
  ];
  return own.map((interaction) => ({ ...interaction, format }));
}

/** Verifies a report on the message that its state put there: the id comes from the state. */
async function reportOn(sentBy: "sms" | "sms-simple", format: "json" | "xml"): Promise<Verification> {
  const endpoint = sentBy === "sms" ? "sms.deliveryReport" : "smsSimple.deliveryReport";
  const id = "8cccf554cd42bf1b22bcc2d9b4e4571a4a87c9d0";
  const pact = await recordOwn([
    {
      description: "a report",
      given: { state: "a delivered message", params: { token, recipient, sentBy } },
      path: `/v1/${sentBy}/delivery-report`,
      query: { ...query, id },
      format,
      answer: answers.deliveryReport({ endpoint, format, token }),
    },
  ]);
  const byState = JSON.parse(JSON.stringify(pact), (key, value: unknown) =>
    key === "request"
      ? { ...Object(value), generators: { query: { id: { type: "ProviderState", expression: "${id}" } } } }
      : value,
  );
  return await verifyOnEmulator({ pact: byState });
}

describe.each(["json", "xml"] as const)("the emulator keeps the vendor's shape in %s of", (format) => {
  const interactions = interactionsIn(format);
  let verification: Verification;
  beforeAll(async () => {
    verification = await verifyOnEmulator({ pact: await recordOwn(interactions) });
  });

  it.each(interactions.map(({ description }) => description))("%s", (description) => {
    const verdict = verification.verdicts.find((each) => each.description === description);
    expect(verdict?.mismatches).toEqual([]);
    expect(verdict?.outcome).toBe("verified");
  });

  it("all of them, and of nothing else", () => {
    expect(verification).toMatchObject({ passed: true, problems: [], generated: interactions.length });
  });

  it.each(["sms", "sms-simple"] as const)(
    "a delivery report by %s, of a message that a state gives",
    async (sentBy) => {
      const { passed, verdicts, problems } = await reportOn(sentBy, format);
      expect({ passed, problems, found: verdicts.flatMap(({ mismatches }) => mismatches) }).toEqual({
        passed: true,
        problems: [],
        found: [],
      });
    },
  );
});

describe("a shape that the emulator does not keep", () => {
  it("fails, with what was expected and what came", async () => {
    const pact = await recordOwn([
      {
        ...send,
        description: "a report of a failure",
        body: hello,
        answer: answers.invalid([{ field: "Message" }]),
      },
    ]);
    const { passed, verdicts } = await verifyOnEmulator({ pact });
    expect(passed).toBe(false);
    expect(verdicts.flatMap(({ mismatches }) => mismatches)).toContainEqual(
      expect.objectContaining({ where: "status", expected: "422", got: "200" }),
    );
  });
});
