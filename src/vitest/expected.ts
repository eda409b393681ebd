/** Expectations of what was sent or refused, and the mistakes that would make a test pass for nothing. */
import { recipientDigits } from "../protocol/recipient.ts";
import type { Fields } from "./compare.ts";

/** A value, or one of vitest's asymmetric matchers in its place, like `expect.stringContaining("code")`. */
export type Expected<T> = T | AsymmetricMatcher;

/** Asymmetric matcher of vitest and Jest. */
export interface AsymmetricMatcher {
  asymmetricMatch(other: unknown): boolean;
}

export interface ExpectedMessage {
  /** Recipient, in any writing: `(646) 555-0123` is `16465550123`. */
  readonly to?: Expected<string>;
  /** The whole text, or a pattern that is found in it. */
  readonly text?: Expected<string | RegExp>;
  /** Sender: one of the account's numbers. */
  readonly from?: Expected<string>;
  /** Parts as they are charged (the setting `segments`), or both figures. */
  readonly segments?: Expected<number | { readonly documented: number; readonly gsm: number }>;
  readonly credits?: Expected<number>;
  readonly encoding?: Expected<"GSM-7" | "UCS-2">;
  readonly kind?: Expected<"sms" | "mms">;
  /** Delivery status at the account's present time: its id, or its description as the vendor spells it. */
  readonly status?: Expected<number | string>;
  /** The rest is an MMS's alone. */
  readonly templateId?: Expected<number>;
  readonly subject?: Expected<string>;
  readonly mediaUrl?: Expected<string>;
}

export interface ExpectedRefusal {
  /** Recipient, in any writing. */
  readonly to?: Expected<string>;
  readonly text?: Expected<string | RegExp>;
  /** Status of the answer, like 422. */
  readonly status?: Expected<number>;
  /** Id of the ledger entry that decided, like `submit.balance`. */
  readonly rule?: Expected<string>;
}

export interface SentOptions {
  /** Exactly so many messages match; at least one when left out. */
  readonly times?: number;
}

type FieldNames<T> = Readonly<Record<keyof T, true>>;

export const messageFields: FieldNames<ExpectedMessage> = {
  to: true,
  text: true,
  from: true,
  segments: true,
  credits: true,
  encoding: true,
  kind: true,
  status: true,
  templateId: true,
  subject: true,
  mediaUrl: true,
};

export const refusalFields: FieldNames<ExpectedRefusal> = { to: true, text: true, status: true, rule: true };

/**
 * The fields asked for, a recipient as its digits.
 * @throws TypeError for a field that there is not or that is undefined, and for a recipient that is no number: a test
 * would look for nothing then, or for what can never be
 */
export function readExpected(
  expected: ExpectedMessage | ExpectedRefusal,
  known: Readonly<Record<string, true>>,
  matcher: string,
): Fields {
  const refuse = (why: string, please: string): TypeError =>
    new TypeError(`Failed to look at what was sent: ${matcher} was given ${why}. Please ${please}.`);
  for (const [field, value] of Object.entries(expected)) {
    if (!Object.hasOwn(known, field)) {
      throw refuse(`the field "${field}"`, `ask for some of ${Object.keys(known).join(", ")}`);
    }
    if (value === undefined) {
      throw refuse(
        `"${field}: undefined"`,
        "leave it out where any value will do, or find out why it is undefined",
      );
    }
  }
  const { to } = expected;
  if (typeof to !== "string") return { ...expected };
  const digits = digitsOf(to);
  if (digits === undefined) throw refuse(`"to: ${to}"`, "give a phone number, like 16465550123");
  return { ...expected, to: digits };
}

export function digitsOf(text: string): string | undefined {
  return recipientDigits(text);
}

export function isAsymmetric(value: unknown): value is AsymmetricMatcher {
  return (
    typeof value === "object" &&
    value !== null &&
    "asymmetricMatch" in value &&
    typeof value.asymmetricMatch === "function"
  );
}
