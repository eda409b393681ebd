/**
 * Faults: deliberate failures, the calls they meet and when. Pure: whether a fault fires depends on its rule, the call
 * and the number of calls of the same account it has met before, so the same seed and requests meet the same faults
 * whatever other tenants do.
 */
import type { FaultKind } from "../../protocol/magic-numbers.ts";

/** Delay of a `latency` fault, in milliseconds. */
export type Latency =
  | { readonly distribution: "fixed"; readonly ms: number }
  | { readonly distribution: "uniform"; readonly minMs: number; readonly maxMs: number }
  | { readonly distribution: "log-normal"; readonly medianMs: number; readonly sigma: number };

export interface Fault {
  readonly id: string;
  readonly kind: FaultKind;
  /** Before or after the store is written: the difference that at-most-once sending depends on. */
  readonly when: "before" | "after";
  readonly match: {
    /** Id of an endpoint, like `sms.send`. */
    readonly endpoint?: string | undefined;
    readonly token?: string | undefined;
    /** Digits. */
    readonly recipient?: string | undefined;
  };
  /** The first matching call it may meet, counted from 1 for each account. */
  readonly nth: number;
  /** Number of calls of each account it meets; null for no limit. */
  readonly times: number | null;
  /** Probability for each call it may meet; 1 for all. */
  readonly probability: number;
  /** HTTP status of a `status` fault. */
  readonly status: number;
  /** Bytes of the body that a `cut` fault sends; null for half of them. */
  readonly atByte: number | null;
  readonly latency: Latency;
}

/** Properties of a call that a fault matches. */
export interface FaultCall {
  readonly endpoint: string;
  readonly token: string;
  /** Digits; undefined for a call that names no recipient. */
  readonly recipient: string | undefined;
}

/** Number of calls of one account that a fault matched, and of those it fired on. */
export interface FaultCount {
  readonly matched: number;
  readonly fired: number;
}

export const UNMET: FaultCount = { matched: 0, fired: 0 };

export function matches({ match }: Fault, call: FaultCall): boolean {
  return (
    (match.endpoint === undefined || match.endpoint === call.endpoint) &&
    (match.token === undefined || match.token === call.token) &&
    (match.recipient === undefined || match.recipient === call.recipient)
  );
}

/**
 * Decides whether a matching fault fires.
 * @param count before this call
 * @param drawn in [0, 1), for this call
 */
export function fires(fault: Fault, count: FaultCount, drawn: number): boolean {
  if (count.matched + 1 < fault.nth) return false;
  if (fault.times !== null && count.fired >= fault.times) return false;
  return drawn < fault.probability;
}

/** @param drawn two numbers in [0, 1) */
export function latencyMs(latency: Latency, drawn: readonly [number, number]): number {
  switch (latency.distribution) {
    case "fixed":
      return latency.ms;
    case "uniform":
      return latency.minMs + drawn[0] * (latency.maxMs - latency.minMs);
    case "log-normal": {
      // Box–Muller; 1 - x keeps the logarithm finite.
      const normal = Math.sqrt(-2 * Math.log(1 - drawn[0])) * Math.cos(2 * Math.PI * drawn[1]);
      return latency.medianMs * Math.exp(latency.sigma * normal);
    }
  }
}
