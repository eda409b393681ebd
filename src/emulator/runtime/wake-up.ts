/**
 * The one thing that ticks: it wakes whoever waits for something, after every change and whenever something falls
 * due by itself. It does nothing while nobody waits.
 */
import type { MaybePromise, Store } from "../store/store.ts";
import { after, soon } from "./timer.ts";

export class WakeUp {
  readonly ending: AbortSignal;
  readonly #store: Store;
  readonly #sleepers = new Set<() => void>();
  #stopListening: (() => void) | undefined;
  #stopTimer: (() => void) | undefined;
  #pending = false;

  /** @param ending fires when the emulator ends, and ends every wait */
  constructor(store: Store, ending: AbortSignal) {
    this.#store = store;
    this.ending = ending;
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
    soon(() => {
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
 * @returns what it found, or undefined at the deadline (milliseconds from now), when the signal fires or the
 * emulator ends
 */
export function waitUntil<T>(
  wakeUp: WakeUp,
  find: () => MaybePromise<T | undefined>,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const ends = [signal, wakeUp.ending];
    let finished = false;
    const finish = (found: T | undefined): void => {
      if (finished) return;
      finished = true;
      stopWaking();
      stopTimer();
      for (const end of ends) end?.removeEventListener("abort", giveUp);
      resolve(found);
    };
    const giveUp = (): void => finish(undefined);
    let looking = false;
    let changedSince = false;
    // One look at a time: what a second one found would be lost.
    const look = async (): Promise<void> => {
      changedSince = looking;
      if (looking) return;
      looking = true;
      const found = await find();
      looking = false;
      if (found !== undefined) finish(found);
      else if (changedSince && !finished) await look();
    };
    const wake = (): void => {
      look().catch((error: unknown) => {
        reject(error);
        finish(undefined);
      });
    };
    const stopWaking = wakeUp.onChange(wake);
    const stopTimer = after(timeoutMs, giveUp);
    for (const end of ends) end?.addEventListener("abort", giveUp);
    if (ends.some((end) => end?.aborted)) giveUp();
    else wake();
  });
}
