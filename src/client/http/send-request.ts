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
  /** Milliseconds; Infinity for no limit. */
  readonly timeout: number;
  /** The caller's signal. */
  readonly signal: AbortSignal | undefined;
  readonly over: AbortController;
}

/** Part of an answer that is known once status and headers are here. */
export interface Head {
  readonly status: number;
  readonly statusText: string;
  readonly rateLimit: RateLimit | undefined;
  /** `Link` and `Location` may hold the token, so they are handed on redacted. */
  readonly headers: Headers;
}

/** How far a request came. */
export interface Exchanged {
  /** Undefined when nothing came back. */
  readonly head?: Head | undefined;
  /** The whole body, empty for a refusal that broke off, which is one by its status; undefined when nothing was answered. */
  readonly text?: string;
  /** Its end without an answer: by its time-out, by the caller, or by a failure of `fetch`. */
  readonly ended?: "timeout" | "abort" | "broken";
  readonly cause?: unknown;
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

/** One for all: to make one takes longer than to decode an answer. */
const decoder = new TextDecoder();

/** Cuts off a text that is longer than any answer of the API; it then reads as an answer that is not the API's. */
async function readText(response: Response, most: number): Promise<string> {
  const reader = response.body?.getReader?.();
  // A `fetch` of the caller's may have streams of another kind.
  if (reader === undefined) return response.text();
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length <= most) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  if (length > most) reader.cancel().catch(() => undefined);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return decoder.decode(bytes);
}

/** Makes one request. Never rejects: the caller decides by how far it came. */
export async function sendRequest(
  { headers, fetch, timer, clock, hooks, log }: Settings,
  { info, url, body, timeout, signal, over }: Request,
): Promise<Exchanged> {
  const { method, attempt, requestId } = info;
  const seen: { head?: Head } = {};
  let ended: Exchanged["ended"] = "broken";
  const ask = async (): Promise<Exchanged> => {
    // Only what every platform takes: workers throw on `credentials`, `cache` and `referrerPolicy`.
    const response = await fetch(url, {
      method,
      headers: headers(body !== undefined),
      redirect: "manual",
      signal: over.signal,
      body: body ?? null,
    });
    const { status, statusText, headers: told } = response;
    const head = { status, statusText, rateLimit: readRateLimit(told, clock()), headers: told };
    seen.head = head;
    return { head, text: await readText(response, body === undefined ? LONGEST_READ : LONGEST_SENT) };
  };

  const startedAt = clock();
  log(() => ({ message: `${method} ${info.url}`, details: { requestId } }));
  let exchanged: Exchanged;
  try {
    exchanged = await withDeadline(ask, {
      over,
      timeout,
      timer,
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
    exchanged = head && !isSuccess(head.status) ? { head, text: "" } : { head, ended, cause };
  }
  const { status, rateLimit } = exchanged.head ?? {};
  const durationMs = clock() - startedAt;
  const details = { status, rateLimit, attempts: attempt, requestId, durationMs };
  log(() => ({ message: `${method} ${info.url} answered ${status ?? "nothing"}`, details }));
  if (status !== undefined) {
    tell(hooks.afterResponse, () => ({ ...info, status, rateLimit, durationMs }));
  }
  return exchanged;
}
