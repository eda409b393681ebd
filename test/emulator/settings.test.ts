/** Every setting changes what it says it changes. */
import { describe, expect, it } from "vitest";
import { defaultSettings, type SettingsInput } from "../../src/emulator/index.ts";
import { mergeSettings } from "../../src/emulator/merge-settings.ts";
import { ledgerEntries } from "../../src/protocol/evidence/ledger.ts";
import { flips } from "../support/flips.ts";
import { TestEmulator } from "../support/test-emulator.ts";

/** `{ a: { b: value } }` of "a.b". */
function nest(path: string, value: unknown): SettingsInput {
  return path.split(".").reduceRight((inner, key) => ({ [key]: inner }), Object(value) === value ? value : value) as never;
}

/** The paths of all values, lists and rate limits being values. */
function leaves(value: unknown, path: readonly string[] = []): readonly string[] {
  const isNode = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isNode || "windowSeconds" in value) return [path.join(".")];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}
