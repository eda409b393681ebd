/** An account that begins with a seed. */
import {
  createEmulator,
  type Emulator,
  type SeedData,
  type SettingsInput,
} from "../../src/emulator/index.ts";
import { ManualClock, START } from "../support/manual-clock.ts";
import { SEED } from "../support/test-emulator.ts";

export const TOKEN = "test_shop";
export const HOUR = 3_600_000;
export const MEDIA = "https://media.example.test/sale.png";

export type Account = SeedData["accounts"][number];

export function seeded(account: Omit<Account, "token">, settings: SettingsInput = {}): Emulator {
  const data = { accounts: [{ token: TOKEN, ...account }] };
  return createEmulator({ seed: SEED, clock: new ManualClock(), settings, data });
}

export const iso = (ms: number): string => new Date(START + ms).toISOString();

export async function only<T>(list: Promise<{ readonly items: readonly T[] }>): Promise<T> {
  const [item, ...more] = (await list).items;
  if (item === undefined || more.length > 0) throw new Error("Expected one.");
  return item;
}
