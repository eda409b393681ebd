/**
 * Holds prepared answers against the pact's expectations, with Pact's own verifier: which of them pass?
 *
 * An answer does not depend on what was asked before, so no provider state is set up and one run holds thousands.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { PactInteraction } from "../pact/pact-file.ts";
import { CONSUMER, PROVIDER } from "../pact/pact-file.ts";
import { runPact } from "../pact/verification/run-pact.ts";
import type { Mismatch } from "../pact/verification/verdict.ts";
import type { RecordedAnswer } from "./answer.ts";
import { ANSWER_HEADER, openFront } from "./front.ts";

/** An answer that the provider might give where an interaction expects one. */
export interface Trial {
  readonly interaction: PactInteraction;
  readonly answer: RecordedAnswer;
}

export interface TrialResult {
  readonly passed: boolean;
  readonly mismatches: readonly Mismatch[];
}

/** Interactions in a file; Pact's time for one grows with their square. */
const PER_FILE = 25;
const AT_ONCE = Math.min(2, availableParallelism());
const LONGEST_MS = 600_000;

/**
 * @returns the results in the order of the trials
 * @throws Error when the verifier did not try each trial exactly once
 */
export async function tryAnswers(trials: readonly Trial[]): Promise<readonly TrialResult[]> {
  if (trials.length === 0) return [];
  const folder = await mkdtemp(join(tmpdir(), "trials-"));
  try {
    await using front = await openFront((name) => trials[Number(name)]?.answer);
    const files = await writeFiles(trials, folder);
    const shares = Array.from({ length: AT_ONCE }, (_, share) =>
      files.filter((_file, index) => index % AT_ONCE === share),
    ).filter((share) => share.length > 0);
    const outcomes = await Promise.all(
      shares.map((share) => runPact(share, front.url, null, { timeoutMs: LONGEST_MS })),
    );
    const passed = new Map(
      outcomes.flatMap(({ results }) => results.map(({ description, verified }) => [description, verified])),
    );
    const errors = new Map(
      outcomes.flatMap((outcome) =>
        outcome.errors.map(({ interaction, mismatches }) => [
          /(?<!\d)\d+$/.exec(interaction)?.[0],
          mismatches,
        ]),
      ),
    );
    return trials.map((_trial, index) => {
      const name = String(index);
      const result = passed.get(name);
      if (result === undefined || front.given.get(name) !== 1) {
        throw new Error(
          `Failed to try an answer: it was asked for ${front.given.get(name) ?? 0} times (${name}).`,
        );
      }
      return { passed: result, mismatches: errors.get(name) ?? [] };
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeFiles(trials: readonly Trial[], folder: string): Promise<readonly string[]> {
  const interactions = trials.map(({ interaction }, index) => asTrial(interaction, String(index)));
  const files: string[] = [];
  for (let from = 0; from < interactions.length; from += PER_FILE) {
    const file = join(folder, `${from}.json`);
    const pact = {
      consumer: { name: CONSUMER },
      provider: { name: PROVIDER },
      interactions: interactions.slice(from, from + PER_FILE),
      metadata: { pactSpecification: { version: "4.0" } },
    };
    await writeFile(file, JSON.stringify(pact));
    files.push(file);
  }
  return files;
}

/** The interaction under the trial's name, asking for the trial's answer. */
function asTrial({ type, request, response }: PactInteraction, name: string) {
  const { generators: _, ...asked } = request;
  return {
    type,
    description: name,
    request: { ...asked, headers: { ...request.headers, [ANSWER_HEADER]: [name] } },
    response,
  };
}
