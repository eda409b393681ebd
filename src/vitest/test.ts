/** `test` with an account of the emulator for each test. */
import { type TestAPI, test as vitestTest } from "vitest";
import { type RunningEmulator, type StartOptions, startEmulator } from "../emulator/index.ts";
import { type AccountInput, type Tenant, tenantOf } from "./tenant.ts";
import { tokenOf } from "./token.ts";

export interface EmulatorTestOptions extends Omit<StartOptions, "host" | "port" | "controlToken"> {
  /** State that each test's account starts with. */
  readonly account?: AccountInput;
}

/** Fixtures that a test gets. */
export interface Fixtures {
  /** The test's own account. */
  readonly protexting: Tenant;
}

/** One for all runs, so that a test that fails fails again in the same way. */
const SEED = "vitest";

/**
 * A `test` of its own emulator, for settings, seed data or accounts that differ from the defaults:
 *
 *     const test = emulatorTest({ account: { credits: 5 }, settings: { segments: "gsm" } });
 *
 * Vitest's own options, modes and hooks work on it as on `test` of `vitest`. The emulator is started when the first
 * test asks for an account, and closed when the worker ends.
 */
export function emulatorTest({ account, ...start }: EmulatorTestOptions = {}): TestAPI<Fixtures> {
  return vitestTest.extend<Fixtures & { readonly protextingEmulators: Emulators }>({
    protextingEmulators: [
      // Vitest reads off the pattern what a fixture needs, and insists on one.
      // oxlint-disable-next-line no-empty-pattern
      async ({}, use) => {
        const emulators = new Emulators();
        await use(emulators);
        await emulators.close();
      },
      { scope: "worker" },
    ],
    protexting: async ({ protextingEmulators, task }, use) => {
      const emulator = await protextingEmulators.startedWith(start);
      const tenant = tenantOf(emulator, tokenOf(task));
      // A test that is tried again, or repeated, must not find what it left.
      await emulator.reset({ token: tenant.token });
      await tenant.open(account);
      await use(tenant);
    },
  });
}

/** Emulators of one worker: vitest 3 knows its fixtures by their names alone, and has one for all extended tests. */
class Emulators {
  readonly #running = new Map<StartOptions, Promise<RunningEmulator>>();

  /** @param start the same object for the same emulator */
  startedWith(start: StartOptions): Promise<RunningEmulator> {
    const emulator = this.#running.get(start) ?? startEmulator({ seed: SEED, ...start, port: 0 });
    this.#running.set(start, emulator);
    return emulator;
  }

  async close(): Promise<void> {
    const started = await Promise.allSettled(this.#running.values());
    for (const one of started) if (one.status === "fulfilled") await one.value.close();
  }
}

/** `test` of vitest with `protexting`, the test's own account in an emulator with the default settings. */
export const test: TestAPI<Fixtures> = emulatorTest();
