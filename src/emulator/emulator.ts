/** One emulator: settings, seed, clock and books put together, with no socket. */
import { behaviourOf } from "../protocol/framework.ts";
import { createApp } from "./app.ts";
import type { Access } from "./control/access.ts";
import { phoneReader } from "./domain/phone.ts";
import { mergeSettings } from "./merge-settings.ts";
import type { Answered } from "./pipeline/pipeline.ts";
import { type Clock, systemClock } from "./runtime/clock.ts";
import { freshSeed, seededDraw } from "./runtime/random.ts";
import type { Settings, SettingsInput } from "./settings.ts";
import { MemoryStore } from "./store/memory-store.ts";

export interface EmulatorOptions {
  /** What differs from the defaults, at any depth. */
  readonly settings?: SettingsInput;
  /** Same seed and requests, same bytes; drawn when left out. */
  readonly seed?: string;
  readonly clock?: Clock;
  /** Told what a person should know: retention that begins to drop, faults of the emulator. */
  readonly log?: (line: string) => void;
  /** Told of each answer of the vendor's API. */
  readonly onAnswer?: (answered: Answered) => void;
}

export interface Emulator {
  readonly seed: string;
  readonly settings: Settings;
  /** The emulator as a fetch function, with no socket; hand it to the client. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
}

/** What a server needs beside the face. */
export interface EmulatorParts extends Emulator {
  readonly app: ReturnType<typeof createApp>;
}

export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { seed, settings, fetch } = assemble(options, () => ({ kind: "in-process" }));
  return { seed, settings, fetch };
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
