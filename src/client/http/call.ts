/** The way of every call: check, wait for leave, ask, judge, and ask again where that is safe. */

import { classify } from "../errors/classify.ts";
import { isProTextingError, type RateLimitError } from "../errors/errors.ts";
import { checkTimes } from "../options/check-options.ts";
import { type RequestInfo, tell } from "../options/hooks.ts";
import type { Settings } from "../options/settings.ts";
import { acquirePermit, releasePermit, type Waits, waitErrors } from "../pacing/permit.ts";
import { ApiPromise } from "./api-promise.ts";
import { encodeBody, encodeQuery } from "./codec.ts";
import { withDeadline } from "./deadline.ts";
import type { Operation } from "./operation.ts";
import { exchange } from "./send-request.ts";
import { type WithResponse, withResponse } from "./with-response.ts";

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
    if (isProTextingError(error)) tell(hooks.onError, error);
    throw error;
  }
}

async function perform<T extends object>(
  settings: Settings,
  given: Operation<T> | (() => Promise<Operation<T>>),
  { signal, timeout = settings.timeout, deadline = settings.deadline }: CallOptions,
  background: boolean,
): Promise<WithResponse<T>> {
  const { redact, clock, sleep, hooks } = settings;
  const operation = typeof given === "function" ? await given() : given;
  const { purpose, sends, route } = operation;
  const requestId = settings.nextRequestId();
  checkTimes({ timeout, deadline }, purpose);
  if (sends !== undefined) settings.checkRecipient(sends.mobilePhone, purpose, requestId);
  const { url, shown, body } = await encode(settings, operation);
  const endsAt = deadline === false ? Number.POSITIVE_INFINITY : clock() + deadline;

  let limitedBy: RateLimitError | undefined;
  for (let attempt = 1; ; attempt++) {
    const info = { requestId, attempt, method: route.method, url: shown };
    const waits: Waits = {
      purpose,
      details: { attempts: attempt - 1, requestId },
      limitedBy,
      msLeft: () => (deadline === false ? endsAt : Math.max(1, endsAt - clock())),
      within: async (work, onTimeout) => {
        // The cause of its end is decided at once, and put into words afterwards: those have to be loaded.
        let words: (() => unknown) | undefined;
        const end = (why: () => unknown) => (words = why);
        const onAbort = (reason: unknown) =>
          end(async () =>
            (await waitErrors()).abortError(purpose, reason, redact, waits.details, "request left"),
          );
        const limits = {
          timeout: orNone(waits.msLeft()),
          sleep,
          signal,
          onAbort,
          onTimeout: () => end(onTimeout),
        };
        try {
          return await withDeadline(work, limits);
        } catch (error) {
          throw words === undefined ? error : await words();
        }
      },
    };
    const permit = await acquirePermit(settings, waits, sends, background);
    try {
      await askHook(settings, waits, info);
    } catch (error) {
      releasePermit(settings, permit, { counted: false });
      throw error;
    }

    const startedAt = clock();
    const limit = orNone(Math.min(timeout || Number.POSITIVE_INFINITY, waits.msLeft()));
    const exchanged = await exchange(settings, { info, url, body, timeout: limit, signal });
    const told = { origin: new URL(url).origin, timeout: limit, attempts: attempt, requestId };
    const verdict = await classify(operation, exchanged, { ...told, startedAt, endedAt: clock() }, settings);
    const error = verdict.ok ? undefined : verdict.error;
    const counted = sends !== undefined && (verdict.ok || verdict.outcome !== "refused");
    releasePermit(settings, permit, { counted, exchanged, error });
    if (verdict.ok) return withResponse(verdict, { attempts: attempt, requestId, redact });

    const { delayMs } = verdict;
    if (delayMs === undefined || delayMs >= waits.msLeft()) throw verdict.error;
    tell(hooks.beforeRetry, { ...info, error: verdict.error, delayMs });
    waits.details.attempts = attempt;
    limitedBy = verdict.error.name === "RateLimitError" ? verdict.error : undefined;
    await waits.within(
      async (over) => delayMs > 0 && sleep(delayMs, over),
      () => verdict.error,
    );
  }
}

/** A timer's milliseconds. */
function orNone(milliseconds: number): number | false {
  return Number.isFinite(milliseconds) && milliseconds;
}

/** @throws AbortError when the hook fails, or lasts until the deadline or the caller's signal */
async function askHook({ hooks, redact }: Settings, { purpose, details, within }: Waits, info: RequestInfo) {
  const failed = async (cause: unknown) => (await waitErrors()).hookFailed(purpose, cause, redact, details);
  await within(
    async () => {
      try {
        await hooks.beforeRequest?.(info);
      } catch (cause) {
        throw await failed(cause);
      }
    },
    () => failed("it lasted until the deadline"),
  );
}

/** @throws InvalidInputError for what cannot be written in the format chosen */
async function encode({ accessToken, baseUrl, format, redact }: Settings, operation: Operation<object>) {
  const { purpose, route, query = {} } = operation;
  const body = operation.body && (await encodeBody(operation.body, format, purpose));
  const written = encodeQuery(query, purpose);
  const address = `${baseUrl}${route.path}?`;
  const url = address + new URLSearchParams({ access_token: accessToken, ...written });
  // Numbers are people's: of what is asked for, hooks and the log are told no more than ids and pages.
  const plain = Object.entries(written).filter(([name]) => /^(id|page|per-page)$/.test(name));
  const shown = redact(address + new URLSearchParams([["access_token", ""], ...plain]));
  return { url, shown, body };
}
