/** Limiters as clients use them. */
import type { RateLimitScope } from "../errors/errors.ts";
import type { RateLimit } from "../http/rate-limit.ts";

/**
 * Paces the requests of one account. Clients of the same account can share one; for several processes write your own
 * with this interface: but for the signal, `onWait` and `settle`, all that passes through it is plain data.
 */
export interface Limiter {
  /**
   * Waits until one request may leave.
   *
   * @returns leave, or why there is none within `maxWaitMs`
   * @throws the signal's reason, when it fires before leave is given
   */
  acquire(want: PermitRequest): Promise<Permit | Refused>;
}

/** A request that is to leave. */
export interface PermitRequest {
  /** Digits of the number a send goes to; undefined for a read. */
  readonly recipient?: string | undefined;
  /**
   * Names recipient and content of a send: two sends of one text to one recipient have the same. The API refuses the
   * second within ten seconds.
   */
  readonly text?: string | undefined;
  /** A read that can wait, as the polls of a wait: gets a small share of the calls, and only what others leave. */
  readonly background?: boolean | undefined;
  /** Longest wait, in milliseconds; refused at once when it is known to take longer. */
  readonly maxWaitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called once when it has to wait: for which limit, and how long as far as is known. */
  readonly onWait?: ((wait: Pick<Refused, "scope" | "waitMs">) => void) | undefined;
}

/** One request may leave now. */
export interface Permit {
  readonly granted: true;
  /**
   * To be called when the request is over, however it ended; from the second time on it does nothing. A request
   * that is never settled counts as on its way for five minutes.
   */
  settle(outcome: Settled): void;
}

/** No request may leave in time. */
export interface Refused {
  readonly granted: false;
  /** Limit that would refuse it. */
  readonly scope: RateLimitScope;
  /** Milliseconds it would take at least, from now on. */
  readonly waitMs: number;
}

/** Outcome of a request. */
export interface Settled {
  /** Figures of the answer's headers, if it had any. */
  readonly rateLimit?: RateLimit | undefined;
  /** Limit that refused it. */
  readonly refusedBy?: RateLimitScope | undefined;
  /** True when a send may count against its recipient and its text: accepted, or unknown. */
  readonly counted: boolean;
  /** True when the API carried it out: without `rateLimit` this tells that the account has no limit. */
  readonly passed?: boolean | undefined;
}
