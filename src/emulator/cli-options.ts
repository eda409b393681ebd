/**
 * Options of `protexting emulate`, from the command line, the environment (`PROTEXTING_EMULATOR_*`) and a config
 * file, in this order of precedence. Every mistake is named by its key.
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import * as z from "zod";
import { issueText, mergeSettings } from "./merge-settings.ts";
import { defaultSettings } from "./settings.ts";
import { DEFAULT_HOST, DEFAULT_PORT, type StartOptions } from "./start.ts";

export const HELP = `Usage: protexting emulate [options]

Runs an emulator of ProTexting's SMS & MMS REST API v2 on this machine.

Options:
  --port <n>         port to listen on (${DEFAULT_PORT}; 0 picks a free one)
  --host <address>   address to bind (${DEFAULT_HOST}); off loopback the control API needs its token
  --seed <text>      same seed and requests, same bytes (drawn and printed when left out)
  --config <file>    JSON: { "port", "host", "seed", "controlToken", "settings": { … } }
  --set <key=value>  one setting, like --set limits.rate=null (may be repeated; values in JSON or plain text)
  --json             one JSON line per event; the first is {"event":"ready","url":…}
  --quiet            no line per request
  --help             this text

Environment: PROTEXTING_EMULATOR_PORT, _HOST, _SEED, _CONFIG, _CONTROL_TOKEN, _JSON, _QUIET, and any setting by
its key, like PROTEXTING_EMULATOR_LIMITS_MESSAGE_LENGTH=160. The command line wins over the environment, which
wins over the config file.

Examples:
  protexting emulate
  protexting emulate --port 0 --json
  protexting emulate --seed demo --set limits.rate=null
`;

export class UsageError extends Error {}

export interface EmulateOptions {
  readonly start: StartOptions;
  readonly json: boolean;
  readonly quiet: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;
type Settings = Record<string, unknown>;

const ENVIRONMENT_PREFIX = "PROTEXTING_EMULATOR_";

const port = z.coerce.number("must be a number").int().min(0).max(65_535);
const configFile = z.strictObject({
  port: z.int().min(0).max(65_535).optional(),
  host: z.string().min(1).optional(),
  seed: z.string().min(1).optional(),
  controlToken: z.string().min(16).optional(),
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
  const controlToken = variables.options.get("CONTROL_TOKEN") ?? file.controlToken;
  const settings = settingsFrom(file.settings ?? {}, [
    ...variables.settings,
    ...(flags.set ?? []).map(keyAndValue),
  ]);
  mergeSettings(settings);
  return {
    start: {
      port: chosenPort === undefined ? (file.port ?? DEFAULT_PORT) : readPort(chosenPort),
      host: flags.host ?? variables.options.get("HOST") ?? file.host ?? DEFAULT_HOST,
      settings,
      ...(seed === undefined ? {} : { seed }),
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
        config: { type: "string" },
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

function readPort(text: string): number {
  const parsed = port.safeParse(text.trim() === "" ? Number.NaN : text);
  if (parsed.success) return parsed.data;
  throw new UsageError(`--port must be a whole number from 0 to 65535, not "${text}".`);
}

function isOn(text: string | undefined): boolean {
  return text !== undefined && !["", "0", "false"].includes(text);
}

/** @throws UsageError for a variable that names nothing */
function readVariables(environment: Environment) {
  const names = new Set(["PORT", "HOST", "SEED", "CONFIG", "CONTROL_TOKEN", "JSON", "QUIET"]);
  const keys = new Map(settingKeys(defaultSettings).map((key) => [variableName(key), key]));
  const options = new Map<string, string>();
  const settings: (readonly [string, unknown])[] = [];
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith(ENVIRONMENT_PREFIX) || value === undefined) continue;
    const name = variable.slice(ENVIRONMENT_PREFIX.length);
    const key = keys.get(name);
    if (names.has(name)) options.set(name, value);
    else if (key !== undefined) settings.push([key, readValue(value)]);
    else throw new UsageError(`The environment variable ${variable} names no option and no setting.`);
  }
  return { options, settings };
}

/** Every key of the settings, groups included: `limits`, `limits.rate`, `limits.rate.limit`, … */
function settingKeys(settings: object, prefix = ""): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    const key = prefix + name;
    return isGroup(value) ? [key, ...settingKeys(value, `${key}.`)] : [key];
  });
}

/** `limits.messageLength` → `LIMITS_MESSAGE_LENGTH`. */
function variableName(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replaceAll(".", "_")
    .toUpperCase();
}

/** @throws UsageError for a text without `=` */
function keyAndValue(text: string): readonly [string, unknown] {
  const equals = text.indexOf("=");
  if (equals < 1) throw new UsageError(`--set takes key=value, not "${text}".`);
  return [text.slice(0, equals), readValue(text.slice(equals + 1))];
}

/** JSON where it is JSON, else the text itself. */
function readValue(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}

function settingsFrom(base: Settings, changes: readonly (readonly [string, unknown])[]): Settings {
  const settings = structuredClone(base);
  for (const [key, value] of changes) {
    const names = key.split(".");
    const last = names.pop() ?? key;
    let group = settings;
    for (const name of names) group = groupOf(group, name);
    group[last] = value;
  }
  return settings;
}

function groupOf(parent: Settings, name: string): Settings {
  const existing = Object.hasOwn(parent, name) ? parent[name] : undefined;
  if (isGroup(existing)) return existing;
  const group: Settings = {};
  Object.defineProperty(parent, name, { value: group, enumerable: true, writable: true, configurable: true });
  return group;
}

function isGroup(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @throws Error that names the file, and the key in it */
async function readConfig(path: string | undefined): Promise<z.infer<typeof configFile>> {
  if (path === undefined) return {};
  const parsed = configFile.safeParse(await readJsonFile(path));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    `Failed to read the config file ${path}: ${issue?.path.join(".") || "the file"}: ${issue?.message ?? "invalid"}.`,
  );
}

async function readJsonFile(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch {
    throw new Error(`Failed to read the config file ${path}: it cannot be opened.`);
  }
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    throw new Error(
      `Failed to read the config file ${path}: it is not JSON (${error instanceof Error ? error.message : "malformed"}).`,
      { cause: error },
    );
  }
}
