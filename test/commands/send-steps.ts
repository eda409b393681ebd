/** Sends by command. */
import { setImmediate } from "node:timers/promises";
import type { Fetch } from "../../src/client/index.ts";
import { createEmulator, type SettingsInput } from "../../src/emulator/index.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { NO_LIMITS, SEED } from "../support/test-emulator.ts";
import { type FakeOptions, TOKEN } from "./support.ts";

/** Somewhere that is not this machine. */
export const environment = { PROTEXTING_ACCESS_TOKEN: TOKEN, PROTEXTING_BASE_URL: "https://api.example" };

/** The client's own, of each request. */
const TIMEOUT_MS = 30_000;

export function world(settings: SettingsInput = NO_LIMITS, through?: (fetch: Fetch) => Fetch) {
  const clock = new ManualClock();
  const emulator = createEmulator({ settings, seed: SEED, clock });
  const fetch: Fetch = through?.(emulator.fetch) ?? emulator.fetch;
  const options = {
    environment,
    fetch,
    clock: () => clock.now(),
    // Waits take no time, and time-outs never come.
    sleep: async (ms: number, signal: AbortSignal) => {
      if (ms === TIMEOUT_MS)
        await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      else clock.advance(ms);
      await setImmediate();
    },
  } satisfies FakeOptions;
  const texts = async () => {
    const { items } = await emulator.messages.list({ token: TOKEN });
    return items.map(({ text }) => text).sort();
  };
  return { options, texts };
}
