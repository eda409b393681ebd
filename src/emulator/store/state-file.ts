/**
 * The state in a file: loaded at the start, written at intervals and at the end. A file that cannot be read is set
 * aside and reported, never overwritten. A save that fails is retried until it succeeds.
 */
import { type FileHandle, open, readFile } from "node:fs/promises";
import { linesOf } from "../../node/file-lines.ts";
import { textOf } from "../../node/text-file.ts";
import { type Duration, durationMs } from "../../protocol/duration.ts";
import { after, steadyTime } from "../runtime/timer.ts";
import type { Snapshot } from "./snapshot.ts";
import { parseSnapshot } from "./snapshot-schema.ts";
import { isStateHeader, readStateLines, reasonOf, stateText } from "./state-lines.ts";
import { type Files, openStatePlace, type StatePlace, saveReason } from "./state-place.ts";
import type { Store } from "./store.ts";

/** Time between two writes, which is what a kill may lose. */
export const WRITE_EVERY_MS = 5_000;
const WRITE_EVERY_AT_MOST_MS = 3_600_000;

/**
 * @returns milliseconds
 * @throws Error when it is not such a time
 */
export function readStateEvery(every: Duration): number {
  const ms = durationMs(every);
  if (ms !== undefined && ms >= 1 && ms <= WRITE_EVERY_AT_MOST_MS) return ms;
  throw new Error(
    `Failed to read stateEvery: ${JSON.stringify(every)} is no time between two writes. Please give one from 1ms to 1h, like "5s".`,
  );
}

/** Time without a write, as a multiple of what the last one took: saving takes a fifth of the time at most. */
const BACK_OFF = 4;

export interface StateFile {
  /**
   * Writes once more and stops.
   * @throws Error in one line when that could not be written
   */
  close(): Promise<void>;
}

export interface StateFileOptions {
  readonly path: string;
  readonly store: Store;
  readonly log: (line: string) => void;
  /** Milliseconds between two writes, when the state has changed and a write takes less than that. */
  readonly everyMs?: number;
  /** Timers and files, which tests replace. */
  readonly after?: typeof after;
  readonly now?: () => number;
  readonly files?: Files;
}

/** @throws Error in one line when the file cannot be used, is in use, or cannot be written */
export async function keepState(options: StateFileOptions): Promise<StateFile> {
  const place = await openStatePlace(options.path, options.log, options.files);
  try {
    const loaded = await load(place, options.log);
    if (loaded !== undefined) await options.store.restore(loaded);
    const keeper = new Keeper(place, options);
    await keeper.begin();
    return keeper;
  } catch (error) {
    await place.release();
    throw error;
  }
}

class Keeper implements StateFile {
  #closing: Promise<void> | undefined;
  readonly #place: StatePlace;
  readonly #options: StateFileOptions;
  readonly #now: () => number;
  #changed = true;
  #isFailing = false;
  #tookMs = 0;
  #writing: Promise<void> = Promise.resolve();
  #stop: () => void = () => {};
  #stopListening: () => void = () => {};

  constructor(place: StatePlace, options: StateFileOptions) {
    this.#place = place;
    this.#options = options;
    this.#now = options.now ?? steadyTime;
  }

  /** Writes at once, so that a file that cannot be written is detected at the start. */
  async begin(): Promise<void> {
    await this.#write();
    this.#stopListening = this.#options.store.onChange(() => {
      this.#changed = true;
    });
    this.#next();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#stop();
    // A write that is under way sets the next timer.
    await this.#writing;
    this.#stop();
    this.#stopListening();
    // Accounts opened at first use and calls counted by a fault are changes without notification.
    this.#changed = true;
    try {
      await this.#write();
    } finally {
      await this.#place.release();
    }
  }

  #next(): void {
    const { everyMs = WRITE_EVERY_MS, after: later = after } = this.#options;
    this.#stop = later(Math.max(everyMs, BACK_OFF * this.#tookMs), () => {
      this.#writing = this.#tick();
    });
  }

  async #tick(): Promise<void> {
    try {
      if (this.#changed) await this.#write();
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (!this.#isFailing) this.#options.log(`${text} Until then it is tried again all the while.`);
      this.#isFailing = true;
    }
    this.#next();
  }

  /** @throws Error in one line; the changes then remain to be written */
  async #write(): Promise<void> {
    const begun = this.#now();
    this.#changed = false;
    const state = this.#options.store.capture();
    try {
      await this.#place.save(stateText(state.records(), this.#now));
      if (this.#isFailing) this.#options.log(`The state is saved to ${this.#place.path} again.`);
      this.#isFailing = false;
    } catch (cause) {
      this.#changed = true;
      throw new Error(`Failed to save the state to ${this.#place.path}: ${saveReason(cause)}.`, { cause });
    } finally {
      state.end();
      this.#tookMs = this.#now() - begun;
    }
  }
}

/** @throws Error of the system, or about the file's content */
async function read(path: string): Promise<Snapshot | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(path, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const head = Buffer.alloc(64);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    if (isStateHeader(textOf(head.subarray(0, bytesRead))))
      return await readStateLines(linesOf(handle, "keep"));
    // One JSON document: the format of earlier builds and of `GET /_emulator/state`.
    return parseSnapshot(JSON.parse(textOf(await readFile(path))));
  } finally {
    await handle.close();
  }
}

async function load(place: StatePlace, log: (line: string) => void): Promise<Snapshot | undefined> {
  try {
    return await read(place.path);
  } catch (error) {
    if (error instanceof Error && "syscall" in error) {
      throw new Error(`Failed to read the state file ${place.path}: ${reasonOf(error)}.`, { cause: error });
    }
    const aside = await place.setAside();
    log(
      `The state file ${place.path} cannot be read (${reasonOf(error)}). It is now ${aside}; starting from the seed.`,
    );
    return undefined;
  }
}
