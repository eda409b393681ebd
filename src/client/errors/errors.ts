/**
 * Everything the client rejects with, one class for each thing a caller can do about it.
 *
 * No property of any of them holds the access token: messages, bodies, causes and stacks are redacted before an
 * error is made.
 */
import type { RateLimit } from "../http/rate-limit.ts";
import type { DeliveryReport, MmsTemplate } from "../records.ts";
import type { AnySendParams } from "../send-params.ts";

/** All the classes, for an exhaustive `switch` over `name`. */
export type AnyProTextingError =
  | AbortError
  | AccountSetupError
  | AuthenticationError
  | ConfigurationError
  | ConnectionError
  | ContentRefusedError
  | InsufficientCreditsError
  | InvalidInputError
  | MediaRefusedError
  | NotFoundError
  | RateLimitError
  | RecipientNotAllowedError
  | RecipientRefusedError
  | RefusedError
  | SenderRefusedError
  | SendOutcomeUnknownError
  | ServerError
  | TimeoutError
  | UnexpectedAnswerError;

/** Details that all errors carry. */
export interface ErrorDetails {
  readonly status?: number | undefined;
  readonly code?: number | undefined;
  readonly body?: unknown;
  readonly rawBody?: string | undefined;
  readonly rateLimit?: RateLimit | undefined;
  readonly attempts?: number;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** One refused field. */
export interface InvalidField {
  /** The parameter as the client names it, like `mobilePhone`. */
  readonly field: string;
  /** The API's own words. */
  readonly message: string;
}

const BRAND = Symbol.for("protexting.error");

/** @typeParam Own what errors of a class carry beyond what all do */
export abstract class ProTextingError<Own extends object = object> extends Error {
  /** HTTP status of the answer; undefined when there was none, 0 where a browser hides a redirect's. */
  readonly status: number | undefined;
  /**
   * Code of the vendor's page error-codes, which says more than the status; undefined when the answer had none, as a
   * list of refused fields has none, or was no refusal: in a 5xx it is not the vendor's.
   */
  readonly code: number | undefined;
  /** The answer's body, read as JSON or XML; undefined when there was none or it could not be read. */
  readonly body: unknown;
  /** The first 2,048 characters of the answer's body as it came. */
  readonly rawBody: string | undefined;
  /** Undefined when the answer had no `X-Rate-Limit-*` headers. */
  readonly rateLimit: RateLimit | undefined;
  /** Requests made for this call: 0 when it was refused before anything was sent. */
  readonly attempts: number = 0;
  /** Ours, as hooks and the log show it; undefined for what failed outside a call. */
  readonly requestId: string | undefined;

  /** @param details become properties; all but the cause are shown when the error is printed */
  constructor(message: string, ...[details]: Details<Own>) {
    const { cause, ...own } = details ?? {};
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, own);
  }

  /**
   * So that a class of another copy of this package is known as well.
   * @internal
   */
  get [BRAND](): boolean {
    return true;
  }

  toJSON(): Readonly<Record<string, unknown>> {
    return Object.fromEntries([["name", this.name], ["message", this.message], ...Object.entries(this)]);
  }
}

/** A class with properties of its own cannot do without them. */
type Details<Own extends object> = object extends Own
  ? [details?: ErrorDetails & Own]
  : [details: ErrorDetails & Own];

/**
 * Whether the error came from this client; then `name` tells which it is.
 *
 * @param name asks for one of them
 * @example
 * if (isProTextingError(error, "RateLimitError")) await wait(error.resetSeconds);
 */
export function isProTextingError(error: unknown): error is AnyProTextingError;
export function isProTextingError<Name extends AnyProTextingError["name"]>(
  error: unknown,
  name: Name,
): error is Extract<AnyProTextingError, { readonly name: Name }>;
export function isProTextingError(error: unknown, name?: string): boolean {
  return error instanceof Error && BRAND in error && (name === undefined || error.name === name);
}

/** A constructor option, or the environment variable that stands in for it, cannot be used. */
export class ConfigurationError extends ProTextingError {
  declare readonly name: "ConfigurationError";
}

/**
 * The parameters are wrong (422, 400), or cannot be written in the format chosen (then nothing was sent). A
 * message was not accepted.
 */
export class InvalidInputError extends ProTextingError<{ readonly fields: readonly InvalidField[] }> {
  declare readonly name: "InvalidInputError";
  /** The first error of each field; empty when the API named none. */
  declare readonly fields: readonly InvalidField[];
}

/** The access token is not accepted (401). */
export class AuthenticationError extends ProTextingError {
  declare readonly name: "AuthenticationError";
}

/** The account has too few credits (code 5, or 402). The message was not accepted and nothing was charged. */
export class InsufficientCreditsError extends ProTextingError {
  declare readonly name: "InsufficientCreditsError";
}

/**
 * The account may not use the API as it is set up: its API app is not activated (code 6), or the caller's address is
 * none that it allows (code 7). Every call is refused until that is mended in the vendor's dashboard.
 */
export class AccountSetupError extends ProTextingError {
  declare readonly name: "AccountSetupError";
}

/** The id is not known to this account, or the base URL does not lead to the API (404). */
export class NotFoundError extends ProTextingError {
  declare readonly name: "NotFoundError";
}

/** The recipient has opted out (code 1, or 1000 for all accounts) or is blocked (1001). Do not write to it again. */
export class RecipientRefusedError extends ProTextingError {
  declare readonly name: "RecipientRefusedError";
}

/** The text has forbidden words (code 2), or carriers block it (above 10000). Another text may pass. */
export class ContentRefusedError extends ProTextingError {
  declare readonly name: "ContentRefusedError";
}

/** The template has no media that can be sent (code 3). Another template may pass. */
export class MediaRefusedError extends ProTextingError {
  declare readonly name: "MediaRefusedError";
}

/** The sender is blocked, for a time (code 301) or for good (302). Another `sendFrom` may pass. */
export class SenderRefusedError extends ProTextingError {
  declare readonly name: "SenderRefusedError";
}

/** The API refuses for another reason (any other code, and any other 4xx). A message was not accepted. */
export class RefusedError extends ProTextingError<{ readonly reason: string }> {
  declare readonly name: "RefusedError";
  /** The API's own words; empty when it gave none. */
  declare readonly reason: string;
}

/**
 * Owner of a limit: the whole account; that of one recipient number, which leaves other numbers free; or that of one
 * text to one recipient, which leaves other texts free.
 */
export type RateLimitScope = "account" | "recipient" | "text";

/**
 * Too many calls (429), the same text to the same recipient again within ten seconds (code 8), or the client knows that
 * it would wait past the call's deadline (`attempts` tells whether anything was asked). A message was not accepted.
 */
export class RateLimitError extends ProTextingError<{
  readonly scope: RateLimitScope;
  readonly resetSeconds: number | undefined;
}> {
  declare readonly name: "RateLimitError";
  declare readonly scope: RateLimitScope;
  /**
   * Seconds after which it may be sent again. For an account as a header says; for a recipient the documented minute
   * and for a text the documented ten seconds, which are the longest it can take. Undefined when no header told it.
   */
  declare readonly resetSeconds: number | undefined;
}

/** The recipient is none that `allowRecipients` lets through. Nothing was sent. */
export class RecipientNotAllowedError extends ProTextingError {
  declare readonly name: "RecipientNotAllowedError";
}

/** A send of unknown outcome: what `sms.reconcile` needs. */
export interface UnsettledSend {
  /** Those of a message that was to be sent later have a `dateTime`. */
  readonly params: AnySendParams;
  /** Times when the last request for it left, and when the call ended, in milliseconds since 1970 by the client's clock. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/**
 * A message may have been accepted, or was and its id is not known: the connection broke or time ran out after the
 * request had left, or the answer was a 5xx or none of the API's. `cause` says which. Sending again may deliver the
 * message twice; `sms.reconcile(error)` looks it up, and `sms.singleScheduleMessages` lists what is to be sent later.
 */
export class SendOutcomeUnknownError extends ProTextingError<{
  readonly accepted: boolean;
  readonly send: UnsettledSend;
}> {
  declare readonly name: "SendOutcomeUnknownError";
  declare readonly cause: AbortError | ConnectionError | ServerError | TimeoutError | UnexpectedAnswerError;
  /** True when the answer began as the API's and its status said that the message was accepted; only its id is unknown then. */
  declare readonly accepted: boolean;
  /** Hidden when the error is printed, since it holds the text and the recipient. */
  declare readonly send: UnsettledSend;

  constructor(
    message: string,
    details: ErrorDetails & { readonly accepted: boolean; readonly send: UnsettledSend },
  ) {
    super(message, details);
    Object.defineProperty(this, "send", { enumerable: false });
  }
}

/** There was no answer. On a send only when no connection came about, so that nothing was sent. */
export class ConnectionError extends ProTextingError {
  declare readonly name: "ConnectionError";
}

/**
 * No complete answer within `timeout` milliseconds; on a send it is the cause of a `SendOutcomeUnknownError`. Or a
 * `waitForDelivery` or `waitForApproval` reached its deadline before the end had come.
 */
export class TimeoutError extends ProTextingError<{
  readonly lastReport?: DeliveryReport | undefined;
  readonly lastTemplate?: MmsTemplate | undefined;
}> {
  declare readonly name: "TimeoutError";
  /** The last that `waitForDelivery` read; undefined when it read none, and for other calls. */
  declare readonly lastReport: DeliveryReport | undefined;

  /** The last that `waitForApproval` read; undefined when it read none, and for other calls. */
  declare readonly lastTemplate: MmsTemplate | undefined;
}

/** The caller's signal fired. On a send only when it fired before the request left. */
export class AbortError extends ProTextingError {
  declare readonly name: "AbortError";
}

/** The API failed (5xx), or gave up waiting (408). On a send it is the cause of a `SendOutcomeUnknownError`. */
export class ServerError extends ProTextingError {
  declare readonly name: "ServerError";
}

/**
 * The answer is none of the API's: a redirect, which is never followed, or a success with another shape, such as the
 * page of a network that asks for a log-in. On a send it is the cause of a `SendOutcomeUnknownError`, but for the
 * redirects that say the request was not carried out (301, 307, 308).
 */
export class UnexpectedAnswerError extends ProTextingError<{ readonly mediaType?: string | undefined }> {
  declare readonly name: "UnexpectedAnswerError";
  /** Media type of a success that is not the API's, like `text/html`; empty when it had none, undefined otherwise. */
  declare readonly mediaType: string | undefined;
}

/** Names live on the prototypes, so that stacks begin with them and minifying leaves them alone. */
for (const [name, type] of Object.entries({
  AbortError,
  AccountSetupError,
  AuthenticationError,
  ConfigurationError,
  ConnectionError,
  ContentRefusedError,
  InsufficientCreditsError,
  InvalidInputError,
  MediaRefusedError,
  NotFoundError,
  RateLimitError,
  RecipientNotAllowedError,
  RecipientRefusedError,
  RefusedError,
  SenderRefusedError,
  SendOutcomeUnknownError,
  ServerError,
  TimeoutError,
  UnexpectedAnswerError,
})) {
  Object.assign(type.prototype, { name });
}
