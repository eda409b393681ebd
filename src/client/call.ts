/** The way of every call: encode, send, judge by status, read. One request, never repeated. */
import { ApiPromise, type WithResponse } from "./api-promise.ts";
import { decodeBody, encodeBody } from "./codec.ts";
import { ProTextingError, type SendOutcomeUnknownError, ServerError, UnexpectedAnswerError } from "./errors.ts";
import { type CallOptions, exchange } from "./exchange.ts";
import { abortError, connectionError, neverConnected, outcomeUnknown, unexpectedAnswer } from "./failure.ts";
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
  const { purpose, sends, route, query } = operation;
  const body = operation.body && (await encodeBody(operation.body, format, purpose));
  const parameters = new URLSearchParams({ access_token: accessToken, ...query });
  const url = `${baseUrl}${route.path}?${parameters}`;
  if (options.signal?.aborted) throw abortError(purpose, options.signal.reason, redact, { attempts: 0 });

  // From here on a failure may leave open what became of a message.
  const open = (failure: SendOutcomeUnknownError["cause"]) =>
    sends ? outcomeUnknown(purpose, failure) : failure;

  const exchanged = await exchange(settings, { purpose, method: route.method, url, body }, options);
  const { complete, head } = exchanged;
  if (!complete && (head === undefined || isSuccess(head.status))) {
    const { cause } = exchanged;
    if (cause instanceof ProTextingError) throw open(cause);
    const details = { status: head?.status, rateLimit: head?.rateLimit, attempts: 1 };
    const failure = connectionError(purpose, new URL(baseUrl).origin, cause, redact, details);
    throw neverConnected(cause) ? failure : open(failure);
  }
  // A refusal that breaks off is still one; only its words are missing.
  const { status, rateLimit, location } = head;
  const text = complete ? exchanged.text : "";
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
    return { data: showRedacted(operation.read(parsed), redact), status, rateLimit };
  } catch (cause) {
    throw open(unexpectedAnswer(purpose, cause, redact, { ...details, body: redactValue(parsed, redact) }));
  }
}

/** Success is judged by status alone, never by the look of a body. */
function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}
