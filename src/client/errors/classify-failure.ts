/** Meaning of a failure. Loaded when something first fails. */
import { decodeBody } from "../http/codec.ts";
import type { Operation } from "../http/operation.ts";
import { readRetryAfter, retryDelay } from "../http/retry.ts";
import { type Answered, mediaTypeOf, tellsOfSuccess, type Unanswered } from "../http/send-request.ts";
import type { Settings } from "../options/settings.ts";
import { redactValue } from "../redact/redact.ts";
import type { Failed, Outcome, RequestContext, Unreadable } from "./classify.ts";
import {
  type AnyProTextingError,
  type SendOutcomeUnknownError,
  ServerError,
  UnexpectedAnswerError,
} from "./errors.ts";
import { abortError, connectionError, outcomeUnknown, timeoutError, unexpectedAnswer } from "./failure.ts";
import { neverConnected } from "./never-connected.ts";
import { redirectRefuses, refusalError } from "./refusal.ts";

/** Characters of a body that an error keeps. */
const RAW_BODY_LENGTH = 2048;

/** @param unreadable of an answer whose status tells of success */
export async function classifyFailure(
  { purpose, sends, repeatable }: Operation<object>,
  exchanged: Answered | Unanswered,
  unreadable: Unreadable | undefined,
  { origin, timeout, attempts, requestId, startedAt, endedAt }: RequestContext,
  settings: Settings,
): Promise<Failed> {
  const { redact } = settings;
  const retryAfter = exchanged.answered ? readRetryAfter(exchanged.headers, endedAt) : undefined;
  const failed = (error: AnyProTextingError, outcome: Outcome): Failed => {
    const once = sends !== undefined || repeatable === false;
    const delayMs = retryDelay({ error, outcome, once, attempts, retryAfter }, settings);
    return { ok: false, error, outcome, delayMs };
  };
  const refused = (error: AnyProTextingError) => failed(error, "refused");
  const open = (failure: SendOutcomeUnknownError["cause"]) => {
    if (sends === undefined) return failed(failure, "unknown");
    // A complete answer that is not the API's tells nothing, whatever its status.
    const accepted = !exchanged.answered && tellsOfSuccess(exchanged.head);
    const send = { params: sends, startedAt, endedAt };
    return failed(outcomeUnknown(failure, send, accepted), accepted ? "accepted" : "unknown");
  };

  if (!exchanged.answered) {
    const { ended, cause, head } = exchanged;
    const details = { status: head?.status, rateLimit: head?.rateLimit, attempts, requestId };
    if (ended === "timeout") return open(timeoutError(purpose, timeout, details));
    if (ended === "abort") return open(abortError(purpose, cause, redact, details, "answer was complete"));
    const error = connectionError(purpose, origin, cause, redact, details);
    return neverConnected(cause) ? refused(error) : open(error);
  }
  const { status, rateLimit, headers, text } = exchanged;
  const details = { status, rateLimit, rawBody: redact(text).slice(0, RAW_BODY_LENGTH), attempts, requestId };
  if (unreadable !== undefined) {
    const mediaType = redact(mediaTypeOf(exchanged));
    const shown = { ...details, mediaType, body: redactValue(unreadable.body, redact) };
    return open(unexpectedAnswer(purpose, unreadable.cause, redact, shown));
  }
  const body = redactValue(await decodeBody(text).catch(() => undefined), redact);
  const location = redact(headers.get("location") ?? "");
  const error = refusalError({ ...details, body, location, retryAfter }, purpose, sends !== undefined);
  const settlesNothing =
    error instanceof ServerError || (error instanceof UnexpectedAnswerError && !redirectRefuses(status));
  return settlesNothing ? open(error) : refused(error);
}
