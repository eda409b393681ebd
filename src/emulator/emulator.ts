/** One emulator: settings, seed, clock and books put together, with no socket. */
import { behaviourOf } from "../protocol/framework.ts";
import { createApp } from "./app.ts";
import type { Access } from "./control/access.ts";
import { createOperations, type Operations } from "./control/operations/operations.ts";
import { phoneReader } from "./domain/phone.ts";
import { mergeSettings } from "./merge-settings.ts";
import type { Answered } from "./pipeline/pipeline.ts";
import { type Clock, systemClock } from "./runtime/clock.ts";
import { freshSeed, seededDraw } from "./runtime/random.ts";
import { pause } from "./runtime/timer.ts";
import { WakeUp } from "./runtime/wake-up.ts";
import type { Settings, SettingsInput } from "./settings.ts";
import { MemoryStore } from "./store/memory-store.ts";
import type { Store } from "./store/store.ts";

export interface EmulatorOptions {
  /** What differs from the defaults, at any depth. */
  readonly settings?: SettingsInput;
  /** Same seed and requests, same bytes; drawn when left out. */
  readonly seed?: string;
  /** The clock beneath the emulator's own; the machine's when left out. */
  readonly clock?: Clock;
  /** Told what a person should know: retention that begins to drop, faults of the emulator. */
  readonly log?: (line: string) => void;
  /** Told of each answer of the vendor's API. */
  readonly onAnswer?: (answered: Answered) => void;
}

/** The same operations as the control API has over HTTP. */
export interface Emulator extends Operations, AsyncDisposable {
  readonly seed: string;
  readonly settings: Settings;
  /** The emulator as a fetch function, with no socket; hand it to the client. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Ends waits and streams. */
  close(): Promise<void>;
}

/** What a server needs beside the face. */
export interface EmulatorParts extends Emulator {
  readonly app: ReturnType<typeof createApp>;
  readonly store: Store;
}

export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { app: _app, store: _store, ...emulator } = assemble(options, () => ({ kind: "in-process" }));
  return emulator;
}

/** @throws Error that names the setting that is wrong */
export function assemble(options: EmulatorOptions, access: () => Access): EmulatorParts {
  const settings = mergeSettings(options.settings);
  const seed = options.seed ?? freshSeed();
  const log = options.log ?? (() => {});
  const draw = seededDraw(seed);
  const store = new MemoryStore({ settings, clock: options.clock ?? systemClock, draw, log });
  const wakeUp = new WakeUp(store);
  const ending = new AbortController();
  const services = { settings, store, wakeUp, readPhone: phoneReader(settings) };
  const operations = createOperations(services);
  const app = createApp({
    ...services,
    operations,
    behaviour: behaviourOf(settings.framework),
    draw,
    pause: (ms) => pause(ms, ending.signal),
    access,
    ending: ending.signal,
    onAnswer: options.onAnswer,
    onError: (error) =>
      log(`A fault of the emulator: ${error instanceof Error ? error.stack : String(error)}`),
  });
  const close = async (): Promise<void> => ending.abort();
  return {
    ...operations,
    app,
    store,
    seed,
    settings,
    fetch: async (input, init) => app.fetch(new Request(input, init), {}),
    close,
    [Symbol.asyncDispose]: close,
  };
}
