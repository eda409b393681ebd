/** The vendor's page error-codes, and the error that each of its codes becomes. */
import { describe, expect, it } from "vitest";
import { isProTextingError, ProTexting, type ProTextingOptions } from "../../src/client/index.ts";
import { createEmulator } from "../../src/emulator/index.ts";
import {
  CARRIER_BLOCKED,
  CARRIER_CODE,
  type RefusalCode,
  refusalCodes,
} from "../../src/protocol/refusal-codes.ts";
import { NO_LIMITS, SEED } from "../support/test-emulator.ts";
import { coded, codedXml, fakeClient, json, RECIPIENT, refusal, rejection, TOKEN, xml } from "./support.ts";

const params = { mobilePhone: RECIPIENT, message: "Hello" };
const formats = ["json", "xml"] as const;
type Format = (typeof formats)[number];

const names = {
  1: "RecipientRefusedError",
  2: "ContentRefusedError",
  3: "MediaRefusedError",
  4: "RefusedError",
  5: "InsufficientCreditsError",
  6: "AccountSetupError",
  7: "AccountSetupError",
  8: "RateLimitError",
  301: "SenderRefusedError",
  302: "SenderRefusedError",
  1000: "RecipientRefusedError",
  1001: "RecipientRefusedError",
} as const satisfies Record<RefusalCode, string>;

const rows: readonly (readonly [code: number, text: string, name: string])[] = [
  ...Object.entries(names).map(([code, name]) => [Number(code), words(Number(code)), name] as const),
  [CARRIER_CODE, CARRIER_BLOCKED, "ContentRefusedError"],
];

function words(code: number): string {
  return Object.entries(refusalCodes).find(([key]) => key === String(code))?.[1] ?? "";
}

/** The last two digits of the magic number that is refused with a code. */
const magic: Readonly<Record<number, string>> = {
  1: "41",
  2: "15",
  3: "17",
  4: "26",
  5: "43",
  6: "18",
  7: "19",
  8: "20",
  301: "21",
  302: "22",
  1000: "13",
  1001: "14",
  [CARRIER_CODE]: "16",
};

const answer = { json: coded, xml: codedXml } as const;
const sent = (response: () => Response, format: Format = "json") =>
  rejection(fakeClient(response, { format }).client.sms.send(params));
const read = (response: () => Response, format: Format = "json") =>
  rejection(fakeClient(response, { format }).client.credits.balance());

describe.each(formats)("in %s", (format) => {
  it.each(rows)("code %i, %s: the emulator's refusal is a %s", async (code, text, name) => {
    const emulator = createEmulator({ settings: NO_LIMITS, seed: SEED });
    const options: ProTextingOptions = { format, fetch: emulator.fetch, pacing: false, timeout: false };
    const client = new ProTexting({ accessToken: TOKEN, baseUrl: "http://localhost", ...options });
    const mobilePhone = `164655501${magic[code]}`;
    const error = await rejection(client.sms.send({ mobilePhone, message: "Hello" }));
    expect(error).toMatchObject({ name, code, status: 422, attempts: 1 });
    expect(String(error)).toContain(`(422, code ${code}: ${text.slice(0, 40)}`);
  });

  it.each(rows)("code %i, %s, is the same class on a read: %s", async (code, _, name) => {
    expect(await read(() => answer[format](code), format)).toMatchObject({ name, code });
  });

  it("any other code above 10000 is the carriers'", async () => {
    expect(await sent(() => answer[format](30_007), format)).toMatchObject({
      name: "ContentRefusedError",
      code: 30_007,
    });
    expect(await sent(() => answer[format](10_000), format)).toMatchObject({ name: "RefusedError" });
  });

  it("a code that is not on the page is a RefusedError with its words", async () => {
    expect(await sent(() => answer[format](999), format)).toMatchObject({
      name: "RefusedError",
      code: 999,
      reason: "Because.",
    });
  });

  it("without a code the 422 is of the input: code 0, and a list of fields", async () => {
    expect(await sent(() => answer[format](0), format)).toMatchObject({
      name: "InvalidInputError",
      code: undefined,
      fields: [],
    });
  });

  it.each([400, 401, 403, 404, 409, 422, 429])("the code decides, not the status: %i", async (status) => {
    const error = await sent(() => answer[format](6, { status }), format);
    expect(error).toMatchObject({ name: "AccountSetupError", code: 6, status });
  });

  it("a code that has no class leaves the status to decide, and is kept", async () => {
    const error = await sent(() => answer[format](999, { status: 401 }), format);
    expect(error).toMatchObject({ name: "AuthenticationError", code: 999 });
  });

  it.each([500, 503, 408])(
    "in a %i it is not the vendor's: PHP writes its severities there",
    async (status) => {
      for (const code of [1, 2, 8]) {
        const open = await sent(() => answer[format](code, { status }), format);
        expect(open).toMatchObject({ name: "SendOutcomeUnknownError", code: undefined });
        const failed = await read(() => answer[format](code, { status }), format);
        expect(failed).toMatchObject({ name: "ServerError", code: undefined });
      }
    },
  );
});

it("a list of fields has no code, in both formats", async () => {
  const fields = [{ field: "Message", message: "Too long.", name: "x", code: 1 }];
  const item = "<item><field>Message</field><message>Too long.</message></item>";
  for (const error of [await sent(() => json(fields, 422)), await sent(() => xml(item, 422), "xml")]) {
    expect(error).toMatchObject({
      name: "InvalidInputError",
      code: undefined,
      fields: [{ field: "message" }],
    });
  }
});

it.each([
  ["without the API's name beside it", { code: 1, message: "no", status: 422 }],
  ["that is negative", { name: "X", code: -1, message: "no", status: 422 }],
  ["that is no whole number", { name: "X", code: 1.5, message: "no", status: 422 }],
  ["that is a word", { name: "X", code: "one", message: "no", status: 422 }],
  ["that is missing", { name: "X", message: "no", status: 422 }],
])("a code %s is none", async (_, body) => {
  expect(await sent(() => json(body, 422))).toMatchObject({ name: "InvalidInputError", code: undefined });
});

it("402 and 403 without a code keep their meaning", async () => {
  expect(await sent(() => refusal(402, "no"))).toMatchObject({ name: "InsufficientCreditsError" });
  expect(await sent(() => refusal(403, "no"))).toMatchObject({ name: "RefusedError", reason: "no" });
});

it("a code that may be the token is not shown", async () => {
  const { client } = fakeClient(() => coded(1_234_567), { accessToken: "1234567" });
  const error = await rejection(client.sms.send(params));
  expect(error).toMatchObject({ code: undefined });
  expect(JSON.stringify(error)).not.toContain("1234567");
});

it("one switch over the name covers the page", async () => {
  const told: Record<number, string> = {};
  for (const [code] of rows) told[code] = advice(await sent(() => coded(code)));
  expect(told).toEqual({
    1: "take it off the list",
    2: "another text",
    3: "another template",
    4: "code 4",
    5: "top up",
    6: "see the dashboard",
    7: "see the dashboard",
    8: "again in 10 seconds",
    301: "another sender",
    302: "another sender",
    1000: "take it off the list",
    1001: "take it off the list",
    [CARRIER_CODE]: "another text",
  });
});

function advice(error: unknown): string {
  if (!isProTextingError(error)) throw error;
  switch (error.name) {
    case "RecipientRefusedError":
      return "take it off the list";
    case "ContentRefusedError":
      return "another text";
    case "MediaRefusedError":
      return "another template";
    case "SenderRefusedError":
      return "another sender";
    case "InsufficientCreditsError":
      return "top up";
    case "AccountSetupError":
      return "see the dashboard";
    case "RateLimitError":
      return `again in ${error.resetSeconds} seconds`;
    case "RefusedError":
      return `code ${error.code}`;
    default:
      return "nothing of the page";
  }
}
