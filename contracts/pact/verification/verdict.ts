/** Findings of a verification, whatever it was run against: the types that reports and records are made from. */
import type { Tags, Touches } from "../tags.ts";

/**
 * - `verified`: it was asked, and the answer was as expected.
 * - `failed`: it was tried, and that was not so.
 * - `skipped`: not tried, by choice: it touches more than was allowed.
 * - `pending`: it did not hold, and the pact itself says that it need not yet.
 * - `missing`: not tried, since what it needs is not there.
 */
export const OUTCOMES = ["verified", "failed", "skipped", "pending", "missing"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Difference between the expected and the actual answer. Texts may be any server's: escape them for display. */
export interface Mismatch {
  /** `status`, `header Link`, `$.Id`; `request` when no answer was there to compare. */
  readonly where: string;
  /** `undefined` where there is nothing to set side by side. */
  readonly expected: string | undefined;
  readonly got: string | undefined;
  readonly says: string;
}

export interface Verdict {
  readonly description: string;
  /** Its id in the endpoint table. */
  readonly endpoint: string;
  readonly format: "json" | "xml";
  readonly touches: Touches;
  readonly outcome: Outcome;
  /** Why it was skipped, is pending or missing. */
  readonly reason?: string;
  /** Why the answer, though it was not as expected, says nothing of the rules: it came of something else. */
  readonly circumstance?: string;
  /** Empty unless it failed or is pending. */
  readonly mismatches: readonly Mismatch[];
  readonly restsOn: Tags["rests-on"];
}

export interface Verification {
  /** Origin of what was verified; never with a token. */
  readonly target: string;
  /** When it began, ISO 8601. */
  readonly at: string;
  readonly durationMs: number;
  /** Interactions of the whole pact. */
  readonly generated: number;
  /** One for each of them, in the pact's order. */
  readonly verdicts: readonly Verdict[];
  /** Problems of the run as a whole. */
  readonly problems: readonly string[];
  readonly passed: boolean;
}

export type Counts = Readonly<Record<Outcome, number>>;

/** Counts the verdicts by outcome. */
export function countOutcomes(verdicts: readonly Pick<Verdict, "outcome">[]): Counts {
  const counts = { verified: 0, failed: 0, skipped: 0, pending: 0, missing: 0 };
  for (const { outcome } of verdicts) counts[outcome]++;
  return counts;
}
