/**
 * Everything the client rejects with, one class for each thing a caller can do about it.
 *
 * No property of any of them holds the access token: messages, bodies, causes and stacks are redacted before an
 * error is made.
 */
import type { RateLimit } from "./rate-limit.ts";

/** All the classes, for an exhaustive `switch` over `name`. */
export type AnyProTextingError =
  | AbortError
  | AuthenticationError
  | ConfigurationError
  | ConnectionError
  | InsufficientCreditsError
  | InvalidInputError
  | NotFoundError
  | RateLimitError
  | RefusedError
  | SendOutcomeUnknownError
  | ServerError
  | TimeoutError
  | UnexpectedAnswerError;

/** What all errors carry. */
export interface ErrorDetails {
  readonly status?: number | undefined;
  readonly body?: unknown;
  readonly rawBody?: string | undefined;
  readonly rateLimit?: RateLimit | undefined;
  readonly attempts?: number;
  readonly cause?: unknown;
}

/** One refused field. */
export interface InvalidField {
  /** The parameter as the client names it, like `mobilePhone`. */
  readonly field: string;
  /** The API's own words. */
  readonly message: string;
}

export abstract class ProTextingError extends Error {
  /** HTTP status of the answer; undefined when there was none, 0 where a browser hides a redirect's. */
  readonly status: number | undefined;
  /** The answer's body, read as JSON or XML; undefined when there was none or it could not be read. */
  readonly body: unknown;
  /** The first 2,048 characters of the answer's body as it came. */
  readonly rawBody: string | undefined;
  /** Undefined when the answer had no `X-Rate-Limit-*` headers. */
  readonly rateLimit: RateLimit | undefined;
  /** Requests made for this call: 0 when it was refused before anything was sent. */
  readonly attempts: number;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.status = details.status;
    this.body = details.body;
    this.rawBody = details.rawBody;
    this.rateLimit = details.rateLimit;
    this.attempts = details.attempts ?? 0;
  }

  toJSON(): Readonly<Record<string, unknown>> {
    return Object.fromEntries([["name", this.name], ["message", this.message], ...Object.entries(this)]);
  }
}

/** Whether the error came from this client; then `name` tells which it is. */
export function isProTextingError(error: unknown): error is AnyProTextingError {
  return error instanceof ProTextingError;
}

/** A constructor option, or the environment variable that stands in for it, cannot be used. */
export class ConfigurationError extends ProTextingError {
  declare readonly name: "ConfigurationError";
}

/**
 * The parameters are wrong (422, 400), or cannot be written in the format chosen (then nothing was sent). A
 * message was not accepted.
 */
export class InvalidInputError extends ProTextingError {
  declare readonly name: "InvalidInputError";
  /** The first error of each field; empty when the API named none. */
  readonly fields: readonly InvalidField[];

  constructor(message: string, details: ErrorDetails & { readonly fields: readonly InvalidField[] }) {
    super(message, details);
    this.fields = details.fields;
  }
}

/** The access token is not accepted (401). */
export class AuthenticationError extends ProTextingError {
  declare readonly name: "AuthenticationError";
}

/** The account has too few credits (402). The message was not accepted and nothing was charged. */
export class InsufficientCreditsError extends ProTextingError {
  declare readonly name: "InsufficientCreditsError";
}

/** The id is not known to this account, or the base URL does not lead to the API (404). */
export class NotFoundError extends ProTextingError {
  declare readonly name: "NotFoundError";
}

/** The API refuses for a reason of its own (any other 4xx). A message was not accepted. */
export class RefusedError extends ProTextingError {
  declare readonly name: "RefusedError";
  /** The API's own words; empty when it gave none. */
  readonly reason: string;

  constructor(message: string, details: ErrorDetails & { readonly reason: string }) {
    super(message, details);
    this.reason = details.reason;
  }
}

/** Too many calls (429). A message was not accepted. */
export class RateLimitError extends ProTextingError {
  declare readonly name: "RateLimitError";
  /** Whose limit: that of the whole account, or that of one recipient number, which leaves other numbers free. */
  readonly scope: "account" | "recipient";
  /**
   * Seconds after which the limit is clear again. For an account as its header says; for a recipient the
   * documented minute, which is the longest it can take. Undefined when the account's header was missing.
   */
  readonly resetSeconds: number | undefined;

  constructor(message: string, details: ErrorDetails & Pick<RateLimitError, "resetSeconds" | "scope">) {
    super(message, details);
    this.scope = details.scope;
    this.resetSeconds = details.resetSeconds;
  }
}

/**
 * A message may or may not have been accepted: the connection broke or time ran out after the request had left,
 * or the answer was a 5xx or made no sense. `cause` says which. Sending again may deliver the message twice.
 */
export class SendOutcomeUnknownError extends ProTextingError {
  declare readonly name: "SendOutcomeUnknownError";
  declare readonly cause: AbortError | ConnectionError | ServerError | TimeoutError | UnexpectedAnswerError;
}

/** There was no answer. On a send only when no connection came about, so that nothing was sent. */
export class ConnectionError extends ProTextingError {
  declare readonly name: "ConnectionError";
}

/** No complete answer within `timeout` milliseconds. On a send it is the cause of a `SendOutcomeUnknownError`. */
export class TimeoutError extends ProTextingError {
  declare readonly name: "TimeoutError";
}

/** The caller's signal fired. On a send only when it fired before the request left. */
export class AbortError extends ProTextingError {
  declare readonly name: "AbortError";
}

/** The API failed (5xx). On a send it is the cause of a `SendOutcomeUnknownError`. */
export class ServerError extends ProTextingError {
  declare readonly name: "ServerError";
}

/**
 * The answer is none that this client knows: a redirect, which is never followed, or a success with another
 * shape. On a send only for the redirects that say the request was not carried out (301, 307, 308).
 */
export class UnexpectedAnswerError extends ProTextingError {
  declare readonly name: "UnexpectedAnswerError";
}

/** Names live on the prototypes, so that stacks begin with them and minifying leaves them alone. */
for (const [name, type] of Object.entries({
  AbortError,
  AuthenticationError,
  ConfigurationError,
  ConnectionError,
  InsufficientCreditsError,
  InvalidInputError,
  NotFoundError,
  RateLimitError,
  RefusedError,
  SendOutcomeUnknownError,
  ServerError,
  TimeoutError,
  UnexpectedAnswerError,
})) {
  Object.defineProperty(type.prototype, "name", { value: name, configurable: true, writable: true });
}
