/** Errors of calls that got no answer, or none that can be used. */

import type { Redact } from "../redact/redact.ts";
import { causeOf, codeOf, DEEPEST_CAUSE, redactCause } from "../redact/redact-cause.ts";
import { failedTo } from "./error-message.ts";
import {
  AbortError,
  ConnectionError,
  type ErrorDetails,
  SendOutcomeUnknownError,
  TimeoutError,
  UnexpectedAnswerError,
  type UnsettledSend,
} from "./errors.ts";

/** Facts of a call that all its errors tell. */
export interface CallFacts {
  /** The caller's intent, to follow "Failed to". */
  readonly purpose: string;
  readonly redact: Redact;
  readonly details: ErrorDetails;
}

export function timeoutError({ purpose, details }: CallFacts, milliseconds: number): TimeoutError {
  const please = "try again later, or raise timeout or deadline";
  return new TimeoutError(
    failedTo(purpose, "no complete answer in time", `${milliseconds} ms`, please),
    details,
  );
}

/** @param moment before which the signal fired */
export function abortError(
  facts: CallFacts,
  reason: unknown,
  moment: "request left" | "answer was complete",
): AbortError {
  return new AbortError(
    failedTo(facts.purpose, "the caller's signal fired", `before the ${moment}`, "call again"),
    withCause(facts, reason),
  );
}

export function connectionError(facts: CallFacts, origin: string, cause: unknown): ConnectionError {
  const what = facts.details.status === undefined ? "no answer from" : "the answer broke off from";
  const errors = chain(cause);
  const why = facts.redact(errors.map(codeOf).find(Boolean) ?? errors.at(-1)?.message ?? typeof cause);
  return new ConnectionError(
    failedTo(facts.purpose, `${what} ${origin}`, why, "check baseUrl and the network"),
    withCause(facts, cause),
  );
}

export function unexpectedAnswer(
  facts: CallFacts,
  cause: unknown,
  mediaType: string,
  body: unknown,
): UnexpectedAnswerError {
  const why = facts.redact(cause instanceof Error ? cause.message : String(cause));
  const what = `the answer is not as documented: is this the API? It answered ${mediaType || "no media type"}`;
  return new UnexpectedAnswerError(
    failedTo(facts.purpose, what, `${facts.details.status}: ${why}`, "check baseUrl"),
    { ...withCause(facts, cause), mediaType, body },
  );
}

/** Error for a failure that leaves open whether the message is on its way, or what its id is. */
export function outcomeUnknown(
  failure: SendOutcomeUnknownError["cause"],
  send: UnsettledSend,
  accepted: boolean,
): SendOutcomeUnknownError {
  const [what, warning] = accepted
    ? ["it was accepted, but its id cannot be read", "Do not send it again"]
    : ["no answer settles it", "Sent again, it may arrive twice"];
  return new SendOutcomeUnknownError(
    failedTo(
      "learn what became of the message",
      what,
      `${failure.name}, status ${failure.status ?? "unknown"}`,
      `${lookUp(send)}. ${warning}`,
    ),
    { ...failure, cause: failure, accepted, send },
  );
}

function lookUp({ params }: UnsettledSend): string {
  return params.dateTime !== undefined
    ? "look for it in sms.singleScheduleMessages"
    : "look it up with sms.reconcile(error)";
}

export function withCause({ redact, details }: CallFacts, cause: unknown): ErrorDetails {
  return { ...details, cause: redactCause(cause, redact) };
}

/** An error and those that led to it. */
export function chain(cause: unknown, depth = 0): readonly Error[] {
  const isLink = cause instanceof Error && depth < DEEPEST_CAUSE;
  return isLink ? [cause, ...chain(causeOf(cause), depth + 1)] : [];
}
