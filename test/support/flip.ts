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
