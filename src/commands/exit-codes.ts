/** Exit codes of the commands: one number for each thing that a script can do about it. */
import { type AnyProTextingError, isProTextingError, type SendOutcomeUnknownError } from "../client/index.ts";
import { ListError, NotSentError, SetupError, TokenError, UsageError } from "./failures.ts";

export const exitCodes = {
  done: 0,
  /** Command line, environment or files cannot be used. */
  setup: 1,
  refused: 2,
  authentication: 3,
  credits: 4,
  rateLimited: 5,
  /** The message may or may not have been sent. */
  unknown: 6,
  connection: 7,
  unexpected: 8,
  /** Part of a list was not accepted. */
  partial: 9,
  /** The account is not set up for the API, which only its dashboard mends. */
  account: 10,
  /** A server that is not the API answered, as a network's log-in page does; a message may have been sent all the same. */
  notTheApi: 11,
  /** Ctrl-C, as shells have it: 128 and the signal's number. */
  interrupted: 130,
} as const;

/** Text for the end of each help. */
export const EXIT_CODES_HELP = `Exit codes: 0 done, 1 the command, its files or its settings cannot be used, 2 refused or wrong input,
3 the access token is missing or not accepted, 4 too few credits, 5 rate limit, 6 nobody knows whether it was
sent, 7 no connection or no answer in time, 8 anything else, 10 the account's API app is not activated or this
address is not allowed, 11 what answered is not the API (a message may have been sent all the same: look it up as
for 6), 130 interrupted.`;

export function exitCodeOf(error: unknown): number {
  if (error instanceof TokenError) return exitCodes.authentication;
  if (error instanceof ListError) return exitCodes.refused;
  if (error instanceof NotSentError) return exitCodes.connection;
  if (error instanceof UsageError || error instanceof SetupError) return exitCodes.setup;
  if (isProTextingError(error, "SendOutcomeUnknownError")) return codeOf(nameOfDoubt(error));
  return isProTextingError(error) ? codeOf(error.name) : exitCodes.unexpected;
}

/** An answer that is not the API's says more than that the outcome is unknown. */
function nameOfDoubt({ name, cause }: SendOutcomeUnknownError): AnyProTextingError["name"] {
  return cause.name === "UnexpectedAnswerError" ? cause.name : name;
}

function codeOf(name: AnyProTextingError["name"]): number {
  switch (name) {
    case "ConfigurationError":
      return exitCodes.setup;
    case "ContentRefusedError":
    case "InvalidInputError":
    case "MediaRefusedError":
    case "NotFoundError":
    case "RecipientNotAllowedError":
    case "RecipientRefusedError":
    case "RefusedError":
    case "SenderRefusedError":
      return exitCodes.refused;
    case "AuthenticationError":
      return exitCodes.authentication;
    case "AccountSetupError":
      return exitCodes.account;
    case "InsufficientCreditsError":
      return exitCodes.credits;
    case "RateLimitError":
      return exitCodes.rateLimited;
    case "SendOutcomeUnknownError":
      return exitCodes.unknown;
    case "ConnectionError":
    case "TimeoutError":
      return exitCodes.connection;
    case "ServerError":
      return exitCodes.unexpected;
    case "UnexpectedAnswerError":
      return exitCodes.notTheApi;
    case "AbortError":
      return exitCodes.interrupted;
  }
}
