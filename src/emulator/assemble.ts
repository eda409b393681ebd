/** Assembles settings, seed, clock and store. */
import { setMaxListeners } from "node:events";
import { behaviourOf } from "../protocol/framework.ts";
import { visible } from "../shared/visible.ts";
import { createApp } from "./app.ts";
import type { Access } from "./control/access.ts";
import { createOperations } from "./control/operations/operations.ts";
import { phoneReader } from "./domain/phone.ts";
import type { Emulator, EmulatorOptions } from "./emulator.ts";
import { mergeSettings } from "./merge-settings.ts";
import { systemClock } from "./runtime/clock.ts";
import { unlessAborted } from "./runtime/fetch-request.ts";
import { createPush } from "./runtime/push.ts";
import { freshSeed, seededDraw } from "./runtime/random.ts";
import { pause } from "./runtime/timer.ts";
import { readSeed } from "./seed/read-seed.ts";
import { MemoryStore } from "./store/memory-store.ts";
import type { Store } from "./store/store.ts";
import { WakeUp } from "./store/wake-up.ts";

/** Parts that a server needs beside the emulator's interface. */
export interface EmulatorParts extends Emulator {
  readonly app: ReturnType<typeof createApp>;
  readonly store: Store;
}

interface AssembleOptions extends Omit<EmulatorOptions, "data"> {
  /** Data of the seed, unread. */
  readonly data?: unknown;
  /** Name of the data in errors. */
  readonly dataIs?: string;
}

/** @throws Error that names the setting that is wrong, or the path in the data */
export function assemble(options: AssembleOptions, access: () => Access): EmulatorParts {
  const settings = mergeSettings(options.settings);
  const seed = options.seed ?? freshSeed();
  const write = options.log ?? (() => {});
  const log = (line: string): void => write(visible(line));
  const draw = seededDraw(seed);
  const clock = options.clock ?? systemClock;
  const readPhone = phoneReader(settings);
  const { data } = options;
  const planted =
    data === undefined
      ? undefined
      : readSeed(data, { settings, readPhone }, options.dataIs ?? "seed", clock.now());
  const store = new MemoryStore({ settings, clock, draw, log, ...(planted && { seed: planted.accounts }) });
  const ending = new AbortController();
  // Each wait and stream adds a listener.
  setMaxListeners(0, ending.signal);
  const wakeUp = new WakeUp(store, ending.signal);
  const push = createPush(log, ending.signal);
  const services = { settings, store, wakeUp, push, readPhone };
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
    log,
    onError: (error) => write(faultLines(error)),
  });
  const close = async (): Promise<void> => ending.abort();
  return {
    ...operations,
    app,
    store,
    seed,
    settings,
    async fetch(input, init) {
      const request = new Request(input, init);
      return unlessAborted(Promise.resolve(app.hono.fetch(request, {})), request.signal);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Lines of an error: the message on one, since it may quote a caller, and the stack on lines of their own. */
function faultLines(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const frames = stack.slice(stack.indexOf("\n    at ")).split("\n").slice(1);
  return [`A fault of the emulator: ${String(error)}`, ...frames].map(visible).join("\n");
}
