/** One request and its answer, within the deadline. */
import { mediaTypes } from "./codec.ts";
import { withDeadline } from "./deadline.ts";
import { abortError, timeoutError } from "./failure.ts";
import { type RateLimit, readRateLimit } from "./rate-limit.ts";
import type { Settings } from "./settings.ts";

/** Settings of one call. */
export interface CallOptions {
  /** Ends the call with an `AbortError`; a send that has left already, with a `SendOutcomeUnknownError`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds, or false for no limit; the client's own when not given. */
  readonly timeout?: number | false | undefined;
}

export interface Request {
  readonly purpose: string;
  readonly method: string;
  readonly url: string;
  readonly body: string | undefined;
}

/** What is known once status and headers are here. */
export interface Head {
  readonly status: number;
  readonly rateLimit: RateLimit | undefined;
  readonly location: string | undefined;
}

export type Exchanged =
  | { readonly complete: true; readonly head: Head; readonly text: string }
  /** Broken off before the head, or between head and end. */
  | { readonly complete: false; readonly head: Head | undefined; readonly cause: unknown };

/** Never rejects: how far it came is for the caller to judge. */
export async function exchange(
  { format, headers: extra, timeout: usual, fetch, sleep, clock, log, redact }: Settings,
  { purpose, method, url, body }: Request,
  { signal, timeout = usual }: CallOptions,
): Promise<Exchanged> {
  const headers = new Headers(extra);
  headers.set("accept", mediaTypes[format]);
  if (body !== undefined) headers.set("content-type", mediaTypes[format]);
  const stopwatch = { startedAt: 0 };
  const seen: { head?: Head } = {};
  const details = () => ({ status: seen.head?.status, rateLimit: seen.head?.rateLimit, attempts: 1 });

  const ask = async (over: AbortSignal): Promise<Exchanged> => {
    // Only what every platform takes: workers throw on `credentials`, `cache` and `referrerPolicy`.
    const init = { method, headers, redirect: "manual", signal: over } as const;
    const response = await fetch(url, body === undefined ? init : { ...init, body });
    const head = {
      status: response.status,
      rateLimit: readRateLimit(response.headers),
      location: response.headers.get("location") ?? undefined,
    };
    seen.head = head;
    return { complete: true, head, text: await response.text() };
  };

  log(() => {
    stopwatch.startedAt = clock();
    return { message: `${method} ${url}`, details: {} };
  });
  let exchanged: Exchanged;
  try {
    exchanged = await withDeadline(ask, {
      timeout,
      sleep,
      signal,
      onTimeout: () => timeoutError(purpose, timeout, details()),
      onAbort: (reason) => abortError(purpose, reason, redact, details()),
    });
  } catch (cause) {
    exchanged = { complete: false, head: seen.head, cause };
  }
  const { complete, head } = exchanged;
  log(() => ({
    message: `${method} ${url}: ${head?.status ?? "no answer"}${complete ? "" : ", broken off"}`,
    details: { status: head?.status, rateLimit: head?.rateLimit, durationMs: clock() - stopwatch.startedAt },
  }));
  return exchanged;
}
