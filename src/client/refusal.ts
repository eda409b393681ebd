/** Which error an answer is that is no success. */
import { RECIPIENT_RATE } from "../protocol/limits.ts";
import { listFields, ownName } from "./codec.ts";
import {
  type AnyProTextingError,
  AuthenticationError,
  type ErrorDetails,
  InsufficientCreditsError,
  type InvalidField,
  InvalidInputError,
  NotFoundError,
  RateLimitError,
  RefusedError,
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
}

/**
 * @param purpose what the caller wanted, to follow "Failed to"
 * @param sends whether the call may put a message on its way
 */
export function refusalError(
  { location, ...refusal }: Refusal,
  purpose: string,
  sends: boolean,
): AnyProTextingError {
  const { status, body, rateLimit } = refusal;
  const fields = readFields(body);
  const reason = String(field(body, "message") ?? "");
  const words = (listFields(fields) || reason).slice(0, LONGEST_REASON);
  const says = (what: string, please: string) =>
    failedTo(purpose, what, words === "" ? status : `${status}: ${words}`, please);

  if (status < 400) {
    const to = location === "" ? "elsewhere" : `to ${location}`;
    return new UnexpectedAnswerError(
      says(`the answer redirects ${to}, which is never followed`, "check baseUrl"),
      refusal,
    );
  }
  if (status >= 500 || status === 408)
    return new ServerError(says("the API failed", "try again later"), refusal);
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
    case 429: {
      const scope = limitScope(refusal, sends);
      const resetSeconds = scope === "recipient" ? RECIPIENT_RATE.windowSeconds : rateLimit?.resetSeconds;
      const message = says(`the ${scope}'s rate limit is reached`, `wait ${resetSeconds ?? "some"} seconds`);
      return new RateLimitError(message, { ...refusal, scope, resetSeconds });
    }
    default:
      return new RefusedError(says("the API refuses", "see its reason"), { ...refusal, reason });
  }
}

/**
 * The account's limiter answers with 0 remaining. The recipient's comes after it, so calls of the account remain;
 * or, for an account without a limit, the headers are missing, though the API itself speaks.
 */
function limitScope({ rateLimit, body }: ErrorDetails, sends: boolean): RateLimitError["scope"] {
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
