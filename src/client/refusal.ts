/** Which error an answer is that is no success: by the vendor's code first, by the HTTP status second. */
import { RECIPIENT_RATE } from "../protocol/limits.ts";
import { CARRIER_CODES_ABOVE, SAME_TEXT_SECONDS } from "../protocol/refusal-codes.ts";
import { listFields, ownName } from "./codec.ts";
import {
  AccountSetupError,
  type AnyProTextingError,
  AuthenticationError,
  ContentRefusedError,
  type ErrorDetails,
  InsufficientCreditsError,
  type InvalidField,
  InvalidInputError,
  type LimitScope,
  MediaRefusedError,
  NotFoundError,
  RateLimitError,
  RecipientRefusedError,
  RefusedError,
  SenderRefusedError,
  ServerError,
  UnexpectedAnswerError,
} from "./errors.ts";
import { failedTo } from "./grammar.ts";
import type { RateLimit } from "./rate-limit.ts";
import { field } from "./shape.ts";

/** Words of the API that go into a message, in characters. */
const LONGEST_REASON = 300;

/** An answer without success, already redacted. */
export interface Refusal extends ErrorDetails {
  /** 0 where the platform hides a redirect's status, as browsers do. */
  readonly status: number;
  readonly body: unknown;
  readonly rateLimit: RateLimit | undefined;
  /** Where a redirect leads; empty when hidden or missing. */
  readonly location: string;
  /** Of `Retry-After`; undefined when it is missing or cannot be read. */
  readonly retryAfterSeconds: number | undefined;
}

/** Makes an error's message of what is wrong and what helps. */
type Says = (what: string, please: string) => string;

/**
 * @param purpose what the caller wanted, to follow "Failed to"
 * @param sends whether the call may put a message on its way
 */
export function refusalError(
  { location, retryAfterSeconds, ...answer }: Refusal,
  purpose: string,
  sends: boolean,
): AnyProTextingError {
  const { status, body } = answer;
  const refusal = { ...answer, code: codeOf(body) };
  const fields = readFields(body);
  const reason = String(field(body, "message") ?? "");
  const words = (listFields(fields) || reason).slice(0, LONGEST_REASON);
  const says: Says = (what, please) =>
    failedTo(purpose, what, words === "" ? status : `${status}: ${words}`, please);

  if (status < 400) {
    const to = location === "" ? "elsewhere" : `to ${location}`;
    return new UnexpectedAnswerError(
      says(`the answer redirects ${to}, which is never followed`, "check baseUrl"),
      refusal,
    );
  }
  // Whatever a server that failed says of it, the request may have been carried out.
  if (status >= 500 || status === 408)
    return new ServerError(says("the API failed", "try again later"), refusal);
  if (refusal.code !== undefined) return codedError(refusal.code, { ...refusal, reason }, says);
  switch (status) {
    case 400:
    case 422:
      return new InvalidInputError(says("the input is invalid", "correct it"), { ...refusal, fields });
    case 401:
      return new AuthenticationError(says("the access token is not accepted", "check accessToken"), refusal);
    case 402:
      return new InsufficientCreditsError(says("the account has too few credits", "top it up"), refusal);
    case 404:
      return new NotFoundError(says("it is not there", "check the id and baseUrl"), refusal);
    case 429:
      return limitError(limitScope(refusal, sends), { ...refusal, retryAfterSeconds }, says);
    default:
      return new RefusedError(says("the API refuses", "see its reason"), { ...refusal, reason });
  }
}

/**
 * The error of one of the vendor's codes. Source: page error-codes.
 *
 * @param code unknown ones are refusals for a reason of the API's own
 */
export function codedError(
  code: number,
  details: ErrorDetails & { readonly reason: string },
  says: Says,
): AnyProTextingError {
  switch (code) {
    case 1:
    case 1000:
    case 1001:
      return new RecipientRefusedError(
        says("the recipient takes no messages", "write to this number no more"),
        details,
      );
    case 3:
      return new MediaRefusedError(says("the MMS has no usable media", "use another template"), details);
    case 5: {
      const { reason: _, ...rest } = details;
      return new InsufficientCreditsError(says("the account has too few credits", "top it up"), rest);
    }
    case 6:
      return new AccountSetupError(
        says("the API app is not activated", "activate it in the account's Marketplace"),
        details,
      );
    case 7:
      return new AccountSetupError(
        says("the caller's IP address is not allowed", "add it to the account's list"),
        details,
      );
    case 8: {
      const { reason: _, ...rest } = details;
      return limitError("text", { ...rest, retryAfterSeconds: undefined }, says);
    }
    case 301:
    case 302:
      return new SenderRefusedError(says("the sender is blocked", "send from another number"), details);
    default:
      return code === 2 || code > CARRIER_CODES_ABOVE
        ? new ContentRefusedError(says("the text is refused", "send another text"), details)
        : new RefusedError(says("the API refuses", "see its reason"), details);
  }
}

function limitError(
  scope: LimitScope,
  { retryAfterSeconds, ...details }: ErrorDetails & Pick<Refusal, "retryAfterSeconds">,
  says: Says,
): RateLimitError {
  const resetSeconds = {
    account: details.rateLimit?.resetSeconds ?? retryAfterSeconds,
    recipient: RECIPIENT_RATE.windowSeconds,
    text: SAME_TEXT_SECONDS,
  }[scope];
  const what =
    scope === "text"
      ? "the same text went to the recipient just now"
      : `the ${scope}'s rate limit is reached`;
  const message = says(what, `wait ${resetSeconds ?? "some"} seconds`);
  return new RateLimitError(message, { ...details, scope, resetSeconds });
}

/** Only the API's own object has a code that counts: a gateway's may mean anything. */
function codeOf(body: unknown): number | undefined {
  if (field(body, "name") === undefined || field(body, "status") === undefined) return undefined;
  // XML has it as text.
  const text = String(field(body, "code"));
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}

/**
 * The account's limiter answers with 0 remaining. The recipient's comes after it, so calls of the account remain;
 * or, for an account without a limit, the headers are missing, though the API itself speaks.
 */
function limitScope({ rateLimit, body }: ErrorDetails, sends: boolean): LimitScope {
  const isRecipients = rateLimit ? rateLimit.remaining > 0 : sends && field(body, "name") !== undefined;
  return isRecipients ? "recipient" : "account";
}

/** The list that a failed validation answers with; empty for any other body. */
function readFields(body: unknown): readonly InvalidField[] {
  if (!Array.isArray(body)) return [];
  return body.flatMap((entry: unknown) => {
    const name = field(entry, "field");
    const message = field(entry, "message");
    return typeof name === "string" && typeof message === "string" ? [{ field: ownName(name), message }] : [];
  });
}

/** Whether a redirect says that the request was not carried out; after 302 and 303 it may have been. */
export function redirectRefuses(status: number): boolean {
  return [301, 307, 308].includes(status);
}
