/** Settings as given over the defaults, with every key and value checked. */
import type * as z from "zod";
import { isRecord } from "../shared/is-record.ts";
import { plainWords } from "./plain-words.ts";
import { defaultSettings, type Settings, type SettingsInput } from "./settings.ts";
import { settingsSchema } from "./settings-schema.ts";

/**
 * @returns frozen, to the bottom: rules and accounts share them
 * @throws Error that names the key
 */
export function mergeSettings(input: SettingsInput = {}): Settings {
  // The defaults are held to the schema by a test, so a start without settings need not make it.
  if (Object.keys(input).length === 0) return frozen(structuredClone(defaultSettings));
  const merged = settingsSchema().safeParse(deepMerge(defaultSettings, input), { error: plainWords });
  if (!merged.success) {
    throw new Error(`Failed to read the settings: ${issueText(merged.error.issues[0])}.`);
  }
  return frozen(merged.data);
}

/** The key that is wrong, and what is wrong with it. */
export function issueText(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return "they are not valid";
  const path = issue.path.join(".");
  if (issue.code !== "unrecognized_keys") return `${path === "" ? "the whole" : path}: ${issue.message}`;
  const keys = issue.keys.map((key) => (path === "" ? key : `${path}.${key}`));
  return `${keys.join(", ")}: there is no such key`;
}

/** Objects merge by key; lists and single values are replaced. */
function deepMerge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isRecord(base) || !isRecord(over)) return over;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) merged[key] = deepMerge(base[key], value);
  return merged;
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
}
