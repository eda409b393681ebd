/**
 * Verifies a pact against the emulator, on a real socket, with provider states set through the control API.
 *
 * Pact passes when it verified nothing, so the counting is done here: every interaction of the file must have been
 * set up, asked and verified.
 */
import { startEmulator } from "../../src/emulator/index.ts";
import { PACT_FILE, type PactFile, readPact } from "../pact-file.ts";
import { type PactOutcome, runPact } from "./run-pact.ts";
import { plant } from "./seed.ts";
import { serveStates } from "./state-server.ts";
import { isStateName, states } from "./states.ts";

export interface Verdict {
  readonly description: string;
  readonly verified: boolean;
  /** Empty when verified. */
  readonly problems: readonly string[];
}

export interface Verification {
  readonly passed: boolean;
  /** One for each interaction of the pact, in its order. */
  readonly verdicts: readonly Verdict[];
  /** What is wrong with the run as a whole. */
  readonly problems: readonly string[];
}

/** @throws Error when the file is no pact of ours, or Pact's verifier did not come to an end */
export async function verifyEmulator(pactFile = PACT_FILE): Promise<Verification> {
  const pact = await readPact(pactFile);
  if (pact.interactions.length === 0) {
    return { passed: false, verdicts: [], problems: [`The pact holds no interaction (${pactFile}).`] };
  }
  let answered = 0;
  let seedCalls = 0;
  await using emulator = await startEmulator({ port: 0, seed: "contracts", onAnswer: () => answered++ });
  const stateServer = await serveStates(async (name, params) => {
    if (!isStateName(name)) {
      throw new Error(
        `There is no provider state "${name}". Please use one of ${Object.keys(states).join(", ")}.`,
      );
    }
    const seed = states[name].seed(params);
    seedCalls += seed.calls?.length ?? 0;
    return await plant(emulator.url, seed);
  });
  try {
    const outcome = await runPact(pactFile, emulator.url, stateServer.url);
    const counts = { asked: answered - seedCalls, setUp: stateServer.setUp.length };
    return judge(pact, outcome, counts, stateServer.problems);
  } finally {
    await stateServer.close();
  }
}

interface Counts {
  /** Requests that the emulator answered, without those of the seeds. */
  readonly asked: number;
  readonly setUp: number;
}

/** Nothing passes that was not seen to pass. */
export function judge(
  { interactions }: PactFile,
  { passed, results, errors }: PactOutcome,
  { asked, setUp }: Counts,
  stateProblems: readonly string[],
): Verification {
  const verdicts = interactions.map(({ description }): Verdict => {
    const own = results.filter((result) => result.description === description);
    const problems = errors
      .filter(({ interaction }) => interaction.endsWith(` - ${description}`))
      .flatMap((error) => error.problems);
    if (own.length !== 1) problems.push(`Pact gave ${own.length} results for it instead of 1.`);
    const verified = own.length === 1 && own.every((result) => result.verified) && problems.length === 0;
    return { description, verified, problems: verified || problems.length > 0 ? problems : ["It failed."] };
  });
  const total = interactions.length;
  const givens = interactions.reduce((sum, { providerStates }) => sum + providerStates.length, 0);
  // Pact asks again for a state that was refused.
  const problems = [...new Set(stateProblems)];
  if (!passed) problems.push("Pact's verifier says that the verification failed.");
  if (results.length !== total)
    problems.push(`Pact has results for ${results.length} interactions of ${total}.`);
  if (setUp !== givens) problems.push(`${setUp} provider states of ${givens} were set up.`);
  if (asked !== total) problems.push(`The emulator was asked ${asked} times for ${total} interactions.`);
  const allVerified = total > 0 && verdicts.every(({ verified }) => verified);
  return { passed: allVerified && problems.length === 0, verdicts, problems };
}
