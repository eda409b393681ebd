/** Runs Pact's verifier and reads what it found. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as z from "zod";

const PROCESS = fileURLToPath(new URL("./pact-process.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const LONGEST_MS = 120_000;
/** Characters of the verifier's own words that an error repeats. */
const LAST_WORDS = 2000;

const mismatch = z.looseObject({
  type: z.string(),
  mismatch: z.string().optional(),
  path: z.string().optional(),
});

const outcomeSchema = z.looseObject({
  result: z.boolean(),
  interactionResults: z.array(z.looseObject({ description: z.string(), result: z.string() })).default([]),
  errors: z
    .array(
      z.looseObject({
        interaction: z.string(),
        mismatch: z.looseObject({
          message: z.string().optional(),
          mismatches: z.array(mismatch).optional(),
        }),
      }),
    )
    .default([]),
});

export interface PactOutcome {
  readonly passed: boolean;
  readonly results: readonly { readonly description: string; readonly verified: boolean }[];
  /** What was found wrong; `interaction` ends with the description. */
  readonly errors: readonly { readonly interaction: string; readonly problems: readonly string[] }[];
}

/**
 * @param providerUrl where the requests go
 * @param statesUrl where provider states are asked for
 * @throws Error when the verifier did not come to an end
 */
export async function runPact(
  pactFile: string,
  providerUrl: string,
  statesUrl: string,
): Promise<PactOutcome> {
  const text = await outcomeOf([pactFile, providerUrl, statesUrl]);
  const { result, interactionResults, errors } = outcomeSchema.parse(JSON.parse(text));
  return {
    passed: result,
    results: interactionResults.map((entry) => ({
      description: entry.description,
      verified: entry.result === "OK",
    })),
    errors: errors.map(({ interaction, mismatch: { message, mismatches = [] } }) => ({
      interaction,
      problems: message === undefined ? mismatches.map(sayMismatch) : [message],
    })),
  };
}

function sayMismatch({ type, path, mismatch: words = type }: z.infer<typeof mismatch>): string {
  const said = words.replace(/\s*Stack backtrace:.*/s, "");
  return path === undefined || path === "" ? said : `${path}: ${said}`;
}

async function outcomeOf(args: readonly string[]): Promise<string> {
  const child = fork(PROCESS, args, {
    cwd: ROOT,
    env: environment(),
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    timeout: LONGEST_MS,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-LAST_WORDS)));
  }
  return await new Promise((resolve, reject) => {
    let outcome: string | undefined;
    child.on("message", (message) => (outcome = String(message)));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (outcome?.startsWith("{") === true) return resolve(outcome);
      const reason = outcome ?? `exit ${code ?? signal}, ${said.trim()}`;
      return reject(new Error(`Failed to run Pact's verifier: ${reason}.`));
    });
  });
}

/**
 * Without proxies, through which Pact would send even what goes to this machine, and with its reports to an
 * analytics service switched off.
 */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(https?|all)_proxy$/i.test(name));
  return { ...Object.fromEntries(kept), PACT_DO_NOT_TRACK: "true" };
}
