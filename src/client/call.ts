/** The way of every call: encode, send, judge by status, read. One request, never repeated. */
import { ApiPromise, type WithResponse } from "./api-promise.ts";
import { isTimeout, TIMEOUT_ADVICE } from "./check-options.ts";
import { decodeBody, encodeBody, encodeQuery } from "./codec.ts";
import {
  ConfigurationError,
  type SendOutcomeUnknownError,
  ServerError,
  UnexpectedAnswerError,
} from "./errors.ts";
import { type CallOptions, exchange, isSuccess } from "./exchange.ts";
import { abortError, outcomeUnknown, unexpectedAnswer } from "./failure.ts";
import type { Operation } from "./operation.ts";
import { redactValue, showRedacted } from "./redact.ts";
import { redirectRefuses, refusalError } from "./refusal.ts";
import type { Settings } from "./settings.ts";

/** What controllers are given. */
export type Call = <T extends object>(operation: Operation<T>, options?: CallOptions) => ApiPromise<T>;

/** Characters of a body that an error keeps. */
const RAW_BODY_LENGTH = 2048;

/** The token stays in this closure; nothing that callers hold has it as a property. */
export function createCall(settings: Settings): Call {
  return (operation, options = {}) => new ApiPromise(perform(settings, operation, options));
}

async function perform<T extends object>(
  settings: Settings,
  operation: Operation<T>,
  options: CallOptions,
): Promise<WithResponse<T>> {
  const { accessToken, baseUrl, format, redact } = settings;
  const { purpose, sends, route, query = {} } = operation;
  const { signal, timeout = false } = options;
  if (!isTimeout(timeout)) {
    throw new ConfigurationError(
      `Failed to ${purpose}: timeout is no length of time (${timeout}). Please ${TIMEOUT_ADVICE}.`,
    );
  }
  const body = operation.body && (await encodeBody(operation.body, format, purpose));
  const parameters = new URLSearchParams({ access_token: accessToken, ...encodeQuery(query, purpose) });
  const url = `${baseUrl}${route.path}?${parameters}`;
  if (signal?.aborted) throw abortError(purpose, signal.reason, redact, { attempts: 0 });

  // From here on a failure may leave open what became of a message.
  const open = (failure: SendOutcomeUnknownError["cause"]) => (sends ? outcomeUnknown(failure) : failure);

  const exchanged = await exchange(settings, { purpose, method: route.method, url, body }, options);
  if (!exchanged.answered) throw exchanged.left ? open(exchanged.failure) : exchanged.failure;
  const { status, rateLimit, location, headers, text } = exchanged;
  const details = { status, rateLimit, rawBody: redact(text).slice(0, RAW_BODY_LENGTH), attempts: 1 };

  if (!isSuccess(status)) {
    const parsed = redactValue(await decodeBody(text).catch(() => undefined), redact);
    const to = location === undefined ? undefined : redact(location);
    const error = refusalError({ ...details, body: parsed, location: to }, purpose, sends);
    if (error instanceof ServerError) throw open(error);
    throw error instanceof UnexpectedAnswerError && !redirectRefuses(status) ? open(error) : error;
  }
  let parsed: unknown;
  try {
    parsed = await decodeBody(text);
    return { data: showRedacted(operation.read(parsed, headers), redact), status, rateLimit };
  } catch (cause) {
    throw open(unexpectedAnswer(purpose, cause, redact, { ...details, body: redactValue(parsed, redact) }));
  }
}
