/** The time now, in milliseconds since 1970. */
export type Clock = () => number;

/** Resolves after so many milliseconds; may end early when the signal fires. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Longest delay that timers take, in milliseconds; longer ones fire at once. */
export const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** The default: a timer that is cleared when the signal fires, so that it keeps no process alive. */
export const sleepOnTimer: Sleep = (milliseconds, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
  });

/** All that one signal ends. */
class Listeners extends Set<() => void> {
  handleEvent() {
    for (const listener of this) listener();
  }
}

const listening = new WeakMap<AbortSignal, Listeners>();

/**
 * Calls the listener when the signal fires, unless it is over before. Platforms warn of a signal that many listen to, so
 * however many calls it ends, it has one listener.
 */
export function whenAborted(
  signal: AbortSignal | undefined,
  listener: () => void,
  { signal: over }: AbortController,
): void {
  if (!signal) return;
  const listeners = listening.get(signal) ?? new Listeners();
  listening.set(signal, listeners.add(listener));
  // Added once, however often.
  signal.addEventListener("abort", listeners);
  over.addEventListener("abort", () => {
    listeners.delete(listener);
    if (!listeners.size) signal.removeEventListener("abort", listeners);
  });
}

export interface Deadline {
  /** Milliseconds, or false for none. */
  readonly timeout: number | false;
  readonly sleep: Sleep;
  /** The caller's signal. */
  readonly signal: AbortSignal | undefined;
  /** Makes the error that the work then ends with. */
  readonly onTimeout: () => unknown;
  readonly onAbort: (reason: unknown) => unknown;
}

/**
 * Runs the work until it ends, time is up, or the caller aborts, whichever is first. The work's own signal
 * fires in every case, but nothing depends on whether it listens.
 */
export async function withDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { timeout, sleep, signal, onTimeout, onAbort }: Deadline,
): Promise<T> {
  if (signal?.aborted) throw onAbort(signal.reason);
  const over = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    whenAborted(signal, () => reject(onAbort(signal?.reason)), over);

    const expire = () => reject(onTimeout());
    const wait = async (milliseconds: number): Promise<void> => sleep(milliseconds, over.signal);
    // A sleep that fails is over, too: better a call that ends than one without a deadline.
    if (timeout !== false) wait(timeout).then(expire, expire);
  });
  try {
    return await Promise.race([ended, work(over.signal)]);
  } finally {
    over.abort();
  }
}
