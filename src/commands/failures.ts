/** Failures of the commands themselves, and the words for any failure. */
import { type AnyProTextingError, isProTextingError, type UnexpectedAnswerError } from "../client/index.ts";
import { messageOf } from "../shared/error-text.ts";

/** A mistake in how the command was called; the help text is pointed at. */
export class UsageError extends Error {}

/** Files or settings that cannot be used. */
export class SetupError extends Error {}

/** There is no access token. */
export class TokenError extends Error {}

/** The sent history shows that a message whose outcome was unknown was never sent. */
export class NotSentError extends Error {
  /** @param cause name of what kept the answer away */
  constructor(cause: string) {
    super(
      `Failed to send the message: there was no answer (${cause}), and it is not in the sent history. Please send it again.`,
    );
  }
}

/** The list of recipients has mistakes. */
export class ListError extends Error {
  /** One for each mistake. */
  readonly problems: readonly Problem[];

  constructor(message: string, problems: readonly Problem[]) {
    super(message);
    this.problems = problems;
  }
}

export interface Problem {
  /** Line of the file, counted from 1. */
  readonly line: number;
  readonly problem: string;
}

/** Message in words that help the user of the command, not of the client. */
export function failureInWords(error: unknown): string {
  if (isProTextingError(error, "SendOutcomeUnknownError")) {
    const { accepted, cause } = error;
    if (cause.name === "UnexpectedAnswerError") {
      return (
        `Failed to learn what became of the message: ${whatAnswered(cause)} (status ${cause.status}). Sent again, it may ` +
        `arrive twice. Please ${WHERE}, then look it up in the account's sent history; --reconcile does so.`
      );
    }
    const name = cause.name === "AbortError" ? "nobody waited for it" : cause.name;
    const why = cause.status === undefined ? name : `${name}, status ${cause.status}`;
    return accepted
      ? `Failed to learn the message's id: it was accepted, but its answer cannot be read (${why}). Please do not send it again.`
      : `Failed to learn what became of the message: no answer settles it (${why}). Sent again, it may arrive twice. ` +
          "Please look it up in the account's sent history first; --reconcile does so.";
  }
  const message = messageOf(error);
  return isProTextingError(error) ? inOptions(message) : message;
}

/** The cause of most answers that are not the API's is the page of a network that asks for a log-in. */
function whatAnswered({ mediaType }: UnexpectedAnswerError): string {
  const answer = mediaType === undefined ? "a redirect" : mediaType || "no media type";
  return `is this the API? It answered ${answer}`;
}

const WHERE = "check PROTEXTING_BASE_URL or --base-url, and whether the network asks for a log-in";

/** The client's errors speak of its options, which have other names on the command line. */
function inOptions(message: string): string {
  return message
    .replace("the caller's signal fired", "it was interrupted")
    .replace(
      /check accessToken\.$/,
      "check PROTEXTING_ACCESS_TOKEN or --token-file; an emulator takes any token that starts with test_.",
    )
    .replace(
      /check baseUrl and the network\.$/,
      "check PROTEXTING_BASE_URL or --base-url, and the network; protexting doctor looks what is in the way.",
    )
    .replace(
      /check baseUrl\.$/,
      "check PROTEXTING_BASE_URL or --base-url; protexting doctor looks what is in the way.",
    )
    .replace(/check the id and baseUrl\.$/, "check the id, and PROTEXTING_BASE_URL or --base-url.")
    .replace(/: baseUrl cannot be used/, ": the base URL (PROTEXTING_BASE_URL or --base-url) cannot be used")
    .replace(/: accessToken cannot be used/, ": the access token cannot be used")
    .replace(
      "give it, or accessToken, without blanks",
      "give it in PROTEXTING_ACCESS_TOKEN or by --token-file, without blanks",
    )
    .replace("allowInsecureHttp: true", "--allow-insecure-http");
}

/** The failure for scripts. The answer's body stays out: it quotes whatever it likes. */
export function failureDocument(error: unknown, exitCode: number): Readonly<Record<string, unknown>> {
  const name = isProTextingError(error) ? error.name : nameOf(error);
  return { name, message: failureInWords(error), exitCode, ...detailsOf(error) };
}

function nameOf(error: unknown): string {
  if (error instanceof TokenError) return "TokenError";
  if (error instanceof ListError) return "ListError";
  if (error instanceof NotSentError) return "NotSentError";
  if (error instanceof UsageError) return "UsageError";
  if (error instanceof SetupError) return "SetupError";
  return "Error";
}

function detailsOf(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof ListError) return { problems: error.problems };
  if (!isProTextingError(error)) return {};
  const { status, code, attempts, requestId } = error;
  return { status, code, attempts, requestId, ...ownDetails(error) };
}

function ownDetails(error: AnyProTextingError): Readonly<Record<string, unknown>> {
  switch (error.name) {
    case "InvalidInputError":
      return { fields: error.fields };
    case "RefusedError":
      return { reason: error.reason };
    case "RateLimitError":
      return { scope: error.scope, resetSeconds: error.resetSeconds };
    case "SendOutcomeUnknownError":
      return {
        accepted: error.accepted,
        mediaType: error.cause.name === "UnexpectedAnswerError" ? error.cause.mediaType : undefined,
      };
    case "TimeoutError":
      return { lastReport: error.lastReport };
    default:
      return {};
  }
}
