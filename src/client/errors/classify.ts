/** Meaning of an answer, or of none, for the caller; for a send, whether the message is on its way. */
import { decodeBody } from "../http/codec.ts";
import type { Operation } from "../http/operation.ts";
import { readRetryAfter, retryDelay } from "../http/retry.ts";
import { type Exchanged, isSuccess, mediaTypeOf, tellsOfSuccess } from "../http/send-request.ts";
import { type WithResponse, withResponse } from "../http/with-response.ts";
import type { Settings } from "../options/settings.ts";
import { redactValue, showRedacted } from "../redact/redact.ts";
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

export interface Failed {
  readonly error: AnyProTextingError;
  /** True when a message is surely not on its way. `fixtures/send-outcomes.json` is the table. */
  readonly refused: boolean;
  /** Milliseconds until the request may be made again; undefined when it may not. */
  readonly delayMs: number | undefined;
}

export interface RequestContext {
  readonly url: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly attempts: number;
  readonly requestId: string;
  /** Time when the request left, in milliseconds since 1970. */
  readonly startedAt: number;
}

/** @returns the result, or the failure */
export async function classify<T extends object>(
  operation: Operation<T>,
  { head, text, ended, cause }: Exchanged,
  { url, timeout, attempts, requestId, startedAt }: RequestContext,
  settings: Settings,
): Promise<{ readonly result: WithResponse<T> } | Failed> {
  const { purpose, sends, repeatable, read } = operation;
  const { redact } = settings;
  const endedAt = settings.clock();
  const details = { status: head?.status, rateLimit: head?.rateLimit, attempts, requestId };
  const facts = { purpose, redact, details };
  const retryAfter = head && text !== undefined ? readRetryAfter(head.headers, endedAt) : undefined;
  const failed = (error: AnyProTextingError, refused: boolean): Failed => {
    const once = sends !== undefined || repeatable === false;
    const delayMs = retryDelay({ error, refused, once, attempts, retryAfter }, settings);
    return { error, refused, delayMs };
  };
  const open = (failure: SendOutcomeUnknownError["cause"]) => {
    if (sends === undefined) return failed(failure, false);
    // A complete answer that is not the API's tells nothing, whatever its status.
    const accepted = text === undefined && tellsOfSuccess(head);
    return failed(outcomeUnknown(failure, { params: sends, startedAt, endedAt }, accepted), false);
  };

  if (head === undefined || text === undefined) {
    if (ended === "timeout") return open(timeoutError(facts, timeout));
    if (ended === "abort") return open(abortError(facts, cause, "answer was complete"));
    const error = connectionError(facts, new URL(url).origin, cause);
    return neverConnected(cause) ? failed(error, true) : open(error);
  }
  const withBody = () => ({ ...details, rawBody: redact(text).slice(0, RAW_BODY_LENGTH) });
  let body: unknown;
  if (isSuccess(head.status)) {
    try {
      body = await decodeBody(text);
      const data = showRedacted(read(body, head.headers), redact);
      return { result: withResponse(data, head, text, { attempts, requestId, redact }) };
    } catch (reason) {
      const all = { ...facts, details: withBody() };
      return open(unexpectedAnswer(all, reason, redact(mediaTypeOf(head)), redactValue(body, redact)));
    }
  }
  body = redactValue(await decodeBody(text).catch(() => undefined), redact);
  const location = redact(head.headers.get("location") ?? "");
  const answer = { ...withBody(), status: head.status, body, location, retryAfter };
  const error = refusalError(answer, operation);
  const settlesNothing =
    error instanceof ServerError || (error instanceof UnexpectedAnswerError && !redirectRefuses(head.status));
  return settlesNothing ? open(error) : failed(error, true);
}
