/** Observations of a run against live, by interaction, and which of them say anything about the ledger's rules. */
import { CIRCUMSTANCES } from "../pact/verification/circumstances.ts";
import type { Mismatch, Verdict, Verification } from "../pact/verification/verdict.ts";

/** An interaction that live was asked for, and what came. */
export interface Seen {
  readonly description: string;
  /** `held`: as expected. `differed`: live answered otherwise. */
  readonly outcome: "held" | "differed";
  /** Beginning of the run, ISO 8601. */
  readonly at: string;
  /** The ledger's rules behind what was expected, by id, each with the fingerprint of what it said then. */
  readonly restsOn: Readonly<Record<string, string>>;
}

/** The fingerprint of what a rule says; `undefined` for a rule that is not in the ledger. */
export type Fingerprint = (id: string) => string | undefined;

/** Only what was asked and answered; what was skipped or missing, or got no answer to judge, is no evidence. */
export function seenIn({ verdicts, at }: Verification, fingerprint: Fingerprint): readonly Seen[] {
  return verdicts.flatMap((verdict) => {
    const outcome = outcomeOf(verdict);
    if (outcome === undefined) return [];
    const rules = verdict.restsOn.map(({ id }) => [id, fingerprint(id) ?? ""] as const);
    return [{ description: verdict.description, outcome, at, restsOn: Object.fromEntries(rules) }];
  });
}

function outcomeOf({ outcome, circumstance, mismatches }: Verdict): Seen["outcome"] | undefined {
  if (outcome === "verified") return "held";
  if (circumstance !== undefined) return undefined;
  const tried = outcome === "failed" || outcome === "pending";
  return tried && mismatches.length > 0 && mismatches.every(isEvidence) ? "differed" : undefined;
}

function isEvidence({ where, got }: Mismatch): boolean {
  if (where === "request") return false;
  return !(where === "status" && CIRCUMSTANCES.test(got ?? ""));
}
