/** A flip: what is seen by default, and what when its setting is turned. */
import type { SettingsInput } from "../../src/emulator/index.ts";
import type { TestEmulator } from "./test-emulator.ts";

export interface Flip {
  /** Path of the setting. */
  readonly setting: string;
  readonly to: SettingsInput;
  readonly observe: (emulator: TestEmulator) => Promise<unknown>;
  readonly byDefault: unknown;
  readonly flipped: unknown;
}

/** @param value of the setting when it is turned */
export function flip(
  setting: string,
  value: unknown,
  byDefault: unknown,
  flipped: unknown,
  observe: Flip["observe"],
): Flip {
  const to = setting.split(".").reduceRight((inner, name) => ({ [name]: inner }), value);
  // Checked by the emulator that starts with it.
  return { setting, to: JSON.parse(JSON.stringify(to)), observe, byDefault, flipped };
}
