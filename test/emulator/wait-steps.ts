/** Waits, and those that are held. */

/** Longer than any test may take, so that only what is waited for can end the wait. */
export const LONG = "timeoutMs=600000";

/** True when a promise is still open once everything that can happen has happened. */
export async function isOpen(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol("open");
  await new Promise((resolve) => setImmediate(resolve));
  return (await Promise.race([promise, Promise.resolve(open)])) === open;
}
