/** Timers, which live nowhere else. Milliseconds throughout; none keeps the process alive. */

/** Calls back once. @returns how to call it off */
export function after(ms: number, callback: () => void): () => void {
  // Beyond this Node calls back at once.
  const timer = setTimeout(callback, Math.min(ms, 2 ** 31 - 1));
  timer.unref();
  return () => clearTimeout(timer);
}

/** Resolves after the given time, or as soon as the signal fires. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const stop = after(ms, resolve);
    signal?.addEventListener("abort", () => (stop(), resolve()), { once: true });
  });
}
