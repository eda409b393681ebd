/**
 * Options of `protexting emulate`, from the command line, the environment (`PROTEXTING_EMULATOR_*`) and a config
 * file, in this order of precedence. Every mistake is named by its key.
 */
import { parseArgs } from "node:util";
import * as z from "zod";
import { readText } from "../node/text-file.ts";
import { type Environment, keyAndValue, readVariables, settingsFrom, UsageError } from "./cli-settings.ts";
import { CONTROL_TOKEN_LENGTH, checkControlToken } from "./control/control-token.ts";
import { issueText, mergeSettings } from "./merge-settings.ts";
import { plainWords } from "./plain-words.ts";
import { defaultSettings } from "./settings.ts";
import { DEFAULT_HOST, DEFAULT_PORT, type StartOptions } from "./start.ts";
import { readStateEvery } from "./store/state-file.ts";

export const HELP = `Usage: protexting emulate [options]

Runs an emulator of ProTexting's SMS & MMS REST API v2 on this machine.

Options:
  --port <n>         port to listen on (${DEFAULT_PORT}; 0 picks a free one)
  --host <address>   address to bind (${DEFAULT_HOST}); off loopback the control API needs its token
  --seed <text>      same seed and requests, same bytes (drawn and printed when left out)
  --seed-file <f>    accounts, templates, messages … to start with, in JSON; a reset goes back to them
  --config <file>    JSON: { "port", "host", "seed", "seedFile", "stateFile", "stateEvery", "controlToken",
                     "settings": { … } }
  --set <key=value>  one setting, like --set limits.rate=null (may be repeated; values in JSON or plain text)
  --state-file <f>   keeps the state there over restarts, for one emulator at a time; it holds tokens (mode 0600)
  --state-every <t>  time between two writes of it (5s), or four times what the last write took: what is lost when
                     the process is killed
  --json             one JSON line per event; the first is {"event":"ready","url":…}
  --quiet            no line per request
  --help             this text

It keeps ${defaultSettings.retention.bytes / 2 ** 20} MiB of state at most (setting retention.bytes), over all accounts: then the oldest goes, and the log says so.

Environment: PROTEXTING_EMULATOR_PORT, _HOST, _SEED, _SEED_FILE, _CONFIG, _STATE_FILE, _STATE_EVERY,
_CONTROL_TOKEN, _JSON, _QUIET, and any setting by its key, like PROTEXTING_EMULATOR_LIMITS_MESSAGE_LENGTH=160. The
command line wins over the environment, which wins over the config file. A control token has ${CONTROL_TOKEN_LENGTH} characters at least
and locks the control API and the page whatever the address; left out, they are open on loopback, to this machine alone
and not through a proxy, and off loopback one is drawn and printed.

Examples:
  protexting emulate
  protexting emulate --port 0 --json
  protexting emulate --seed demo --set limits.rate=null
`;

export interface EmulateOptions {
  readonly start: StartOptions;
  readonly json: boolean;
  readonly quiet: boolean;
}

const port = z.coerce.number("must be a number").int().min(0).max(65_535);
const configFile = z.strictObject({
  port: z.int().min(0).max(65_535).optional(),
  host: z.string().min(1).optional(),
  seed: z.string().min(1).optional(),
  seedFile: z.string().min(1).optional(),
  stateFile: z.string().min(1).optional(),
  stateEvery: z.union([z.string(), z.number()]).optional(),
  controlToken: z.string().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
});

/** @throws Error that names the option, variable or key */
export async function readOptions(
  args: readonly string[],
  environment: Environment,
): Promise<EmulateOptions | "help"> {
  const flags = readFlags(args);
  if (flags.help === true) return "help";
  const variables = readVariables(environment);
  const file = await readConfig(flags.config ?? variables.options.get("CONFIG"));
  const chosenPort = flags.port ?? variables.options.get("PORT");
  const seed = flags.seed ?? variables.options.get("SEED") ?? file.seed;
  const seedFile = flags["seed-file"] ?? variables.options.get("SEED_FILE") ?? file.seedFile;
  const stateFile = flags["state-file"] ?? variables.options.get("STATE_FILE") ?? file.stateFile;
  const stateEvery = flags["state-every"] ?? variables.options.get("STATE_EVERY") ?? file.stateEvery;
  const controlToken = readControlToken(variables.options.get("CONTROL_TOKEN"), file.controlToken);
  const settings = settingsFrom(file.settings ?? {}, [
    ...variables.settings,
    ...(flags.set ?? []).map(keyAndValue),
  ]);
  mergeSettings(settings);
  return {
    start: {
      port:
        chosenPort === undefined
          ? (file.port ?? DEFAULT_PORT)
          : readPort(chosenPort, flags.port === undefined ? "PROTEXTING_EMULATOR_PORT" : "--port"),
      host: flags.host ?? variables.options.get("HOST") ?? file.host ?? DEFAULT_HOST,
      settings,
      ...(seed === undefined ? {} : { seed }),
      ...(seedFile === undefined ? {} : { seedFile }),
      ...(stateFile === undefined ? {} : { stateFile }),
      ...(stateEvery === undefined ? {} : { stateEvery: readStateEvery(stateEvery) }),
      ...(controlToken === undefined ? {} : { controlToken }),
    },
    json: flags.json ?? isOn(variables.options.get("JSON")),
    quiet: flags.quiet ?? isOn(variables.options.get("QUIET")),
  };
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        port: { type: "string" },
        host: { type: "string" },
        seed: { type: "string" },
        "seed-file": { type: "string" },
        config: { type: "string" },
        "state-file": { type: "string" },
        "state-every": { type: "string" },
        set: { type: "string", multiple: true },
        json: { type: "boolean" },
        quiet: { type: "boolean" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    const [first = "unknown option"] = (error instanceof Error ? error.message : String(error)).split(". ");
    throw new UsageError(`${first.replace(/\.$/, "")}.`);
  }
}

function readPort(text: string, origin: string): number {
  const parsed = port.safeParse(text.trim() === "" ? Number.NaN : text);
  if (parsed.success) return parsed.data;
  throw new UsageError(`${origin} must be a whole number from 0 to 65535, not "${text}".`);
}

/** @throws Error that says which of the two is wrong */
function readControlToken(variable: string | undefined, inFile: string | undefined): string | undefined {
  if (variable !== undefined) return checkControlToken(variable, "PROTEXTING_EMULATOR_CONTROL_TOKEN");
  return inFile === undefined ? undefined : checkControlToken(inFile, "controlToken of the config file");
}

function isOn(text: string | undefined): boolean {
  return text !== undefined && !["", "0", "false"].includes(text);
}

/** @throws Error that names the file, and the key in it */
async function readConfig(path: string | undefined): Promise<z.infer<typeof configFile>> {
  if (path === undefined) return {};
  const parsed = configFile.safeParse(await readJsonFile(path), { error: plainWords });
  if (parsed.success) return parsed.data;
  throw new Error(
    `Failed to read the config file ${path}: ${issueText(parsed.error.issues[0])}. Please see protexting emulate --help for what it may hold.`,
  );
}

async function readJsonFile(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readText(path);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new Error(
      `Failed to read the config file ${path}: it cannot be opened (${reason}). Please name a file that can be read.`,
      { cause: error },
    );
  }
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    throw new Error(
      `Failed to read the config file ${path}: it is not JSON (${error instanceof Error ? error.message : "malformed"}). Please write one JSON object.`,
      { cause: error },
    );
  }
}
