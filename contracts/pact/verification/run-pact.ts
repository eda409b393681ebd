/** Runs Pact's verifier, whatever the target, and reads what it found. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { FROM_SOURCE, PACT_PROCESS } from "../../assets.ts";
import { pactEnvironment } from "./pact-environment.ts";
import type { Mismatch } from "./verdict.ts";

const LONGEST_MS = 120_000;
/** Default time that Pact waits for an answer. */
const PER_REQUEST_MS = 30_000;
/** Characters of the verifier's own words that an error repeats. */
const LAST_WORDS = 2000;
/** Characters kept of each text of a mismatch: an answer may be long, and any server's. */
const LONGEST_TEXT = 2000;

export interface PactRunOptions {
  /** For the whole run, in milliseconds; default two minutes. */
  readonly timeoutMs?: number;
  /** For each answer, in milliseconds; default 30 seconds. Pact fails what takes longer, though it was sent. */
  readonly perRequestTimeoutMs?: number;
  /** Added to each request to the provider. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Environment of the verifier's process, instead of this one's. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Ends the verifier's process. */
  readonly signal?: AbortSignal;
}

/** Order to the verifier's process. Not in its arguments, which every user of the machine can read. */
export interface PactOrder {
  readonly pactFiles: readonly string[];
  readonly providerUrl: string;
  /** Null where no interaction needs one. */
  readonly statesUrl: string | null;
  readonly perRequestTimeoutMs: number;
  readonly headers: Readonly<Record<string, string>>;
}

export interface PactOutcome {
  /** True when Pact says so; see `classify.ts` for what that is worth. */
  readonly passed: boolean;
  readonly results: readonly { readonly description: string; readonly verified: boolean }[];
  /** Mismatches, in pending interactions too; `interaction` ends with the description. */
  readonly errors: readonly { readonly interaction: string; readonly mismatches: readonly Mismatch[] }[];
}

const mismatchSchema = z.looseObject({
  type: z.string(),
  mismatch: z.string().optional(),
  path: z.string().optional(),
  key: z.string().optional(),
  expected: z.unknown(),
  actual: z.unknown(),
});

const errorsSchema = z
  .array(
    z.looseObject({
      interaction: z.string(),
      mismatch: z.looseObject({
        message: z.string().optional(),
        mismatches: z.array(mismatchSchema).optional(),
      }),
    }),
  )
  .default([]);

const outcomeSchema = z.looseObject({
  result: z.boolean(),
  interactionResults: z.array(z.looseObject({ description: z.string(), result: z.string() })).default([]),
  errors: errorsSchema,
  pendingErrors: errorsSchema,
});

/**
 * @param pactFile or several, which Pact takes one after the other; a file's size costs by its square
 * @param providerUrl where the requests go
 * @param statesUrl where provider states are asked for; null for no states
 * @throws Error when the verifier did not come to an end, and AbortError when it was ended by the signal
 */
export async function runPact(
  pactFile: string | readonly string[],
  providerUrl: string,
  statesUrl: string | null,
  options: PactRunOptions = {},
): Promise<PactOutcome> {
  const { perRequestTimeoutMs = PER_REQUEST_MS, headers = {} } = options;
  const pactFiles = typeof pactFile === "string" ? [pactFile] : pactFile;
  const text = await outcomeOf({ pactFiles, providerUrl, statesUrl, perRequestTimeoutMs, headers }, options);
  const { result, interactionResults, errors, pendingErrors } = outcomeSchema.parse(JSON.parse(text));
  return {
    passed: result,
    results: interactionResults.map((entry) => ({
      description: entry.description,
      verified: entry.result === "OK",
    })),
    errors: [...errors, ...pendingErrors].map(({ interaction, mismatch: { message, mismatches = [] } }) => ({
      interaction,
      mismatches: message === undefined ? mismatches.map(readMismatch) : [withoutAnswer(message)],
    })),
  };
}

function readMismatch(found: z.infer<typeof mismatchSchema>): Mismatch {
  const { type, mismatch = type, expected, actual } = found;
  return { where: whereOf(found), expected: textOf(expected), got: textOf(actual), says: wordsOf(mismatch) };
}

function withoutAnswer(message: string): Mismatch {
  return { where: "request", expected: undefined, got: undefined, says: wordsOf(message) };
}

function whereOf({ type, path = "", key }: z.infer<typeof mismatchSchema>): string {
  if (type === "StatusMismatch") return "status";
  if (type === "HeaderMismatch") return `header ${key ?? path}`;
  return path === "" ? "body" : path;
}

/** Pact gives a status as a number, and what is not there as nothing. */
function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return (typeof value === "string" ? value : JSON.stringify(value)).slice(0, LONGEST_TEXT);
}

function wordsOf(text: string): string {
  const [said = ""] = text.split("Stack backtrace:", 1);
  return said.slice(0, LONGEST_TEXT).trimEnd();
}

async function outcomeOf(order: PactOrder, options: PactRunOptions): Promise<string> {
  const { timeoutMs = LONGEST_MS, environment = process.env, signal } = options;
  const child = fork(PACT_PROCESS, [], {
    env: pactEnvironment(environment),
    // From source the process needs tsx, and the folder that tsx is found from; once bundled, neither.
    execArgv: FROM_SOURCE ? ["--import", "tsx"] : [],
    ...(FROM_SOURCE ? { cwd: fileURLToPath(new URL("../../..", import.meta.url)) } : {}),
    ...(signal === undefined ? {} : { signal }),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    timeout: timeoutMs,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-LAST_WORDS)));
  }
  return await new Promise((resolve, reject) => {
    let outcome: string | undefined;
    child.on("message", (message) => (outcome = String(message)));
    child.on("error", reject);
    child.on("close", (code, endedBy) => {
      if (outcome?.startsWith("{") === true) return resolve(outcome);
      const reason = outcome ?? `exit ${code ?? endedBy}, ${said.trim()}`;
      return reject(new Error(`Failed to run Pact's verifier: ${reason}.`));
    });
    // A process that is gone already says so by "close".
    child.send(order, () => {});
  });
}
