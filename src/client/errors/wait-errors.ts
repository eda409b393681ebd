/** Errors that end a call between its requests. Loaded when one is first needed. */

import type { Redact } from "../redact/redact.ts";
import { redactCause } from "../redact/redact-cause.ts";
import { failedTo } from "./error-message.ts";
import { AbortError, ConfigurationError, RateLimitError } from "./errors.ts";
import { limitOf } from "./refusal.ts";

export { abortError } from "./failure.ts";

interface Details {
  readonly attempts: number;
  readonly requestId: string;
}

/**
 * The limiter gives leave only after the call's deadline.
 *
 * @param limitedBy refusal of the request before; one by the same limit lends its status, code and body
 */
export function permitTooLate(
  purpose: string,
  scope: RateLimitError["scope"],
  waitMs: number,
  details: Details,
  limitedBy: RateLimitError | undefined,
): RateLimitError {
  const { status, code, body, rawBody, rateLimit } = limitedBy?.scope === scope ? limitedBy : {};
  const resetSeconds = Math.ceil(waitMs / 1000);
  const what = `${limitOf[scope]} lasts past the deadline`;
  const please = "call later. Nothing was sent";
  return new RateLimitError(failedTo(purpose, what, `${resetSeconds} seconds or more`, please), {
    status,
    code,
    body,
    rawBody,
    rateLimit,
    ...details,
    scope,
    resetSeconds,
  });
}

export function limiterFailed(
  purpose: string,
  cause: unknown,
  redact: Redact,
  details: Details,
): ConfigurationError {
  const what = "the limiter given as pacing failed";
  return new ConfigurationError(
    failedTo(purpose, what, redact(String(cause)), "mend it. Nothing was sent"),
    details,
  );
}

export function hookFailed(purpose: string, cause: unknown, redact: Redact, details: Details): AbortError {
  const what = "the hook beforeRequest kept the request from leaving";
  return new AbortError(failedTo(purpose, what, redact(String(cause)), "see to what it needs"), {
    ...details,
    cause: redactCause(cause, redact),
  });
}
