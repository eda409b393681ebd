/**
 * How many mutants the pact kills. A mutant is killed when an interaction of its endpoint fails on it.
 *
 * First each mutant meets one interaction, which mostly suffices; who survives meets all the others.
 */
import type { Format } from "../../src/client/index.ts";
import type { PactInteraction } from "../pact/pact-file.ts";
import { isSame, type RecordedAnswer } from "./answer.ts";
import type { Mutant } from "./mutant.ts";
import { type Trial, tryAnswers } from "./try-answers.ts";

export interface Score {
  /** Mutants that change an answer of at least one interaction; the rest are not counted. */
  readonly applied: number;
  readonly killed: number;
  readonly notApplied: readonly string[];
  readonly survivors: readonly string[];
  /** Answers held against the pact. */
  readonly trials: number;
}

/** A mutant, and the interactions whose answers it changes. */
interface Applied {
  readonly mutant: Mutant;
  readonly trials: readonly Trial[];
}

/** @throws Error when an answer fails that no mutant has changed */
export async function score(
  mutants: readonly Mutant[],
  interactions: readonly PactInteraction[],
  answers: ReadonlyMap<string, RecordedAnswer>,
): Promise<Score> {
  await insistOnUnchanged(interactions, answers);
  const all = mutants.map((mutant) => ({ mutant, trials: trialsOf(mutant, interactions, answers) }));
  const applied = all.filter(({ trials }) => trials.length > 0);
  const first = await survivorsOf(applied, ({ trials }) => trials.slice(0, 1));
  const last = await survivorsOf(first, ({ trials }) => trials.slice(1));
  return {
    applied: applied.length,
    killed: applied.length - last.length,
    notApplied: all.filter(({ trials }) => trials.length === 0).map(({ mutant }) => mutant.id),
    survivors: last.map(({ mutant }) => mutant.id),
    trials: applied.length + first.reduce((sum, { trials }) => sum + trials.length - 1, 0),
  };
}

/** Else whatever fails would count as killed. */
async function insistOnUnchanged(
  interactions: readonly PactInteraction[],
  answers: ReadonlyMap<string, RecordedAnswer>,
): Promise<void> {
  const trials = interactions.flatMap((interaction) => {
    const answer = answers.get(interaction.description);
    return answer === undefined ? [] : [{ interaction, answer }];
  });
  const results = await tryAnswers(trials);
  const failed = trials.filter((_trial, index) => results[index]?.passed !== true);
  if (failed.length === 0 && trials.length === interactions.length) return;
  const names = failed.map(({ interaction }) => interaction.description).join("; ");
  throw new Error(
    `Failed to score mutants: ${trials.length - failed.length} of ${interactions.length} answers pass unchanged (${names}). Please run npm run verify:emulator.`,
  );
}

function trialsOf(
  { endpoint, format, of, apply }: Mutant,
  interactions: readonly PactInteraction[],
  answers: ReadonlyMap<string, RecordedAnswer>,
): readonly Trial[] {
  return interactions
    .filter(({ comments, description }) => comments.endpoint === endpoint && formatOf(description) === format)
    .flatMap((interaction) => {
      const answer = answers.get(interaction.description);
      if (answer === undefined || !isOf(answer, of)) return [];
      const changed = apply(answer);
      return isSame(answer, changed) ? [] : [{ interaction, answer: changed }];
    });
}

function isOf({ status, body }: RecordedAnswer, of: Mutant["of"]): boolean {
  if (of === "success") return status < 300;
  return status === 422 && /"code":|<code>/.test(body) === (of === "coded");
}

/** `sms.send in XML: …` */
function formatOf(description: string): Format {
  return /^\S+ in XML: /.test(description) ? "xml" : "json";
}

async function survivorsOf(
  applied: readonly Applied[],
  pick: (applied: Applied) => readonly Trial[],
): Promise<readonly Applied[]> {
  const picked = applied.map(pick);
  const results = await tryAnswers(picked.flat());
  let at = 0;
  return applied.filter((_applied, index) => {
    const own = results.slice(at, (at += picked[index]?.length ?? 0));
    return own.every(({ passed }) => passed);
  });
}

/** The counts in a line. */
export function sayScore({ killed, applied, notApplied, trials }: Score): string {
  const share = ((100 * killed) / applied).toFixed(1);
  return `${killed} of ${applied} mutants killed (${share}%), ${notApplied.length} change nothing, ${trials} answers tried`;
}
