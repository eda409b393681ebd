/** A verification for people at a terminal: a line for each interaction, what went wrong in full, the counts last. */
import { visible } from "../../src/shared/visible.ts";
import type { Mismatch, Verdict, Verification } from "../pact/verification/verdict.ts";
import { byEndpoint, circumstanceText, countsText, outcomeText, sourcesText } from "./words.ts";

const INDENT = "  ";

/** @returns lines, the last one ended */
export function terminalReport(verification: Verification): string {
  const { verdicts, problems, target, at, passed } = verification;
  const widest = Math.max(0, ...verdicts.map((verdict) => visible(outcomeText(verdict)).length));
  const lines = [
    `Verification of ${visible(target)} at ${visible(at)}`,
    "",
    ...byEndpoint(verdicts).flatMap(({ endpoint, verdicts: own }) => [
      visible(endpoint),
      ...own.map((verdict) => `${INDENT}${rowOf(verdict, widest)}`),
    ]),
    ...verdicts.filter(({ mismatches }) => mismatches.length > 0).flatMap(detailsOf),
    ...(problems.length === 0 ? [] : ["", "The run as a whole:"]),
    ...problems.map((problem) => `${INDENT}${visible(problem)}`),
    "",
    `${countsText(verification)}: ${passed ? "passed" : "NOT PASSED"}.`,
  ];
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

function rowOf(verdict: Verdict, widest: number): string {
  const { outcome, format, reason } = verdict;
  const row = [word(verdict), format.toUpperCase().padEnd(4), visible(outcomeText(verdict)).padEnd(widest)];
  row.push(outcome === "skipped" || outcome === "missing" ? visible(reason ?? "") : sourcesText(verdict));
  return row.join(INDENT);
}

/** Failures stand out without colour. */
function word({ outcome }: Verdict): string {
  return (outcome === "failed" ? "FAILED" : outcome).padEnd(8);
}

function detailsOf(verdict: Verdict): readonly string[] {
  const { description, mismatches, restsOn, reason, circumstance } = verdict;
  return [
    "",
    `${word(verdict)}${INDENT}${visible(description)}`,
    ...(reason === undefined ? [] : [`${INDENT}${visible(reason)}`]),
    ...(circumstance === undefined ? [] : [`${INDENT}${visible(circumstanceText(circumstance))}`]),
    ...mismatches.flatMap((mismatch) => sideBySide(mismatch).map((line) => `${INDENT}${line}`)),
    `${INDENT}rests on ${restsOn.map(({ id, source }) => `${visible(id)} (${source})`).join(", ") || "no rule"}`,
  ];
}

/** `where: expected | got`, then the verifier's own words unless they say no more. */
function sideBySide({ where, expected, got, says }: Mismatch): readonly string[] {
  if (expected === undefined && got === undefined) return [`${visible(where)}: ${visible(says)}`];
  const shown = (value: string | undefined): string => (value === undefined ? "nothing" : visible(value));
  return [`${visible(where)}: expected ${shown(expected)} | got ${shown(got)}`, `${INDENT}${visible(says)}`];
}
