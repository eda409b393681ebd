/** One request and its answer, within its time. */
import { mediaTypes } from "./codec.ts";
import { withDeadline } from "./deadline.ts";
import { AbortError, type ConnectionError, TimeoutError } from "./errors.ts";
import { abortError, connectionError, neverConnected, timeoutError } from "./failure.ts";
import { type RequestInfo, tell } from "./hooks.ts";
import { type RateLimit, readRateLimit } from "./rate-limit.ts";
import type { Settings } from "./settings.ts";

export interface Request {
  readonly purpose: string;
  /** What hooks and the log are told of it. */
  readonly info: RequestInfo;
  readonly url: string;
  readonly body: string | undefined;
  /** Milliseconds, or false for no limit. */
  readonly timeout: number | false;
  /** The caller's. */
  readonly signal: AbortSignal | undefined;
}

/** What is known once status and headers are here. */
interface Head {
  readonly status: number;
  readonly statusText: string;
  readonly rateLimit: RateLimit | undefined;
  /** `Link` and `Location` may hold the token, so they are handed on redacted. */
  readonly headers: Headers;
}

/** An answer; a refusal that broke off is one, too, by its status: `text` is then empty. */
export type Answered = Head & { readonly answered: true; readonly text: string };

export interface Unanswered {
  readonly answered: false;
  readonly failure: AbortError | ConnectionError | TimeoutError;
  /** False when no connection came about, so that the request cannot have arrived. */
  readonly left: boolean;
  /** The head of an answer that broke off. */
  readonly head: Head | undefined;
}

/** Success is judged by status alone, never by the look of a body. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** Never rejects: how far it came is for the caller to judge. */
export async function exchange(
  { format, headers: extra, fetch, sleep, clock, hooks, log, redact }: Settings,
  { purpose, info, url, body, timeout, signal }: Request,
): Promise<Answered | Unanswered> {
  const headers = new Headers(extra);
  headers.set("accept", mediaTypes[format]);
  if (body !== undefined) headers.set("content-type", mediaTypes[format]);
  const { method, attempt, requestId } = info;
  const seen: { head?: Head } = {};
  const details = () => ({
    status: seen.head?.status,
    rateLimit: seen.head?.rateLimit,
    attempts: attempt,
    requestId,
  });

  const ask = async (over: AbortSignal): Promise<Answered> => {
    // Only what every platform takes: workers throw on `credentials`, `cache` and `referrerPolicy`.
    const init = { method, headers, redirect: "manual", signal: over } as const;
    const response = await fetch(url, body === undefined ? init : { ...init, body });
    const { status, statusText } = response;
    const head = {
      status,
      statusText,
      rateLimit: readRateLimit(response.headers),
      headers: response.headers,
    };
    seen.head = head;
    return { answered: true, ...head, text: await response.text() };
  };

  const startedAt = clock();
  log(() => ({ message: `${method} ${url}`, details: { requestId } }));
  try {
    return await withDeadline(ask, {
      timeout,
      sleep,
      signal,
      onTimeout: () => timeoutError(purpose, timeout, details()),
      onAbort: (reason) => abortError(purpose, reason, redact, details()),
    });
  } catch (cause) {
    const { head } = seen;
    if (head !== undefined && !isSuccess(head.status)) return { answered: true, ...head, text: "" };
    const failure =
      cause instanceof AbortError || cause instanceof TimeoutError
        ? cause
        : connectionError(purpose, new URL(url).origin, cause, redact, details());
    return { answered: false, failure, left: !neverConnected(cause), head };
  } finally {
    const durationMs = clock() - startedAt;
    log(() => ({
      message: `${method} ${url} answered ${seen.head?.status ?? "nothing"}`,
      details: { ...details(), durationMs },
    }));
    if (seen.head !== undefined) {
      const { status, rateLimit } = seen.head;
      tell(hooks.afterResponse, { ...info, status, rateLimit, durationMs });
    }
  }
}
