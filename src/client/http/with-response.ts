import type { Redact } from "../redact/redact.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { Head } from "./send-request.ts";

/** A result together with what the answer told beside it. */
export interface WithResponse<T> {
  readonly data: T;
  /** HTTP status, 200 to 299. */
  readonly status: number;
  /** Undefined when the answer had no `X-Rate-Limit-*` headers. */
  readonly rateLimit: RateLimit | undefined;
  /** Requests made for this call; more than 1 when it was made again after a failure or a refusal. */
  readonly attempts: number;
  /** Ours, as hooks and the log show it. */
  readonly requestId: string;
  /**
   * The answer as it came, made when it is asked for. Its `url` is empty and its headers are redacted; its body is
   * the API's own, with the token where the API wrote it.
   */
  readonly response: Response;
}

interface Circumstances {
  readonly attempts: number;
  readonly requestId: string;
  readonly redact: Redact;
}

export function withResponse<T>(
  data: T,
  { status, statusText, rateLimit, headers }: Head,
  text: string,
  { attempts, requestId, redact }: Circumstances,
): WithResponse<T> {
  return {
    data,
    status,
    rateLimit,
    attempts,
    requestId,
    get response() {
      const shown = Array.from(headers, ([name, value]): [string, string] => [name, redact(value)]);
      // Statuses without a body refuse even an empty one.
      return new Response(text === "" ? null : text, { status, statusText, headers: shown });
    },
  };
}
