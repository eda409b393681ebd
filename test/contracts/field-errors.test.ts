/** Checks that the contract has every field error that a client can provoke; the emulator tells which there are. */
import { describe, expect, it } from "vitest";
import type { Endpoint } from "../../src/protocol/endpoints.ts";
import { json, NO_LIMITS, TestEmulator, TOKEN } from "../support/test-emulator.ts";
import { bodyOf, built, FORMATS, ofEndpoint, pageOf, withStatus } from "./reading.ts";

/** Fields that the client's types and checks never let a caller get wrong: flags, and the form of a time. */
const NOT_SENT: readonly string[] = ["MmsHighResolution", "MmsResend", "DateTime"];
/** The client sends no ResourceLink with a message. */
const NOT_A_PARAMETER: readonly string[] = ["sms.send ResourceLink", "smsSimple.send ResourceLink"];

/** Values of the documented type that a caller might give, good and bad. */
const valuesOf = (type: string): readonly unknown[] =>
  /^int/i.test(type)
    ? [-1, 0, 1.5, 999_999]
    : type.startsWith("Array")
      ? [[], [999_999]]
      : [
          "",
          "ab",
          "nobody",
          "16465550199",
          "x".repeat(256),
          "x".repeat(481),
          "x".repeat(1545),
          "https://media.example.test/a.jpeg",
          "https://media.example.test/a.mp3",
          "https://media.example.test/a.pdf",
        ];

/** Field that only a send for later needs. */
const LATER = { DateTime: "2100-01-11 10:05:00" };

/** Requests that are accepted, to be spoilt in one field. */
const GOOD: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  MobilePhone: [
    { ...LATER, MobilePhone: "16465550123", Message: "Hello" },
    { ...LATER, MobilePhone: "16465550123", Message: "Hello", MmsTemplateId: 10_586 },
  ],
  ResourceLink: [{ ResourceLink: "https://media.example.test/a.png" }],
  Country: [{ Country: "US" }],
  Keyword: [{ Keyword: "PIZZA", Number: "82257" }],
  PhoneNumber: [{ PhoneNumber: "12125550123" }],
  fname: [{ fname: "Winners" }],
  fnumber: [{ fnumber: "12125550123", GroupIds: [1] }],
};
/** The one record of each kind that the account has has this id. */
const QUERY = "id=1";

/** Every error of one field that the emulator has for such values, as `Field: message`. */
async function errorsOf({ id, path, methods: [method = "POST"] }: Endpoint): Promise<ReadonlySet<string>> {
  const fields = pageOf(path).body_params;
  const [first] = fields;
  const emulator = new TestEmulator({ ...NO_LIMITS, knownContact: "updated" });
  await emulator.emulator.plant({
    accounts: [{ token: TOKEN, groups: [{ name: "Winners" }], contacts: [{ number: "12125550123" }] }],
  });
  await emulator.create({ ResourceLink: "https://media.example.test/magic-approved.jpg" });
  emulator.clock.advance(60_000);
  const errors = new Set<string>();
  for (const { name, type } of fields) {
    if (NOT_SENT.includes(name) || NOT_A_PARAMETER.includes(`${id} ${name}`)) continue;
    for (const good of GOOD[first?.name ?? ""] ?? []) {
      for (const value of valuesOf(type)) {
        const answer = await emulator.send({ ...good, [name]: value }, { path, method, query: QUERY });
        if (answer.status !== 422) continue;
        const said = json<readonly { field: string; message: string }[] | { code: number }>(answer);
        // A refusal with a code is of no field.
        if ("code" in said) continue;
        for (const { field, message } of said) errors.add(`${field}: ${message}`);
      }
    }
  }
  return errors;
}

describe("each error of a field that a client can provoke", () => {
  it.each(built.filter(({ path }) => pageOf(path).body_params.length > 0))(
    "of $id is in the contract, in both formats",
    async (endpoint) => {
      const errors = await errorsOf(endpoint);
      expect(errors.size).toBeGreaterThan(1);
      for (const format of FORMATS) {
        const bodies = withStatus(ofEndpoint(endpoint.id, format), 422).map(bodyOf);
        for (const error of errors) {
          const [field = "", message = ""] = error.split(": ");
          const isThere = bodies.some((body) => body.includes(field) && body.includes(message));
          expect([format, error, isThere]).toEqual([format, error, true]);
        }
      }
    },
  );
});
