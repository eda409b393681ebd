/**
 * The one timer: it wakes waiting callers and subscribers after the changes that concern them, including those that
 * fall due by themselves. It is idle while there are none.
 */

import { after, nextTurn } from "../runtime/timer.ts";
import type { Store } from "./store.ts";
import type { MaybePromise } from "./types.ts";

type Wake = () => void;

/** Least time from one waking to the next; milliseconds. The first after a quiet time comes at once. */
const BETWEEN_MS = 5;

export class WakeUp {
  readonly ending: AbortSignal;
  readonly #store: Store;
  /** Subscribers by the token of their account; those to all accounts under undefined. */
  readonly #sleepers = new Map<string | undefined, Set<Wake>>();
  #stopListening: (() => void) | undefined;
  #stopTimer: (() => void) | undefined;
  /** Tokens of the changes not yet notified. */
  readonly #changed = new Set<string | null | undefined>();
  #isAboutToWake = false;

  /** @param ending fires when the emulator ends, and ends every wait */
  constructor(store: Store, ending: AbortSignal) {
    this.#store = store;
    this.ending = ending;
  }

  /**
   * Subscribes to changes, of one account or of all.
   * @returns unsubscribe
   */
  onChange(callback: Wake, token?: string): () => void {
    const sleepers = this.#sleepers.get(token) ?? new Set();
    this.#sleepers.set(token, sleepers.add(callback));
    if (this.#stopListening === undefined) {
      this.#store.listen();
      this.#stopListening = this.#store.onChange((changed) => this.#soon(changed));
      this.#rewind();
    }
    return () => {
      if (sleepers.delete(callback) && sleepers.size === 0 && this.#sleepers.get(token) === sleepers)
        this.#sleepers.delete(token);
      if (this.#sleepers.size === 0) this.#rest();
    };
  }

  /**
   * The changes of one turn of the event loop wake once, since a send makes several; under load those of a few
   * milliseconds do, so that sends do not pay for each that waits.
   */
  #soon(token: string | null | undefined): void {
    this.#changed.add(token);
    if (this.#isAboutToWake) return;
    this.#isAboutToWake = true;
    nextTurn(() => this.#wake());
  }

  #wake(): void {
    const concerned = this.#concerned();
    this.#changed.clear();
    for (const wake of concerned) wake();
    if (this.#sleepers.size > 0) this.#rewind();
    after(BETWEEN_MS, () => {
      if (this.#changed.size > 0) this.#wake();
      else this.#isAboutToWake = false;
    });
  }

  #concerned(): readonly Wake[] {
    const tokens = this.#changed.has(undefined) ? this.#sleepers.keys() : [undefined, ...this.#changed];
    return [...tokens].flatMap((token) => (token === null ? [] : [...(this.#sleepers.get(token) ?? [])]));
  }

  #rewind(): void {
    this.#stopTimer?.();
    const ms = this.#store.untilNextDue();
    this.#stopTimer =
      ms === undefined
        ? undefined
        : after(Math.ceil(ms), () => {
            this.#store.catchUp();
            this.#rewind();
          });
  }

  #rest(): void {
    this.#stopTimer?.();
    this.#stopListening?.();
    this.#stopTimer = this.#stopListening = undefined;
  }
}

export interface WaitOptions {
  /** Milliseconds from now. */
  readonly timeoutMs: number;
  /** Token of the account whose changes alone may bring it about; any when left out. */
  readonly token?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits until `find` finds something.
 * @returns what it found, or undefined at the deadline, when the signal fires or the emulator ends
 */
export function waitUntil<T>(
  wakeUp: WakeUp,
  find: () => MaybePromise<T | undefined>,
  { timeoutMs, token, signal }: WaitOptions,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const ends = [wakeUp.ending, ...(signal === undefined ? [] : [signal])];
    let finished = false;
    const finish = (found: T | undefined): void => {
      if (finished) return;
      finished = true;
      stopWaking();
      stopTimer();
      for (const end of ends) end.removeEventListener("abort", giveUp);
      resolve(found);
    };
    const giveUp = (): void => finish(undefined);
    let looking = false;
    let changedSince = false;
    const look = (): void => {
      // One look at a time: what a second one found would be lost.
      changedSince = looking;
      if (looking) return;
      const looked = find();
      // A look that is over at once costs no promise: fifty who wait would make hundreds of them for each send.
      if (!(looked instanceof Promise)) {
        if (looked !== undefined) finish(looked);
        return;
      }
      looking = true;
      looked.then((found) => {
        looking = false;
        if (found !== undefined) finish(found);
        else if (changedSince && !finished) wake();
      }, fail);
    };
    const fail = (error: unknown): void => {
      reject(error);
      finish(undefined);
    };
    const wake = (): void => {
      try {
        look();
      } catch (error) {
        fail(error);
      }
    };
    const stopWaking = wakeUp.onChange(wake, token);
    const stopTimer = after(timeoutMs, giveUp);
    for (const end of ends) end.addEventListener("abort", giveUp);
    if (ends.some((end) => end.aborted)) giveUp();
    else wake();
  });
}
