/** Errors of calls that got no answer, or none that can be used. */
import {
  AbortError,
  ConnectionError,
  type ErrorDetails,
  SendOutcomeUnknownError,
  TimeoutError,
  UnexpectedAnswerError,
  type UnsettledSend,
} from "./errors.ts";
import { type Redact, redactCause } from "./redact.ts";

const DEEPEST_CAUSE = 5;

export function timeoutError(
  purpose: string,
  milliseconds: number | false,
  details: ErrorDetails,
): TimeoutError {
  return new TimeoutError(
    `Failed to ${purpose}: no complete answer in time (${milliseconds} ms). Please try again, or raise timeout.`,
    details,
  );
}

/** @param details `attempts` is 0 when the signal fired before the request left */
export function abortError(
  purpose: string,
  reason: unknown,
  redact: Redact,
  details: ErrorDetails,
): AbortError {
  const when = details.attempts === 0 ? "before the request left" : "before the answer was complete";
  return new AbortError(`Failed to ${purpose}: the caller's signal fired (${when}). Please call again.`, {
    ...details,
    cause: redactCause(reason, redact),
  });
}

export function connectionError(
  purpose: string,
  origin: string,
  cause: unknown,
  redact: Redact,
  details: ErrorDetails,
): ConnectionError {
  const why = redact(String(property(cause, "code")[0] ?? property(cause, "message").at(-1) ?? typeof cause));
  const what = details.status === undefined ? "no answer from" : "the answer broke off from";
  return new ConnectionError(
    `Failed to ${purpose}: ${what} ${origin} (${why}). Please check baseUrl and the network.`,
    { ...details, cause: redactCause(cause, redact) },
  );
}

export function unexpectedAnswer(
  purpose: string,
  cause: unknown,
  redact: Redact,
  details: ErrorDetails,
): UnexpectedAnswerError {
  const why = redact(cause instanceof Error ? cause.message : String(cause));
  return new UnexpectedAnswerError(
    `Failed to ${purpose}: the answer is not as documented (${details.status}: ${why}). Please check baseUrl.`,
    { ...details, cause: redactCause(cause, redact) },
  );
}

/** What becomes of a failure that leaves open whether the message is on its way, or what its id is. */
export function outcomeUnknown(
  failure: SendOutcomeUnknownError["cause"],
  send: UnsettledSend,
  accepted: boolean,
): SendOutcomeUnknownError {
  const { name, status } = failure;
  const why = status === undefined ? name : `${name}, status ${status}`;
  const what = accepted
    ? `Failed to learn the message's id: it was accepted, but its answer cannot be read (${why}). Do not send it again. `
    : `Failed to learn what became of the message: no answer settles it (${why}). ` +
      "Sent again, it may arrive twice. ";
  return new SendOutcomeUnknownError(`${what}Please look it up with sms.reconcile(error).`, {
    ...failure,
    cause: failure,
    accepted,
    send,
  });
}

/** Whether no connection came about, so that nothing can have been sent. Knows Node's errors; else false. */
export function neverConnected(cause: unknown): boolean {
  const calls = property(cause, "syscall");
  return (
    calls.includes("connect") ||
    calls.includes("getaddrinfo") ||
    property(cause, "code").includes("UND_ERR_CONNECT_TIMEOUT")
  );
}

/** The values of a property down the chain of causes; those of errors that stand for several, of the first. */
function property(cause: unknown, name: string, depth = 0): readonly unknown[] {
  if (!(cause instanceof Error) || depth === DEEPEST_CAUSE) return [];
  const inner: unknown = cause instanceof AggregateError ? cause.errors[0] : cause.cause;
  const value: unknown = Reflect.get(cause, name);
  return [...(typeof value === "string" ? [value] : []), ...property(inner, name, depth + 1)];
}
