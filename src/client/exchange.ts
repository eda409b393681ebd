/** One request and its answer, within the deadline. */
import { mediaTypes } from "./codec.ts";
import { withDeadline } from "./deadline.ts";
import { AbortError, type ConnectionError, TimeoutError } from "./errors.ts";
import { abortError, connectionError, neverConnected, timeoutError } from "./failure.ts";
import { type RateLimit, readRateLimit } from "./rate-limit.ts";
import type { Settings } from "./settings.ts";

/** Settings of one call. */
export interface CallOptions {
  /** Ends the call with an `AbortError`; a send that has left already, with a `SendOutcomeUnknownError`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds, or false for no limit; the client's own when not given. */
  readonly timeout?: number | false | undefined;
}

interface Request {
  readonly purpose: string;
  readonly method: string;
  readonly url: string;
  readonly body: string | undefined;
}

/** What is known once status and headers are here. */
interface Head {
  readonly status: number;
  readonly rateLimit: RateLimit | undefined;
  readonly location: string | undefined;
  /** `Link` holds the token, so they are not handed on. */
  readonly headers: Headers;
}

export type Exchanged =
  /** A refusal that broke off is one, too, by its status; `text` is then empty. */
  | (Head & { readonly answered: true; readonly text: string })
  | {
      readonly answered: false;
      readonly failure: AbortError | ConnectionError | TimeoutError;
      /** False when no connection came about, so that the request cannot have arrived. */
      readonly left: boolean;
    };

/** Success is judged by status alone, never by the look of a body. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** Never rejects: how far it came is for the caller to judge. */
export async function exchange(
  { format, headers: extra, timeout: usual, fetch, sleep, clock, log, redact }: Settings,
  { purpose, method, url, body }: Request,
  { signal, timeout = usual }: CallOptions,
): Promise<Exchanged> {
  const headers = new Headers(extra);
  headers.set("accept", mediaTypes[format]);
  if (body !== undefined) headers.set("content-type", mediaTypes[format]);
  const seen: { head?: Head; startedAt?: number } = {};
  const details = () => ({ status: seen.head?.status, rateLimit: seen.head?.rateLimit, attempts: 1 });

  const ask = async (over: AbortSignal): Promise<Exchanged> => {
    // Only what every platform takes: workers throw on `credentials`, `cache` and `referrerPolicy`.
    const init = { method, headers, redirect: "manual", signal: over } as const;
    const response = await fetch(url, body === undefined ? init : { ...init, body });
    const head = {
      status: response.status,
      rateLimit: readRateLimit(response.headers),
      location: response.headers.get("location") ?? undefined,
      headers: response.headers,
    };
    seen.head = head;
    return { answered: true, ...head, text: await response.text() };
  };

  log(() => {
    seen.startedAt = clock();
    return { message: `${method} ${url}`, details: {} };
  });
  try {
    return await withDeadline(ask, {
      timeout,
      sleep,
      signal,
      onTimeout: () => timeoutError(purpose, timeout, details()),
      onAbort: (reason) => abortError(purpose, reason, redact, details()),
    });
  } catch (cause) {
    if (seen.head !== undefined && !isSuccess(seen.head.status)) {
      return { answered: true, ...seen.head, text: "" };
    }
    const failure =
      cause instanceof AbortError || cause instanceof TimeoutError
        ? cause
        : connectionError(purpose, new URL(url).origin, cause, redact, details());
    return { answered: false, failure, left: !neverConnected(cause) };
  } finally {
    log(() => ({
      message: `${method} ${url} answered ${seen.head?.status ?? "nothing"}`,
      details: { ...details(), durationMs: clock() - (seen.startedAt ?? 0) },
    }));
  }
}
