/**
 * Faults: deliberate failures, the calls they meet and when. Pure: whether a fault fires depends on its rule, the call
 * and the number of calls of the same account it has met before, so the same seed and requests meet the same faults
 * whatever other tenants do.
 */
import type { Latency } from "../types/inputs.ts";
import type { Fault } from "../types/views.ts";

export type { Latency } from "../types/inputs.ts";
export type { Fault } from "../types/views.ts";

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
