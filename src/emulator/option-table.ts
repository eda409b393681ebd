/** Options of `protexting emulate` as one table: flags, environment, config file, help and docs are made from it. */
import * as z from "zod";
import { lazy } from "./schema/schema.ts";
import { DEFAULT_HOST, DEFAULT_PORT } from "./start.ts";

export interface Option {
  /** Placeholder of its value, like `n`; left out for a switch, which has none. */
  readonly takes?: string;
  readonly says: string;
  /** Default, in words; left out for none. */
  readonly byDefault?: string;
  /** Schema of its value in the config file; left out where the file cannot have it. */
  readonly inFile?: () => z.ZodType;
  /** Places that it cannot come from. */
  readonly never?: readonly ("flag" | "variable")[];
}

const text = (): z.ZodType => z.string().min(1);

const table = {
  port: {
    takes: "n",
    says: "port to listen on; 0 picks a free one",
    byDefault: String(DEFAULT_PORT),
    inFile: () => z.int().min(0).max(65_535),
  },
  host: {
    takes: "address",
    says: "address to bind; off loopback the control API needs its token",
    byDefault: DEFAULT_HOST,
    inFile: text,
  },
  seed: { takes: "text", says: "same seed and requests, same bytes", byDefault: "drawn", inFile: text },
  seedFile: {
    takes: "f",
    says: "accounts, templates, messages … to start with, in JSON; a reset goes back to them",
    inFile: text,
  },
  config: { takes: "f", says: "config file: one JSON object" },
  set: {
    takes: "key=value",
    says: "one setting, like --set limits.rate=null; may be repeated; values in JSON or plain text",
    never: ["variable"],
  },
  stateFile: {
    takes: "f",
    says: "keeps the state there over restarts, for one emulator at a time; it holds tokens (mode 0600)",
    inFile: text,
  },
  stateEvery: {
    takes: "t",
    says: "time between two writes of it, or four times what the last one took: what a kill may lose",
    byDefault: "5s",
    inFile: () => z.union([z.string(), z.number()]),
  },
  controlToken: {
    says: "locks the control API and the page, whatever the address; 16 visible ASCII characters at least",
    inFile: () => z.string(),
    never: ["flag"],
  },
  settings: {
    says: "settings by their keys",
    inFile: () => z.record(z.string(), z.unknown()),
    never: ["flag", "variable"],
  },
  json: { says: 'one JSON line per event; the first is {"event":"ready","url":…}', byDefault: "off" },
  quiet: { says: "no line per request", byDefault: "off" },
  help: { says: "this text", never: ["variable"] },
} as const satisfies Readonly<Record<string, Option>>;

export type OptionName = keyof typeof table;

export interface NamedOption extends Option {
  /** Its key in the config file. */
  readonly name: OptionName;
  /** `seed-file`; undefined for an option that is no flag. */
  readonly flag: string | undefined;
  /** `PROTEXTING_EMULATOR_SEED_FILE`; undefined for an option that the environment cannot give. */
  readonly variable: string | undefined;
}

export const VARIABLE_PREFIX = "PROTEXTING_EMULATOR_";

/** `seedFile`, or the key of a setting like `limits.messageLength` → the name of its variable. */
export function variableName(key: string): string {
  const words = key.replace(/([a-z])([A-Z])/g, "$1_$2").replaceAll(".", "_");
  return VARIABLE_PREFIX + words.toUpperCase();
}

export const optionTable: readonly NamedOption[] = names(table).map((name) => {
  const option: Option = table[name];
  const can = (place: "flag" | "variable") => option.never?.includes(place) !== true;
  return {
    ...option,
    name,
    flag: can("flag") ? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) : undefined,
    variable: can("variable") ? variableName(name) : undefined,
  };
});

function names(rows: typeof table): readonly OptionName[] {
  return Object.keys(rows).filter((name): name is OptionName => Object.hasOwn(rows, name));
}

/** Keys of the config file. */
export const fileKeys: readonly string[] = optionTable.flatMap(({ name, inFile }) =>
  inFile === undefined ? [] : [name],
);

/** Schema of the config file. */
export const configFile: () => z.ZodType<Readonly<Record<string, unknown>>> = lazy(() =>
  z.strictObject(
    Object.fromEntries(
      optionTable.flatMap(({ name, inFile }) => (inFile === undefined ? [] : [[name, inFile().optional()]])),
    ),
  ),
);
