/** Lists, journals and clients for the tests of bulk sends. Nothing here sleeps. */
// Loaded beforehand: what the client loads when it is first used would take turns that no test counts.
import "../../../src/client/bulk/run.ts";
import "../../../src/client/reconcile.ts";
import {
  type BulkItem,
  type BulkResult,
  type BulkRun,
  type BulkSummary,
  type Fetch,
  type Journal,
  type JournalEntry,
  ProTexting,
  type ProTextingOptions,
} from "../../../src/client/index.ts";
import { createEmulator, type Emulator, type SettingsInput } from "../../../src/emulator/index.ts";
import { ManualClock, START } from "../../support/manual-clock.ts";
import { NO_LIMITS, SEED } from "../../support/test-emulator.ts";
import { numbers } from "./numbers.ts";

const TOKEN = "test_bulk";

/** A message for each of so many recipients, each with a text of its own. */
export function messages(count: number): BulkItem[] {
  return numbers(count).map((mobilePhone, index) => ({ mobilePhone, message: `text ${index}` }));
}

/** A journal in memory, whose entries went through JSON as they would through a store. */
export class MemoryJournal implements Journal {
  readonly entries: string[] = [];

  constructor(entries: readonly string[] = []) {
    this.entries.push(...entries);
  }

  read(): JournalEntry[] {
    return this.entries.map((text) => JSON.parse(text));
  }

  async append(entry: JournalEntry): Promise<void> {
    this.entries.push(JSON.stringify(entry));
  }

  states(): string[] {
    return this.read().map(({ key, state }) => `${key} ${state}`);
  }
}

/** Turns of the event loop within which the emulator has answered. */
const ANSWER_TURNS = 50;

/** Time that passes only while all work waits for it. */
export class VirtualTime {
  readonly clock = new ManualClock();
  readonly #sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  #busy = 0;
  /** Turns since a request left or was answered. */
  #idle = 0;

  readonly now = (): number => this.clock.now();

  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (ms <= 0) return resolve();
      const wake = () => {
        this.#sleepers.delete(sleeper);
        resolve();
      };
      const sleeper = { at: this.now() + ms, wake };
      this.#sleepers.add(sleeper);
      signal.addEventListener("abort", wake, { once: true });
    });

  /** Wraps a fetch: time stands still until it has answered. */
  counted(fetch: Fetch): Fetch {
    return async (url, init) => {
      this.#busy++;
      this.#idle = 0;
      try {
        return await fetch(url, init);
      } finally {
        this.#busy--;
        this.#idle = 0;
      }
    };
  }

  /** Lets time pass until the work is done. */
  async run<T>(work: Promise<T>): Promise<T> {
    const state = { done: false };
    const end = () => {
      state.done = true;
    };
    work.then(end, end);
    for (this.#idle = 0; !state.done; this.#idle++) {
      await turn();
      // An answer that takes that long never comes.
      if (state.done || (this.#busy > 0 && this.#idle < ANSWER_TURNS)) continue;
      const next = Math.min(...Array.from(this.#sleepers, ({ at }) => at));
      if (!Number.isFinite(next)) continue;
      this.clock.setTo(Math.max(this.now(), next) - START);
      for (const sleeper of this.#sleepers) if (sleeper.at <= this.now()) sleeper.wake();
    }
    return await work;
  }
}

/** One turn of the event loop, in which all that is ready goes on. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export async function turns(count: number): Promise<void> {
  for (let index = 0; index < count; index++) await turn();
}

export interface World {
  readonly emulator: Emulator;
  /** To the emulator, while time stands still. */
  readonly fetch: Fetch;
  readonly time: VirtualTime;
  readonly client: ProTexting;
  readonly connect: (options?: ProTextingOptions) => ProTexting;
  /** Messages that the emulator has booked: recipient and text, in order. */
  readonly booked: () => Promise<string[]>;
}

/** The client and an emulator in one process, on virtual time. */
export function world(settings: SettingsInput = NO_LIMITS, options: ProTextingOptions = {}): World {
  const time = new VirtualTime();
  const emulator = createEmulator({ settings, seed: SEED, clock: time.clock });
  const fetch = time.counted(emulator.fetch);
  const connect = (more: ProTextingOptions = {}) =>
    new ProTexting({
      accessToken: TOKEN,
      baseUrl: "http://127.0.0.1:4280",
      timeout: false,
      random: () => 0.5,
      ...options,
      clock: time.now,
      sleep: time.sleep,
      fetch,
      ...more,
    });
  return { emulator, fetch, time, client: connect(), connect, booked: () => booksOf(emulator) };
}

async function booksOf(emulator: Pick<Emulator, "messages">): Promise<string[]> {
  const { items } = await emulator.messages.list({ limit: 10_000 });
  return items.map(({ recipient, text }) => `${recipient} ${text}`).toReversed();
}

/** All results of a run and its summary. */
export async function collect(run: BulkRun): Promise<{ results: BulkResult[]; summary: BulkSummary }> {
  const results: BulkResult[] = [];
  for await (const result of run) results.push(result);
  return { results, summary: await run };
}

/** Outcome of each item, by key. */
export function outcomes(results: readonly BulkResult[]): Record<string, string> {
  return Object.fromEntries(
    results.map(({ key, outcome, resumed }) => [key, resumed ? `${outcome}, resumed` : outcome]),
  );
}
