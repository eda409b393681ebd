/** A verification for programs. The form is documented in docs/contracts.md, and a field never changes its meaning. */
import { type Counts, countOutcomes, type Verification } from "../pact/verification/verdict.ts";

export interface JsonReport extends Verification {
  readonly report: "protexting-verification";
  /** Version of the form; higher when a field is no longer there or no longer the same. */
  readonly version: 1;
  readonly counts: Counts;
}

/** @returns the text of the file, its last line ended; what is `undefined` is left out */
export function jsonReport({ verdicts, problems, ...run }: Verification): string {
  const report: JsonReport = {
    report: "protexting-verification",
    version: 1,
    ...run,
    counts: countOutcomes(verdicts),
    problems,
    verdicts,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
