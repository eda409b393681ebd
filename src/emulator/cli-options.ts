/**
 * Options of `protexting emulate`, from the command line, the environment (`PROTEXTING_EMULATOR_*`) and a config
 * file, in this order of precedence. Every mistake is named by its key.
 */
import { parseArgs } from "node:util";
import { readText } from "../node/text-file.ts";
import { type Environment, keyAndValue, readVariables, settingsFrom, UsageError } from "./cli-settings.ts";
import { CONTROL_TOKEN_LENGTH, checkControlToken } from "./control/control-token.ts";
import { issueText, mergeSettings } from "./merge-settings.ts";
import {
  configFile,
  fileKeys,
  type NamedOption,
  type OptionName,
  optionTable,
  VARIABLE_PREFIX,
} from "./option-table.ts";
import { plainWords } from "./plain-words.ts";
import { defaultSettings } from "./settings.ts";
import { DEFAULT_HOST, DEFAULT_PORT, type StartOptions } from "./start.ts";
import { readStateEvery } from "./store/state-file.ts";

/** Columns of the help: all of it, and where its texts begin. */
const WIDTH = 119;
const INDENT = 21;

/** The first in full, the others by what differs. */
const variablesText = optionTable
  .flatMap(({ variable }) => variable ?? [])
  .map((variable, index) => (index === 0 ? variable : variable.replace(VARIABLE_PREFIX, "_")))
  .join(", ");

export const HELP = `Usage: protexting emulate [options]

Runs an emulator of ProTexting's SMS & MMS REST API v2 on this machine.

Options:
${optionTable.flatMap(helpLines).join("\n")}

Config file: { ${fileKeys.map((key) => `"${key}"`).join(", ")} }.

${paragraph(`It keeps ${defaultSettings.retention.bytes / 2 ** 20} MiB of state at most (setting retention.bytes), over all accounts: then the oldest goes, and the log says so.`)}

${paragraph(`Environment: ${variablesText}, and any setting by its key, like ${VARIABLE_PREFIX}LIMITS_MESSAGE_LENGTH=160. The command line wins over the environment, which wins over the config file. A control token has ${CONTROL_TOKEN_LENGTH} characters at least and locks the control API and the page whatever the address; left out, they are open on loopback, to this machine alone and not through a proxy, and off loopback one is drawn and printed.`)}

Examples:
  protexting emulate
  protexting emulate --port 0 --json
  protexting emulate --seed demo --set limits.rate=null
`;

function helpLines({ flag, takes, says, byDefault }: NamedOption): readonly string[] {
  if (flag === undefined) return [];
  const written = `  --${flag}${takes === undefined ? "" : ` <${takes}>`}`.padEnd(INDENT);
  return [written + paragraph(`${says}${takes && byDefault ? ` (${byDefault})` : ""}`, INDENT)];
}

/** Words in lines of the help's width; lines after the first are indented. */
function paragraph(text: string, indent = 0): string {
  const lines = text.match(new RegExp(`.{1,${WIDTH - indent}}(?:\\s|$)`, "g")) ?? [];
  return lines.map((line) => line.trimEnd()).join(`\n${" ".repeat(indent)}`);
}

export interface EmulateOptions {
  readonly start: StartOptions;
  readonly json: boolean;
  readonly quiet: boolean;
}

interface Given {
  readonly value: unknown;
  /** Where it comes from, for errors. */
  readonly origin: string;
}

/** @throws Error that names the option, variable or key */
export async function readOptions(
  args: readonly string[],
  environment: Environment,
): Promise<EmulateOptions | "help"> {
  const flags = readFlags(args);
  if (flags["help"] === true) return "help";
  const variables = readVariables(environment);
  const given = new Map<OptionName, Given>();
  for (const { name, flag = "", variable = "" } of optionTable) {
    if (flags[flag] !== undefined) given.set(name, { value: flags[flag], origin: `--${flag}` });
    else if (variables.options.has(variable))
      given.set(name, { value: variables.options.get(variable), origin: variable });
  }
  const file = await readConfig(textOf(given.get("config")));
  for (const { name } of optionTable) {
    if (file[name] !== undefined && !given.has(name))
      given.set(name, { value: file[name], origin: `${name} of the config file` });
  }
  const settings = settingsFrom({ ...Object(given.get("settings")?.value) }, [
    ...variables.settings,
    ...[given.get("set")?.value ?? []].flat().map((text) => keyAndValue(String(text))),
  ]);
  mergeSettings(settings);
  const stateEvery = given.get("stateEvery")?.value;
  const controlToken = given.get("controlToken");
  return {
    start: {
      port: readPort(given.get("port")),
      host: textOf(given.get("host")) ?? DEFAULT_HOST,
      settings,
      ...textsOf(given, ["seed", "seedFile", "stateFile"]),
      ...(typeof stateEvery === "string" || typeof stateEvery === "number"
        ? { stateEvery: readStateEvery(stateEvery) }
        : {}),
      ...(controlToken === undefined
        ? {}
        : { controlToken: checkControlToken(String(controlToken.value), controlToken.origin) }),
    },
    json: isOn(given.get("json")),
    quiet: isOn(given.get("quiet")),
  };
}

function readFlags(args: readonly string[]): Readonly<Record<string, unknown>> {
  const options = optionTable.flatMap(({ name, flag, takes }) =>
    flag === undefined
      ? []
      : [[flag, { type: takes === undefined ? "boolean" : "string", multiple: name === "set" } as const]],
  );
  try {
    const strict = { strict: true, allowPositionals: false };
    return parseArgs({ args: [...args], ...strict, options: Object.fromEntries(options) }).values;
  } catch (error) {
    const [first = "unknown option"] = (error instanceof Error ? error.message : String(error)).split(". ");
    throw new UsageError(`${first.replace(/\.$/, "")}.`);
  }
}

function textOf(given: Given | undefined): string | undefined {
  return typeof given?.value === "string" ? given.value : undefined;
}

/** Those of the options that are given. */
function textsOf<Name extends OptionName>(
  given: ReadonlyMap<OptionName, Given>,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const texts: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const text = textOf(given.get(name));
    if (text !== undefined) texts[name] = text;
  }
  return texts;
}

function readPort(given: Given | undefined): number {
  if (given === undefined) return DEFAULT_PORT;
  const { value, origin } = given;
  const port = String(value).trim() === "" ? Number.NaN : Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError(`${origin} must be a whole number from 0 to 65535, not "${value}".`);
}

function isOn(given: Given | undefined): boolean {
  return given !== undefined && !["", "0", "false"].includes(String(given.value));
}

/** @throws Error that names the file, and the key in it */
async function readConfig(path: string | undefined): Promise<Readonly<Record<string, unknown>>> {
  if (path === undefined) return {};
  const parsed = configFile().safeParse(await readJsonFile(path), { error: plainWords });
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
