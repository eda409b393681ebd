/** Options and settings from the environment, and settings by their key from the command line. */
import { optionTable, VARIABLE_PREFIX, variableName } from "./option-table.ts";
import { defaultSettings } from "./settings.ts";

/** A mistake in how the command was called. */
export class UsageError extends Error {}

export type Environment = Readonly<Record<string, string | undefined>>;
type Settings = Record<string, unknown>;

/**
 * @returns options by their variable, and settings by their key
 * @throws UsageError for a variable that names nothing
 */
export function readVariables(environment: Environment) {
  const names = new Set(optionTable.map(({ variable }) => variable));
  const keys = new Map(settingKeys(defaultSettings).map((key) => [variableName(key), key]));
  const options = new Map<string, string>();
  const settings: (readonly [string, unknown])[] = [];
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith(VARIABLE_PREFIX) || value === undefined) continue;
    const key = keys.get(variable);
    if (names.has(variable)) options.set(variable, value);
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

/** @throws UsageError for a text without `=` */
export function keyAndValue(text: string): readonly [string, unknown] {
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

export function settingsFrom(base: Settings, changes: readonly (readonly [string, unknown])[]): Settings {
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
