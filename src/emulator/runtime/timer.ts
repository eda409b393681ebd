/**
 * Timers, which live nowhere else. Milliseconds throughout; none keeps the process alive. They are the platform's as it
 * was when this module was loaded: a test that fakes the timers of its own code must not stop the server it calls.
 */

const { setTimeout, clearTimeout, setImmediate } = globalThis;

/** Calls back once. @returns how to call it off */
export function after(ms: number, callback: () => void): () => void {
  // Beyond this Node calls back at once.
  const timer = setTimeout(callback, Math.min(ms, 2 ** 31 - 1));
  timer.unref();
  return () => clearTimeout(timer);
}

/** Calls back once what has arrived so far has been read. */
export function nextTurn(callback: () => void): void {
  setImmediate(callback);
}

/** Resolves after the given time, or as soon as the signal fires. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      stop();
      // The signal outlives the pause, and would keep it.
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const stop = after(ms, end);
    signal?.addEventListener("abort", end, { once: true });
    if (signal?.aborted) end();
  });
}

/** Milliseconds by a clock that is never set: for durations. */
export function steadyTime(): number {
  return performance.now();
}
