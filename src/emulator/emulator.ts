/// <reference lib="esnext.disposable" preserve="true" />
/** One emulator with no socket: its options and its interface. */
import type { Operations } from "./control/operations/operations.ts";
import type { AnswerLogEntry } from "./http/answer-log-entry.ts";
import type { Clock } from "./runtime/clock.ts";
import type { Settings, SettingsInput } from "./settings.ts";
import type { SeedData } from "./types/seed.ts";

export interface EmulatorOptions {
  /** Settings that differ from the defaults, at any depth. */
  readonly settings?: SettingsInput;
  /** Same seed and requests, same bytes; drawn when left out. */
  readonly seed?: string;
  /**
   * Accounts with their history at the start and after a reset. Its times are counted back from then.
   * The JSON Schema is at `GET /_emulator/seed.schema.json`.
   */
  readonly data?: SeedData;
  /** The clock beneath the emulator's own; the machine's when left out. */
  readonly clock?: Clock;
  /** Log for the operator: retention that begins to drop, errors of the emulator. */
  readonly log?: (line: string) => void;
  /** Called with each answer of the vendor's API. */
  readonly onAnswer?: (answered: AnswerLogEntry) => void;
}

/** An emulator with the operations that the control API offers over HTTP. */
export interface Emulator extends Operations, AsyncDisposable {
  readonly seed: string;
  readonly settings: Settings;
  /** The emulator as a fetch function, with no socket; hand it to the client. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Ends waits and streams. */
  close(): Promise<void>;
}
