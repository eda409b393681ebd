import { assemble } from "./assemble.ts";
import type { Emulator, EmulatorOptions } from "./emulator.ts";

/** @throws Error that names the setting that is wrong, or the path in the data */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { app: _app, store: _store, ...emulator } = assemble(options, () => ({ kind: "in-process" }));
  return emulator;
}
