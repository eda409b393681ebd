/** Settings, seed, clock and books put together. */
import { behaviourOf } from "../protocol/framework.ts";
import { createApp } from "./app.ts";
import type { Access } from "./control/access.ts";
import { phoneReader } from "./domain/phone.ts";
import type { Emulator, EmulatorOptions } from "./emulator.ts";
import { mergeSettings } from "./merge-settings.ts";
import { systemClock } from "./runtime/clock.ts";
import { freshSeed, seededDraw } from "./runtime/random.ts";
import { MemoryStore } from "./store/memory-store.ts";

/** What a server needs beside the face. */
export interface EmulatorParts extends Emulator {
  readonly app: ReturnType<typeof createApp>;
}

/** @throws Error that names the setting that is wrong */
export function assemble(options: EmulatorOptions, access: () => Access): EmulatorParts {
  const settings = mergeSettings(options.settings);
  const seed = options.seed ?? freshSeed();
  const log = options.log ?? (() => {});
  const clock = options.clock ?? systemClock;
  const app = createApp({
    settings,
    behaviour: behaviourOf(settings.framework),
    store: new MemoryStore(settings, log),
    draw: seededDraw(seed),
    readPhone: phoneReader(settings),
    now: () => clock.now(),
    access,
    onAnswer: options.onAnswer,
    onError: (error) =>
      log(`A fault of the emulator: ${error instanceof Error ? error.stack : String(error)}`),
  });
  return {
    app,
    seed,
    settings,
    fetch: async (input, init) => app.fetch(new Request(input, init), {}),
  };
}
