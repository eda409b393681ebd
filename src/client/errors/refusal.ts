/** Chooses the error for an answer that is no success. */

import { RECIPIENT_RATE } from "../../protocol/limits.ts";
import { CARRIER_CODES_ABOVE, SAME_TEXT_SECONDS } from "../../protocol/refusal-codes.ts";
import { ownName } from "../http/codec.ts";
import { valueOf } from "../http/decode.ts";
import type { Operation } from "../http/operation.ts";
import type { RateLimit } from "../http/rate-limit.ts";
import { failedTo } from "./error-message.ts";
import {
  AccountSetupError,
  type AnyProTextingError,
  AuthenticationError,
  ContentRefusedError,
  type ErrorDetails,
  InsufficientCreditsError,
  type InvalidField,
  InvalidInputError,
  MediaRefusedError,
  NotFoundError,
  RateLimitError,
  type RateLimitScope,
  RecipientRefusedError,
  RefusedError,
  SenderRefusedError,
  ServerError,
  UnexpectedAnswerError,
} from "./errors.ts";
import { listFields } from "./invalid-input.ts";

/** Words of the API that go into a message, in characters. */
const LONGEST_REASON = 300;

/** An answer without success, already redacted. */
export interface Refusal extends ErrorDetails {
  /** 0 where the platform hides a redirect's status, as browsers do. */
  readonly status: number;
  readonly body: unknown;
  readonly rateLimit: RateLimit | undefined;
  /** Target of a redirect; empty when hidden or missing. */
  readonly location: string;
  /** Seconds that a gateway asks to wait. */
  readonly retryAfter: number | undefined;
}

type Meaning = readonly [
  type:
    | typeof AccountSetupError
    | typeof AuthenticationError
    | typeof ContentRefusedError
    | typeof InsufficientCreditsError
    | typeof MediaRefusedError
    | typeof NotFoundError
    | typeof RecipientRefusedError
    | typeof SenderRefusedError,
  what: string,
  please: string,
];

const recipient: Meaning = [
  RecipientRefusedError,
  "the recipient gets no more messages",
  "do not write to it again",
];
const credits: Meaning = [InsufficientCreditsError, "the account has too few credits", "top it up"];

/** Codes of the vendor's page that have a class of their own; code 4 says no more than its status. */
const meanings: Readonly<Record<number, Meaning>> = {
  1: recipient,
  2: [ContentRefusedError, "the text has forbidden words", "send another text"],
  3: [MediaRefusedError, "the template has no media that can be sent", "send another template"],
  5: credits,
  6: [AccountSetupError, "the account's API app is not activated", "activate it in the vendor's dashboard"],
  7: [AccountSetupError, "the account does not allow this address", "allow it in the vendor's dashboard"],
  301: [SenderRefusedError, "the sender is blocked for a time", "send from another number, or later"],
  302: [SenderRefusedError, "the sender is blocked for good", "send from another number"],
  1000: recipient,
  1001: recipient,
};
const blocked: Meaning = [ContentRefusedError, "carriers block the text", "send another text"];
/** Statuses that say as much, without a code or with one that is not known. */
const statuses: Readonly<Record<number, Meaning>> = {
  401: [AuthenticationError, "the access token is not accepted", "check accessToken"],
  402: credits,
  404: [NotFoundError, "it is not there", "check the id and baseUrl"],
};
/** Code of the same text to the same recipient again. */
const SAME_TEXT = 8;

/** @returns undefined for a code that has no class of its own */
export function meaningOf(code: number | undefined): Meaning | undefined {
  if (code === undefined) return undefined;
  return code > CARRIER_CODES_ABOVE ? blocked : meanings[code];
}

/** Name of a limit in a sentence. */
export const limitOf = {
  account: "the account's rate limit",
  recipient: "the recipient's rate limit",
  text: "the limit on the same text to one recipient",
} as const satisfies Record<RateLimitScope, string>;

/**
 * The code decides, where the answer has one that is known, else the status.
 *
 * @param operation the call that was refused
 */
export function refusalError(
  { location, retryAfter, ...answer }: Refusal,
  { purpose, sends, asks }: Pick<Operation<object>, "purpose" | "sends" | "asks">,
): AnyProTextingError {
  const { status, body } = answer;
  const mayBeDone = status < 400 || status >= 500 || status === 408;
  const fields = readFields(body, asks);
  // The vendor lists single records of some pages, in XML in `item`.
  const said = fields.length === 0 && Array.isArray(body) && body.length === 1 ? body[0] : body;
  const code = mayBeDone ? undefined : readCode(said);
  const refusal = { ...answer, code };
  const reason = String(valueOf(said, "message") ?? "");
  const words = (listFields(fields) || reason).slice(0, LONGEST_REASON);
  const says = (what: string, please: string) =>
    failedTo(purpose, what, `${status}${code ? `, code ${code}` : ""}${words && `: ${words}`}`, please);

  if (status < 400) {
    const to = location === "" ? "elsewhere" : `to ${location}`;
    return new UnexpectedAnswerError(
      says(`the answer redirects ${to}, which is never followed`, "check baseUrl"),
      refusal,
    );
  }
  if (mayBeDone) return new ServerError(says("the API failed", "try again later"), refusal);
  const limited = (scope: RateLimitScope, resetSeconds: number | undefined) => {
    const message = says(`${limitOf[scope]} is reached`, `wait ${resetSeconds ?? "some"} seconds`);
    return new RateLimitError(message, { ...refusal, scope, resetSeconds });
  };
  if (code === SAME_TEXT) return limited("text", SAME_TEXT_SECONDS);
  const meaning = meaningOf(code) ?? statuses[status];
  if (meaning !== undefined) {
    const [type, what, please] = meaning;
    return new type(says(what, please), refusal);
  }
  if (status === 429) {
    return isRecipients(refusal, sends !== undefined)
      ? limited("recipient", RECIPIENT_RATE.windowSeconds)
      : limited("account", refusal.rateLimit?.resetSeconds ?? retryAfter);
  }
  // A code tells a refusal of the books, whatever it is, from parameters that are wrong.
  if ((status === 400 || status === 422) && code === undefined) {
    return new InvalidInputError(says("the input is invalid", "correct it"), { ...refusal, fields });
  }
  return new RefusedError(says("the API refuses", "see its reason"), { ...refusal, reason });
}

/**
 * The code of a refusal as the vendor's page has it: JSON holds a number, XML its digits. The framework writes 0 for
 * none. Without a `name` beside it, it is a gateway's.
 *
 * In a 5xx the framework writes the code that the failure had, such as PHP's severities 1, 2 and 8, which mean nothing
 * here: the message may be on its way.
 */
function readCode(body: unknown): number | undefined {
  const digits = String(valueOf(body, "code")).trim();
  return typeof valueOf(body, "name") === "string" && /^[1-9]\d{0,8}$/.test(digits)
    ? Number(digits)
    : undefined;
}

/**
 * The account's limiter answers with 0 remaining. The recipient's comes after it, so calls of the account remain;
 * or, for an account without a limit, the headers are missing, though the API itself speaks.
 */
function isRecipients({ rateLimit, body }: ErrorDetails, sends: boolean): boolean {
  return rateLimit ? rateLimit.remaining > 0 : sends && valueOf(body, "name") !== undefined;
}

/** The list that a failed validation answers with; empty for any other body. */
function readFields(body: unknown, asks: Operation<object>["asks"]): readonly InvalidField[] {
  if (!Array.isArray(body)) return [];
  return body.flatMap((entry: unknown) => {
    const name = valueOf(entry, "field");
    const message = valueOf(entry, "message");
    return typeof name === "string" && typeof message === "string"
      ? [{ field: ownName(name, asks), message }]
      : [];
  });
}

/** True when a redirect says that the request was not carried out; after 302 and 303 it may have been. */
export function redirectRefuses(status: number): boolean {
  return [301, 307, 308].includes(status);
}
