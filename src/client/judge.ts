/** What an answer, or none, means for the caller; for a send, whether the message is on its way. */
import { decodeBody } from "./codec.ts";
import {
  type AnyProTextingError,
  type SendOutcomeUnknownError,
  ServerError,
  UnexpectedAnswerError,
} from "./errors.ts";
import { type Answered, isSuccess, type Unanswered } from "./exchange.ts";
import { outcomeUnknown, unexpectedAnswer } from "./failure.ts";
import type { Operation } from "./operation.ts";
import { type Redact, redactValue, showRedacted } from "./redact.ts";
import { redirectRefuses, refusalError } from "./refusal.ts";

/**
 * `refused`: the message is surely not on its way. `accepted`: surely it is. `unknown`: nobody can tell from here.
 * `fixtures/send-outcomes.json` is the table.
 */
export type Outcome = "accepted" | "refused" | "unknown";

export type Verdict<T> =
  | { readonly ok: true; readonly data: T; readonly answer: Answered }
  | { readonly ok: false; readonly error: AnyProTextingError; readonly outcome: Outcome };

export interface Circumstances {
  readonly redact: Redact;
  readonly attempts: number;
  readonly requestId: string;
  /** When the request left and when its answer was here, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Characters of a body that an error keeps. */
const RAW_BODY_LENGTH = 2048;

export async function judge<T extends object>(
  operation: Operation<T>,
  exchanged: Answered | Unanswered,
  circumstances: Circumstances,
): Promise<Verdict<T>> {
  const { purpose, sends } = operation;
  const { redact, attempts, requestId, startedAt, endedAt } = circumstances;

  const failed = (error: AnyProTextingError, outcome: Outcome): Verdict<T> => ({ ok: false, error, outcome });
  const open = (failure: SendOutcomeUnknownError["cause"], status?: number): Verdict<T> => {
    const accepted = status !== undefined && isSuccess(status);
    if (sends === undefined) return failed(failure, "unknown");
    const send = { params: sends, startedAt, endedAt };
    return failed(outcomeUnknown(failure, send, accepted), accepted ? "accepted" : "unknown");
  };

  if (!exchanged.answered) {
    const { failure, left, head } = exchanged;
    return left ? open(failure, head?.status) : failed(failure, "refused");
  }
  const { status, rateLimit, headers, text } = exchanged;
  const details = { status, rateLimit, rawBody: redact(text).slice(0, RAW_BODY_LENGTH), attempts, requestId };

  if (!isSuccess(status)) {
    const body = redactValue(await decodeBody(text).catch(() => undefined), redact);
    const location = headers.get("location");
    const to = location === null ? undefined : redact(location);
    const error = refusalError({ ...details, body, location: to }, purpose, sends !== undefined);
    if (error instanceof ServerError) return open(error);
    return error instanceof UnexpectedAnswerError && !redirectRefuses(status)
      ? open(error)
      : failed(error, "refused");
  }
  let body: unknown;
  try {
    body = await decodeBody(text);
    return { ok: true, data: showRedacted(operation.read(body, headers), redact), answer: exchanged };
  } catch (cause) {
    const shown = { ...details, body: redactValue(body, redact) };
    return open(unexpectedAnswer(purpose, cause, redact, shown), status);
  }
}
