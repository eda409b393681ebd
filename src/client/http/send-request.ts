/** One request and its answer, within its time. */

import { type RequestInfo, tell } from "../options/hooks.ts";
import type { Settings } from "../options/settings.ts";
import { withDeadline } from "./deadline.ts";
import { type RateLimit, readRateLimit } from "./rate-limit.ts";

/** Bytes of an answer that are read: to a request with a body, where one record comes back, and to others, such as lists. */
const LONGEST_SENT = 2 ** 20;
const LONGEST_READ = 2 ** 24;

export interface Request {
  /** Facts about the request for hooks and the log. */
  readonly info: RequestInfo;
  readonly url: string;
  readonly body: string | undefined;
  /** Milliseconds, or false for no limit. */
  readonly timeout: number | false;
  /** The caller's signal. */
  readonly signal: AbortSignal | undefined;
}

/** Part of an answer that is known once status and headers are here. */
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
  /** Ended by its time-out, by the caller, or by a failure of `fetch`. */
  readonly ended: "timeout" | "abort" | "broken";
  readonly cause: unknown;
  /** The head of an answer that broke off. */
  readonly head: Head | undefined;
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

/**
 * True when the head alone tells that the API carried the request out. A portal that asks for a log-in says 200, too,
 * but with a page.
 */
export function tellsOfSuccess(head: Head | undefined): boolean {
  return (
    head !== undefined &&
    isSuccess(head.status) &&
    /^(?:application|text)\/(?:json|xml)$|\+json$/.test(mediaTypeOf(head))
  );
}

/** Media type of an answer without its parameters; empty when the answer has none. */
export function mediaTypeOf({ headers }: Head): string {
  return (headers.get("content-type") ?? "").replace(/;.*/s, "").trim().toLowerCase();
}

/** Cuts off a text that is longer than any answer of the API; it then reads as an answer that is not the API's. */
async function readText(response: Response, most: number): Promise<string> {
  const reader = response.body?.getReader?.();
  // A `fetch` of the caller's may have streams of another kind.
  if (reader === undefined) return response.text();
  const decoder = new TextDecoder();
  let text = "";
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    text += decoder.decode(value, { stream: true });
    if (bytes > most) {
      reader.cancel().catch(() => undefined);
      return text;
    }
  }
}

/** Makes one request. Never rejects: the caller judges how far it came. */
export async function exchange(
  { format, headers: extra, fetch, sleep, clock, hooks, log }: Settings,
  { info, url, body, timeout, signal }: Request,
): Promise<Answered | Unanswered> {
  const headers = new Headers(extra);
  const mediaType = `application/${format}`;
  headers.set("accept", mediaType);
  if (body !== undefined) headers.set("content-type", mediaType);
  const { method, attempt, requestId } = info;
  const seen: { head?: Head } = {};
  let ended: Unanswered["ended"] = "broken";
  const ask = async (over: AbortSignal): Promise<Answered> => {
    // Only what every platform takes: workers throw on `credentials`, `cache` and `referrerPolicy`.
    const init = { method, headers, redirect: "manual", signal: over, body: body ?? null } as const;
    const response = await fetch(url, init);
    const { status, statusText } = response;
    const head = {
      status,
      statusText,
      rateLimit: readRateLimit(response.headers, clock()),
      headers: response.headers,
    };
    seen.head = head;
    return {
      answered: true,
      ...head,
      text: await readText(response, body === undefined ? LONGEST_READ : LONGEST_SENT),
    };
  };

  const startedAt = clock();
  log(() => ({ message: `${method} ${info.url}`, details: { requestId } }));
  try {
    return await withDeadline(ask, {
      timeout,
      sleep,
      signal,
      onTimeout: () => {
        ended = "timeout";
      },
      onAbort: (reason) => {
        ended = "abort";
        return reason;
      },
    });
  } catch (cause) {
    const { head } = seen;
    if (head !== undefined && !isSuccess(head.status)) return { answered: true, ...head, text: "" };
    return { answered: false, ended, cause, head };
  } finally {
    const { status, rateLimit } = seen.head ?? {};
    const durationMs = clock() - startedAt;
    const details = { status, rateLimit, attempts: attempt, requestId, durationMs };
    log(() => ({ message: `${method} ${info.url} answered ${status ?? "nothing"}`, details }));
    if (status !== undefined) tell(hooks.afterResponse, { ...info, status, rateLimit, durationMs });
  }
}
