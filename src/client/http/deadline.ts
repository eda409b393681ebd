/** The time now, in milliseconds since 1970. */
export type Clock = () => number;

/** Resolves after so many milliseconds; may end early when the signal fires. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Calls back after so many milliseconds. @returns how to call it off */
export type Timer = (milliseconds: number, then: () => void) => () => void;

/** Longest delay that timers take, in milliseconds; longer ones fire at once. */
export const LONGEST_TIMEOUT = 2 ** 31 - 1;

const platformTimer: Timer = (milliseconds, then) => {
  const timer = setTimeout(then, milliseconds);
  return () => clearTimeout(timer);
};

/** The default: a timer that is cleared when the signal fires, so that it keeps no process alive. */
export const sleepOnTimer: Sleep = (milliseconds, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      stop();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const stop = platformTimer(milliseconds, end);
    signal.addEventListener("abort", end);
  });

/** A timer that measures by a caller's own sleep, if there is one. */
export function timerOf(sleep: Sleep | undefined): Timer {
  if (sleep === undefined) return platformTimer;
  return (milliseconds, then) => {
    const over = new AbortController();
    const end = () => over.signal.aborted || then();
    const wait = async () => sleep(milliseconds, over.signal);
    // A sleep that fails is over, too: better a call that ends than one without a deadline.
    wait().then(end, end);
    return () => over.abort();
  };
}

/** All that one signal ends. */
class Listeners extends Set<() => void> {
  handleEvent() {
    for (const listener of this) listener();
  }
}

const listening = new WeakMap<AbortSignal, Listeners>();

/**
 * Calls the listener when the signal fires. Platforms warn of a signal that many listen to, so however many calls it
 * ends, it has one listener.
 *
 * @returns how to call it off
 */
export function whenAborted(signal: AbortSignal | undefined, listener: () => void): () => void {
  const listeners = (signal && listening.get(signal)) ?? new Listeners();
  if (signal) listening.set(signal, listeners.add(listener));
  // Added once, however often.
  signal?.addEventListener("abort", listeners);
  return () => {
    if (listeners.delete(listener) && !listeners.size) signal?.removeEventListener("abort", listeners);
  };
}

export interface Deadline {
  /** Its signal is the work's own. */
  readonly over?: AbortController;
  /** Milliseconds; Infinity for none. */
  readonly timeout: number;
  readonly timer: Timer;
  /** The caller's signal. */
  readonly signal: AbortSignal | undefined;
  /** Makes the error that the work then ends with. */
  readonly onTimeout: () => unknown;
  readonly onAbort: (reason: unknown) => unknown;
}

/**
 * Runs the work until it ends, time is up, or the caller aborts, whichever is first. Unless the work has succeeded, its
 * own signal then fires, but nothing depends on whether it listens.
 */
export function withDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { over = new AbortController(), timeout, timer, signal, onTimeout, onAbort }: Deadline,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) throw onAbort(signal.reason);
    const fail = (error: unknown) => {
      stop();
      reject(error);
      over.abort();
    };
    const unwatch = whenAborted(signal, () => fail(onAbort(signal?.reason)));
    const halt = timeout < Infinity ? timer(timeout, () => fail(onTimeout())) : undefined;
    const stop = () => {
      unwatch();
      halt?.();
    };
    work(over.signal).then((value) => {
      stop();
      resolve(value);
    }, fail);
  });
}
