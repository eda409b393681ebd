/** Verifies any consumer's pact against an emulator that it starts for it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningEmulator, type SettingsInput, startEmulator } from "../../src/emulator/index.ts";
import { classify } from "../pact/verification/classify.ts";
import { writeParts } from "../pact/verification/parts.ts";
import { type PactOutcome, runPact } from "../pact/verification/run-pact.ts";
import { serveStates } from "../pact/verification/state-server.ts";
import type { Verification } from "../pact/verification/verdict.ts";
import { type AnyPact, readAnyPact } from "./read-pact.ts";
import { type StateValues, setUpState, stateNames } from "./state-handlers.ts";

/**
 * Sets a state of your own up, by the emulator's handle or with your client against its `url`.
 * @returns values for the request, if any
 */
export type OwnState = (
  params: Readonly<Record<string, unknown>>,
  emulator: RunningEmulator,
) => Promise<StateValues | void> | StateValues | void;

export interface EmulatorVerification {
  /** Path or `file:` address of the pact, or the pact itself. */
  readonly pact: string | URL | object;
  /** Provider states of your own, by name; one that has the name of one of the toolkit's goes before it. */
  readonly states?: Readonly<Record<string, OwnState>>;
  /** Differences from the emulator's defaults. */
  readonly settings?: SettingsInput;
}

/** Outcome when there is nothing to verify, for which Pact is not started. */
const NOTHING: PactOutcome = { passed: true, results: [], errors: [] };

/**
 * Every interaction must have been set up, asked and verified, or the verification does not pass: look at `passed`.
 *
 * @throws Error when the pact cannot be read, when `@pact-foundation/pact` is not installed, or when its verifier did
 * not come to an end
 */
export async function verifyOnEmulator(options: EmulatorVerification): Promise<Verification> {
  const pact = await readAnyPact(options.pact);
  const startedAt = new Date();
  let answered = 0;
  let answeredToStates = 0;
  await using emulator = await startEmulator({
    port: 0,
    seed: "contracts",
    onAnswer: () => answered++,
    ...(options.settings === undefined ? {} : { settings: options.settings }),
  });
  await using stateServer = await serveStates(async (name, params) => {
    // Pact asks for a state without a name where an interaction has none.
    if (name === "") return {};
    const before = answered;
    try {
      return await setUp(options.states ?? {}, name, params, emulator);
    } finally {
      answeredToStates += answered - before;
    }
  });
  const outcome = await run(pact, emulator.url, stateServer.url);
  return classify(pact.expectations, {
    target: emulator.url,
    at: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    notTried: new Map(),
    outcome,
    asked: answered - answeredToStates,
    setUp: stateServer.setUp.filter((name) => name !== "").length,
    problems: stateServer.problems,
  });
}

async function setUp(
  own: Readonly<Record<string, OwnState>>,
  name: string,
  params: Readonly<Record<string, unknown>>,
  emulator: RunningEmulator,
): Promise<StateValues> {
  const state = Object.hasOwn(own, name) ? own[name] : undefined;
  if (state !== undefined) return (await state(params, emulator)) ?? {};
  if (stateNames.includes(name)) return await setUpState(emulator, name, params);
  const known = [...Object.keys(own), ...stateNames];
  throw new Error(
    `There is no provider state "${name}". Please use one of ${known.join(", ")}, or give it in states.`,
  );
}

async function run({ expectations, text }: AnyPact, url: string, statesUrl: string): Promise<PactOutcome> {
  if (expectations.length === 0) return NOTHING;
  const folder = await mkdtemp(join(tmpdir(), "protexting-pact-"));
  try {
    return await runPact(await writeParts(text, folder), url, statesUrl);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
