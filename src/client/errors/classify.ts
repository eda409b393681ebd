/** Meaning of an answer, or of none, for the caller; for a send, whether the message is on its way. */
import { decodeBody } from "../http/codec.ts";
import type { Operation } from "../http/operation.ts";
import { type Answered, isSuccess, tellsOfSuccess, type Unanswered } from "../http/send-request.ts";
import type { Settings } from "../options/settings.ts";
import { showRedacted } from "../redact/redact.ts";
import { failedTo } from "./error-message.ts";
import {
  type AnyProTextingError,
  RefusedError,
  SendOutcomeUnknownError,
  UnexpectedAnswerError,
} from "./errors.ts";

/**
 * `refused`: the message is surely not on its way. `accepted`: surely it is. `unknown`: it may be.
 * `fixtures/send-outcomes.json` is the table.
 */
export type Outcome = "accepted" | "refused" | "unknown";

export interface Failed {
  readonly ok: false;
  readonly error: AnyProTextingError;
  readonly outcome: Outcome;
  /** Milliseconds until the request may be made again; undefined when it may not. */
  readonly delayMs: number | undefined;
}

export type Classified<T> = Failed | { readonly ok: true; readonly data: T; readonly answer: Answered };

export interface RequestContext {
  readonly origin: string;
  readonly timeout: number | false;
  readonly attempts: number;
  readonly requestId: string;
  /** Times when the request left and when its answer was here, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** A success that is not the API's. */
export interface Unreadable {
  readonly cause: unknown;
  /** Body as far as it could be read. */
  readonly body: unknown;
}

export async function classify<T extends object>(
  operation: Operation<T>,
  exchanged: Answered | Unanswered,
  circumstances: RequestContext,
  settings: Settings,
): Promise<Classified<T>> {
  let unreadable: Unreadable | undefined;
  if (exchanged.answered && isSuccess(exchanged.status)) {
    let body: unknown;
    try {
      body = await decodeBody(exchanged.text);
      const data = showRedacted(operation.read(body, exchanged.headers), settings.redact);
      return { ok: true, data, answer: exchanged };
    } catch (cause) {
      unreadable = { cause, body };
    }
  }
  try {
    const { classifyFailure } = await import("./classify-failure.ts");
    return await classifyFailure(operation, exchanged, unreadable, circumstances, settings);
  } catch {
    return unexplained(operation, exchanged, circumstances);
  }
}

/** Falls back to the status alone when the explanation cannot be loaded; nothing is made again. */
function unexplained(
  { purpose, sends: params }: Operation<object>,
  exchanged: Answered | Unanswered,
  { startedAt, endedAt, attempts, requestId }: RequestContext,
): Failed {
  const { status } = (exchanged.answered ? exchanged : exchanged.head) ?? {};
  const details = { status, attempts, requestId };
  const what = failedTo(
    purpose,
    "its explanation cannot be loaded",
    status ?? "no answer",
    "check the bundle",
  );
  const cause = new UnexpectedAnswerError(what, details);
  const accepted = !exchanged.answered && tellsOfSuccess(exchanged.head);
  const refused = status !== undefined && status >= 400 && status < 500 && status !== 408;
  const failed = (error: AnyProTextingError, outcome: Outcome): Failed => ({
    ok: false,
    error,
    outcome,
    delayMs: undefined,
  });
  if (refused) return failed(new RefusedError(what, { ...details, reason: "" }), "refused");
  if (params === undefined) return failed(cause, "unknown");
  const send = { params, startedAt, endedAt };
  const error = new SendOutcomeUnknownError(what, { ...details, cause, accepted, send });
  return failed(error, accepted ? "accepted" : "unknown");
}
