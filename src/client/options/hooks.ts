/** Callbacks on each request. Nothing that a hook is told holds the token, a text or a number. */
import type { AnyProTextingError, RateLimitScope } from "../errors/errors.ts";
import type { RateLimit } from "../http/rate-limit.ts";

/** One request of a call. */
export interface RequestInfo {
  /** Ours, the same for all requests of a call; it is not sent. */
  readonly requestId: string;
  /** Counted from 1. */
  readonly attempt: number;
  readonly method: string;
  /** Address with the token redacted. */
  readonly url: string;
}

/** Reason why a request does not leave yet. */
export interface WaitInfo {
  readonly requestId: string;
  /** Limit that the request waits for. */
  readonly scope: RateLimitScope;
  /** Milliseconds, as far as is known now; others that call may make it longer. */
  readonly waitMs: number;
}

/** An answer to a request. */
export interface ResponseInfo extends RequestInfo {
  readonly status: number;
  readonly rateLimit: RateLimit | undefined;
  /** Milliseconds from the request's start to the answer's end. */
  readonly durationMs: number;
}

/** A request that will be made again. */
export interface RetryInfo extends RequestInfo {
  readonly error: AnyProTextingError;
  /** Milliseconds until then; the rate limit may take longer. */
  readonly delayMs: number;
}

export interface Hooks {
  /** Called before each request, and waited for. When it fails, the call ends with an `AbortError` and nothing leaves. */
  readonly beforeRequest?: ((request: RequestInfo) => unknown) | undefined;
  /**
   * Called when a request has to wait for a rate limit for a second or more, as the limiter knows it. Neither this nor
   * those that follow are waited for.
   */
  readonly onWait?: ((wait: WaitInfo) => unknown) | undefined;
  /** Called after each answer, whatever its status. A failure of this or of the next two is ignored. */
  readonly afterResponse?: ((response: ResponseInfo) => unknown) | undefined;
  readonly beforeRetry?: ((retry: RetryInfo) => unknown) | undefined;
  /** Called with the error of each call that fails. */
  readonly onError?: ((error: AnyProTextingError) => unknown) | undefined;
}

/**
 * Notifies without waiting: a hook that fails, even later, must not make a sent message look unsent.
 *
 * @param info made only where there is a hook
 */
export function tell<Info>(hook: ((info: Info) => unknown) | undefined, info: () => Info): void {
  if (hook === undefined) return;
  const run = async (): Promise<unknown> => hook(info());
  run().catch(() => undefined);
}
