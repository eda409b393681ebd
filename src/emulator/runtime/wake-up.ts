/**
 * The one thing that ticks: it wakes whoever waits for something, after every change and whenever something falls
 * due by itself. It does nothing while nobody waits.
 */
import type { MaybePromise, Store } from "../store/store.ts";
import { after } from "./timer.ts";

export class WakeUp {
  readonly #store: Store;
  readonly #sleepers = new Set<() => void>();
  #stopListening: (() => void) | undefined;
  #stopTimer: (() => void) | undefined;
  #pending = false;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Calls back after each change until it is called off. @returns how to call it off */
  onChange(callback: () => void): () => void {
    this.#sleepers.add(callback);
    if (this.#stopListening === undefined) {
      this.#store.listen();
      this.#stopListening = this.#store.onChange(() => this.#soon());
      this.#rewind();
    }
    return () => {
      this.#sleepers.delete(callback);
      if (this.#sleepers.size === 0) this.#rest();
    };
  }

  /** Many changes at once wake once. */
  #soon(): void {
    if (this.#pending) return;
    this.#pending = true;
    queueMicrotask(() => {
      this.#pending = false;
      for (const wake of this.#sleepers) wake();
      if (this.#sleepers.size > 0) this.#rewind();
    });
  }

  #rewind(): void {
    this.#stopTimer?.();
    const ms = this.#store.untilNextDue();
    this.#stopTimer = ms === undefined ? undefined : after(Math.ceil(ms), () => this.#soon());
  }

  #rest(): void {
    this.#stopTimer?.();
    this.#stopListening?.();
    this.#stopTimer = this.#stopListening = undefined;
  }
}

/**
 * Waits until `find` finds something.
 * @returns what it found, or undefined at the deadline (milliseconds from now) or when the signal fires
 */
export function waitUntil<T>(
  wakeUp: WakeUp,
  find: () => MaybePromise<T | undefined>,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    let finished = false;
    const finish = (found: T | undefined): void => {
      if (finished) return;
      finished = true;
      stopWaking();
      stopTimer();
      signal?.removeEventListener("abort", giveUp);
      resolve(found);
    };
    const giveUp = (): void => finish(undefined);
    let looking = false;
    let changedSince = false;
    // One look at a time: what a second one found would be lost.
    const look = async (): Promise<void> => {
      changedSince = true;
      if (looking) return;
      looking = true;
      while (changedSince && !finished) {
        changedSince = false;
        const found = await find();
        if (found !== undefined) finish(found);
      }
      looking = false;
    };
    const wake = (): void => {
      look().catch((error: unknown) => {
        reject(error);
        finish(undefined);
      });
    };
    const stopWaking = wakeUp.onChange(wake);
    const stopTimer = after(timeoutMs, giveUp);
    signal?.addEventListener("abort", giveUp);
    if (signal?.aborted === true) giveUp();
    else wake();
  });
}
