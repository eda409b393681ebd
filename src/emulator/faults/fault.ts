/**
 * Faults: what goes wrong on purpose, whom it meets and when. Pure: whether a fault fires follows from its rule, the
 * call and how many calls of the same account it has met before, so the same seed and requests meet the same faults
 * whatever other tenants do.
 */
import type { FaultKind } from "../../protocol/magic-numbers.ts";

/** How long a `latency` fault takes, in milliseconds. */
export type Latency =
  | { readonly distribution: "fixed"; readonly ms: number }
  | { readonly distribution: "uniform"; readonly minMs: number; readonly maxMs: number }
  | { readonly distribution: "log-normal"; readonly medianMs: number; readonly sigma: number };

export interface Fault {
  readonly id: string;
  readonly kind: FaultKind;
  /** Before or after the books are written: what at-most-once is about. */
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
  /** How many calls of each account it meets; null for no end. */
  readonly times: number | null;
  /** Of each call it may meet; 1 for all. */
  readonly probability: number;
  /** Of a `status` fault. */
  readonly status: number;
  /** Of a `cut` fault: bytes of the body that are sent; null for half of them. */
  readonly atByte: number | null;
  readonly latency: Latency;
}

/** What a fault looks at in a call. */
export interface FaultCall {
  readonly endpoint: string;
  readonly token: string;
  /** Digits; undefined for a call that names none. */
  readonly recipient: string | undefined;
}

/** How often a fault has matched calls of one account, and how often it fired. */
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
 * Whether a matching fault fires.
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
