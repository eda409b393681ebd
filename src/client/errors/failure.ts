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

export function timeoutError(
  purpose: string,
  milliseconds: number | false,
  details: ErrorDetails,
): TimeoutError {
  return new TimeoutError(
    failedTo(
      purpose,
      "no complete answer in time",
      `${milliseconds} ms`,
      "try again later, or raise timeout or deadline",
    ),
    details,
  );
}

/** @param moment before which the signal fired */
export function abortError(
  purpose: string,
  reason: unknown,
  redact: Redact,
  details: ErrorDetails,
  moment: "request left" | "answer was complete",
): AbortError {
  return new AbortError(
    failedTo(purpose, "the caller's signal fired", `before the ${moment}`, "call again"),
    {
      ...details,
      cause: redactCause(reason, redact),
    },
  );
}

export function connectionError(
  purpose: string,
  origin: string,
  cause: unknown,
  redact: Redact,
  details: ErrorDetails,
): ConnectionError {
  const what = details.status === undefined ? "no answer from" : "the answer broke off from";
  const errors = chain(cause);
  const why = redact(errors.map(codeOf).find(Boolean) ?? errors.at(-1)?.message ?? typeof cause);
  return new ConnectionError(failedTo(purpose, `${what} ${origin}`, why, "check baseUrl and the network"), {
    ...details,
    cause: redactCause(cause, redact),
  });
}

export function unexpectedAnswer(
  purpose: string,
  cause: unknown,
  redact: Redact,
  details: ErrorDetails & { readonly mediaType: string },
): UnexpectedAnswerError {
  const why = redact(cause instanceof Error ? cause.message : String(cause));
  const what = `the answer is not as documented: is this the API? It answered ${details.mediaType || "no media type"}`;
  return new UnexpectedAnswerError(failedTo(purpose, what, `${details.status}: ${why}`, "check baseUrl"), {
    ...details,
    cause: redactCause(cause, redact),
  });
}

/** Error for a failure that leaves open whether the message is on its way, or what its id is. */
export function outcomeUnknown(
  failure: SendOutcomeUnknownError["cause"],
  send: UnsettledSend,
  accepted: boolean,
): SendOutcomeUnknownError {
  const { name, status } = failure;
  const [what, warning] = accepted
    ? ["it was accepted, but its id cannot be read", "Do not send it again"]
    : ["no answer settles it", "Sent again, it may arrive twice"];
  return new SendOutcomeUnknownError(
    failedTo(
      "learn what became of the message",
      what,
      `${name}, status ${status ?? "unknown"}`,
      `look it up with sms.reconcile(error). ${warning}`,
    ),
    { ...failure, cause: failure, accepted, send },
  );
}

/** An error and those that led to it. */
export function chain(cause: unknown, depth = 0): readonly Error[] {
  const isLink = cause instanceof Error && depth < DEEPEST_CAUSE;
  return isLink ? [cause, ...chain(causeOf(cause), depth + 1)] : [];
}
