/** Resolves after so many milliseconds; may end early when the signal fires. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Longest delay that timers take, in milliseconds; longer ones fire at once. */
export const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** The default: a timer that is cleared when the signal fires, so that it keeps no process alive. */
export const sleepOnTimer: Sleep = (milliseconds, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });

export interface Deadline {
  /** Milliseconds, or false for none. */
  readonly timeout: number | false;
  readonly sleep: Sleep;
  /** The caller's. */
  readonly signal: AbortSignal | undefined;
  readonly onTimeout: () => Error;
  readonly onAbort: (reason: unknown) => Error;
}

/**
 * Runs the work until it ends, time is up, or the caller aborts, whichever is first. The work's own signal
 * fires in every case, but nothing depends on whether it listens.
 */
export async function withDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { timeout, sleep, signal, onTimeout, onAbort }: Deadline,
): Promise<T> {
  const over = new AbortController();
  const expiry = async (milliseconds: number): Promise<never> => {
    try {
      await sleep(milliseconds, over.signal);
    } catch {
      // A sleep that fails is over, too: better a call that ends than one without a deadline.
    }
    throw onTimeout();
  };
  const abortion = (caller: AbortSignal) =>
    new Promise<never>((_, reject) => {
      if (caller.aborted) reject(onAbort(caller.reason));
      caller.addEventListener("abort", () => reject(onAbort(caller.reason)), { signal: over.signal });
    });
  try {
    return await Promise.race([
      ...(signal === undefined ? [] : [abortion(signal)]),
      ...(timeout === false ? [] : [expiry(timeout)]),
      work(over.signal),
    ]);
  } finally {
    over.abort();
  }
}
