/**
 * Why the emulator answered as it did: the rules that decided, in order, each with its inputs and its entry in
 * the evidence ledger. Never part of the vendor's answer; the control API and the journal show it.
 */
import type { EvidenceId } from "../../protocol/evidence/ledger.ts";

export type Inputs = Readonly<Record<string, string | number | boolean | null>>;

export interface ExplanationStep {
  readonly rule: EvidenceId;
  readonly inputs: Inputs;
}

export interface Explanation {
  readonly outcome: "accepted" | "refused";
  /** The rule that decided: the one that refused, or the last one that had a say. */
  readonly decidedBy: EvidenceId;
  readonly steps: readonly ExplanationStep[];
  /** For a refusal: what would have been accepted. */
  readonly wouldSucceed?: string | undefined;
}

export function step(rule: EvidenceId, inputs: Inputs): ExplanationStep {
  return { rule, inputs };
}

/** An acceptance is decided by its last step. */
export function accepted(first: ExplanationStep, ...rest: readonly ExplanationStep[]): Explanation {
  return { outcome: "accepted", decidedBy: (rest.at(-1) ?? first).rule, steps: [first, ...rest] };
}

export function refused(
  before: readonly ExplanationStep[],
  decisive: ExplanationStep,
  wouldSucceed: string,
): Explanation {
  return { outcome: "refused", decidedBy: decisive.rule, steps: [...before, decisive], wouldSucceed };
}
