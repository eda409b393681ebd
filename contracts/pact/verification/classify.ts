/**
 * Judges a run of Pact's verifier. Pact passes when it verified nothing, and tries interactions that were not selected
 * when misconfigured, so the counting is done here: nothing passes that was not seen to pass.
 */
import type { Expectation } from "./expectation.ts";
import type { PactOutcome } from "./run-pact.ts";
import { countOutcomes, type Mismatch, type Verdict, type Verification } from "./verdict.ts";

/** Why an interaction was left out of the run. */
export interface NotTried {
  readonly outcome: "skipped" | "missing";
  readonly reason: string;
}

export interface PactRun {
  readonly target: string;
  /** ISO 8601. */
  readonly at: string;
  readonly durationMs: number;
  /** Interactions left out, by description; all others were to be tried. */
  readonly notTried: ReadonlyMap<string, NotTried>;
  readonly outcome: PactOutcome;
  /** Requests that reached the provider, without those that only set states up. */
  readonly asked: number;
  /** Provider states set up. */
  readonly setUp: number;
  /** Errors beside Pact's: states that were refused, requests that were stopped. */
  readonly problems: readonly string[];
  /** True when the run may pass although something it needs is not there; default false. */
  readonly missingPasses?: boolean;
}

/** @param generated all interactions of the pact, in its order */
export function classify(generated: readonly Expectation[], run: PactRun): Verification {
  const mismatches = mismatchesBy(generated, run.outcome.errors);
  const verdicts = generated.map((expectation) =>
    verdictOn(expectation, run, mismatches.get(expectation.description) ?? []),
  );
  const problems = [...problemsOf(generated, run)];
  const counts = countOutcomes(verdicts);
  if (!run.outcome.passed && counts.failed === 0) {
    problems.push("Pact's verifier says that the verification failed, and not why.");
  }
  if (counts.verified === 0) problems.push("No interaction was verified.");
  const accepted =
    counts.verified + counts.skipped + counts.pending + (run.missingPasses === true ? counts.missing : 0);
  return {
    target: run.target,
    at: run.at,
    durationMs: run.durationMs,
    generated: generated.length,
    verdicts,
    problems,
    passed: accepted === generated.length && problems.length === 0,
  };
}

/** Pact names an interaction by a sentence that ends with its description; one may end like another. */
function mismatchesBy(
  generated: readonly Expectation[],
  errors: PactOutcome["errors"],
): ReadonlyMap<string, readonly Mismatch[]> {
  const longestFirst = generated.map(({ description }) => description).sort((a, b) => b.length - a.length);
  const found = new Map<string, readonly Mismatch[]>();
  for (const { interaction, mismatches } of errors) {
    const owner = longestFirst.find((description) => interaction.endsWith(` - ${description}`));
    if (owner !== undefined) found.set(owner, [...(found.get(owner) ?? []), ...mismatches]);
  }
  return found;
}

function verdictOn(
  expectation: Expectation,
  { notTried, outcome: { results } }: PactRun,
  differences: readonly Mismatch[],
): Verdict {
  const { description, endpoint, format, touches, restsOn, pending } = expectation;
  const common = { description, endpoint, format, touches, restsOn };
  const own = results.filter((result) => result.description === description);
  const left = notTried.get(description);
  if (left !== undefined && own.length === 0) return { ...common, ...left, mismatches: [] };

  const mismatches = [...differences];
  if (left !== undefined) {
    mismatches.push(unmeasured(`It was tried although it was ${left.outcome}: ${left.reason}`));
  }
  if (own.length !== 1) mismatches.push(unmeasured(`Pact gave ${own.length} results for it instead of 1.`));
  if (mismatches.length === 0 && own.every(({ verified }) => verified))
    return { ...common, outcome: "verified", mismatches };
  if (mismatches.length === 0) mismatches.push(unmeasured("It failed."));
  // Only an answer that differs is excused, not a run in which it was never properly asked.
  if (pending && left === undefined && own.length === 1) {
    return { ...common, outcome: "pending", reason: "The pact says that it need not hold yet.", mismatches };
  }
  return { ...common, outcome: "failed", mismatches };
}

function unmeasured(says: string): Mismatch {
  return { where: "request", expected: undefined, got: undefined, says };
}

function problemsOf(generated: readonly Expectation[], run: PactRun): ReadonlySet<string> {
  const { notTried, outcome, asked, setUp } = run;
  const selected = generated.filter(({ description }) => !notTried.has(description));
  const total = selected.length;
  const givens = selected.reduce((sum, { states }) => sum + states, 0);
  const known = new Set(generated.map(({ description }) => description));
  // Pact asks again for a state that was refused, so the same words come more than once.
  const problems = new Set(run.problems);
  if (known.size !== generated.length)
    problems.add("Two interactions of the pact have the same description.");
  for (const description of notTried.keys()) {
    if (!known.has(description)) problems.add(`The pact holds no interaction "${description}" to leave out.`);
  }
  if (generated.length === 0) problems.add("The pact holds no interaction.");
  else if (total === 0) problems.add("No interaction was selected.");
  if (outcome.results.length !== total) {
    problems.add(`Pact has results for ${outcome.results.length} interactions of ${total}.`);
  }
  if (setUp !== givens) problems.add(`${setUp} provider states of ${givens} were set up.`);
  if (asked !== total) problems.add(`The provider was asked ${asked} times for ${total} interactions.`);
  return problems;
}
