/** The way of every call: check, wait for a permit, send, classify, and send again where that is safe. */

import { classify } from "../errors/classify.ts";
import { failedTo } from "../errors/error-message.ts";
import { AbortError, isProTextingError, type RateLimitError } from "../errors/errors.ts";
import { abortError, type CallFacts, withCause } from "../errors/failure.ts";
import { checkTimes } from "../options/check-options.ts";
import { type RequestInfo, tell } from "../options/hooks.ts";
import type { Settings } from "../options/settings.ts";
import { acquirePermit, releasePermit, type Waits } from "../pacing/permit.ts";
import { ApiPromise } from "./api-promise.ts";
import { encodeBody, encodeQuery } from "./codec.ts";
import { withDeadline } from "./deadline.ts";
import type { Operation } from "./operation.ts";
import { sendRequest } from "./send-request.ts";
import type { WithResponse } from "./with-response.ts";

/** Settings of one call. */
export interface CallOptions {
  /** Ends the call with an `AbortError`; a send that has left already, with a `SendOutcomeUnknownError`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for each request, or false for no limit; the client's own when not given. */
  readonly timeout?: number | false | undefined;
  /**
   * Milliseconds for the whole call, with what it waits for rate limits and between retries, or false for no limit;
   * the client's own when not given.
   */
  readonly deadline?: number | false | undefined;
}

/** Makes calls for the controllers. */
export type Call = <T extends object>(
  /** The operation, or how to load one that is seldom called. */
  operation: Operation<T> | (() => Promise<Operation<T>>),
  options?: CallOptions,
  /** True for a poll that can wait: it gets a small share of the rate limit and lets others pass. */
  background?: boolean,
  /** Called with the answer to come, success or not; unlike a handler on the promise it leaves a failure unhandled. */
  watch?: (answer: Promise<WithResponse<T>>) => void,
) => ApiPromise<T>;

/** The token stays in this closure; nothing that callers hold has it as a property. */
export function createCall(settings: Settings): Call {
  return (operation, options = {}, background = false, watch = undefined) => {
    const answer = reported(settings, perform(settings, operation, options, background));
    watch?.(answer);
    return new ApiPromise(answer);
  };
}

async function reported<T>({ hooks }: Settings, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (isProTextingError(error)) tell(hooks.onError, () => error);
    throw error;
  }
}

async function perform<T extends object>(
  settings: Settings,
  given: Operation<T> | (() => Promise<Operation<T>>),
  { signal, timeout = settings.timeout, deadline = settings.deadline }: CallOptions,
  background: boolean,
): Promise<WithResponse<T>> {
  const { redact, clock, sleep, timer, hooks } = settings;
  const operation = typeof given === "function" ? await given() : given;
  const { purpose, sends, route } = operation;
  // The limits of a recipient hold when the message goes.
  const sendsNow = sends?.dateTime === undefined ? sends : undefined;
  const requestId = settings.nextRequestId();
  checkTimes({ timeout, deadline }, purpose);
  if (sends !== undefined) settings.checkRecipient(sends.mobilePhone, purpose, requestId);
  const { url, shown, body } = await encode(settings, operation);
  const endsAt = deadline === false ? Infinity : clock() + deadline;
  const msLeft = () => (deadline === false ? endsAt : Math.max(1, endsAt - clock()));

  let limitedBy: RateLimitError | undefined;
  for (let attempts = 0; ; ) {
    const facts = { purpose, redact, details: { attempts, requestId } };
    // One for all of the attempt: making a signal is what costs most of a call.
    const over = new AbortController();
    const onAbort = (reason: unknown) => abortError(facts, reason, "request left");
    const within: Waits["within"] = (work, onTimeout) =>
      withDeadline(work, { over, timeout: msLeft(), timer, signal, onAbort, onTimeout });
    const permit = await acquirePermit(settings, { facts, limitedBy, msLeft, within }, sendsNow, background);
    attempts++;
    const info = {
      requestId,
      attempt: attempts,
      method: route.method,
      get url() {
        return shown();
      },
    };
    try {
      await askHook(settings, facts, info, within);
    } catch (error) {
      releasePermit(settings, permit, { counted: false });
      throw error;
    }

    const startedAt = clock();
    const limit = Math.min(timeout || Infinity, msLeft());
    const exchanged = await sendRequest(settings, { info, url, body, timeout: limit, signal, over });
    const context = { url, timeout: limit, attempts, requestId, startedAt };
    const classified = await classify(operation, exchanged, context, settings);
    const failed = "error" in classified ? classified : undefined;
    const { error } = failed ?? {};
    releasePermit(settings, permit, {
      counted: sendsNow !== undefined && !failed?.refused,
      exchanged,
      error,
    });
    if ("result" in classified) return classified.result;

    const { delayMs } = classified;
    if (delayMs === undefined || delayMs >= msLeft()) throw classified.error;
    tell(hooks.beforeRetry, () => ({ ...info, error: classified.error, delayMs }));
    limitedBy = classified.error.name === "RateLimitError" ? classified.error : undefined;
    facts.details.attempts = attempts;
    const delay = async (ended: AbortSignal) => delayMs > 0 && sleep(delayMs, ended);
    const onTimeout = () => classified.error;
    await withDeadline(delay, { timeout: msLeft(), timer, signal, onAbort, onTimeout });
  }
}

/** @throws AbortError when the hook fails, or lasts until the deadline or the caller's signal */
async function askHook(
  { hooks: { beforeRequest } }: Settings,
  facts: CallFacts,
  info: RequestInfo,
  within: Waits["within"],
): Promise<void> {
  if (beforeRequest === undefined) return;
  const failed = (cause: unknown) => {
    const what = "the hook beforeRequest kept the request from leaving";
    const why = facts.redact(String(cause));
    return new AbortError(
      failedTo(facts.purpose, what, why, "see to what it needs"),
      withCause(facts, cause),
    );
  };
  await within(
    async () => {
      try {
        await beforeRequest({ ...info });
      } catch (cause) {
        throw failed(cause);
      }
    },
    () => failed("it lasted until the deadline"),
  );
}

/** @throws InvalidInputError for what cannot be written in the format chosen */
async function encode({ accessToken, baseUrl, format, redact }: Settings, operation: Operation<object>) {
  const { route } = operation;
  const body = operation.body && (await encodeBody(operation, format));
  const written = encodeQuery(operation);
  const address = `${baseUrl}${route.path}?`;
  const url = address + new URLSearchParams({ access_token: accessToken, ...written });
  // Numbers are people's: of what is asked for, hooks and the log are told no more than ids and pages.
  const plain = Object.entries(written).filter(([name]) => /^(id|page|per-page)$/.test(name));
  const shown = () => redact(address + new URLSearchParams([["access_token", ""], ...plain]));
  return { url, shown, body };
}
