/** Waits that look at everything once, and from then on only at what events tell of. */
import { type WaitOptions, type WakeUp, waitUntil } from "../runtime/wake-up.ts";
import type { MaybePromise, Page, Store, StoreEvent } from "../store/store.ts";

export interface Watched<T> {
  /** All there is, the newest first. */
  readonly all: () => MaybePromise<readonly T[]>;
  /** What one event tells of; undefined for an event that tells of something else. */
  readonly told: (what: StoreEvent["what"]) => MaybePromise<T | undefined>;
  readonly matches: (item: T) => boolean;
}

/** @returns the newest that matches, or undefined as {@link waitUntil} does */
export function watch<T>(
  { store, wakeUp }: { readonly store: Store; readonly wakeUp: WakeUp },
  { all, told, matches }: Watched<T>,
  options: WaitOptions,
): Promise<T | undefined> {
  let cursor = Infinity;
  let generation: number | undefined;
  const newestOf = (items: readonly (T | undefined)[]): T | undefined =>
    items.find((item) => item !== undefined && matches(item));

  function look(): MaybePromise<T | undefined> {
    const events = store.events(cursor, options.token, Infinity);
    const { oldest, newest } = store.eventRange();
    const isBehind = generation !== store.generation || cursor + 1 < oldest;
    cursor = newest;
    generation = store.generation;
    if (isBehind) return whenThere(all(), newestOf);
    for (let index = events.length - 1; index >= 0; index--) {
      const event = events[index];
      const item = event && told(event.what);
      if (item instanceof Promise) return allThere(events.slice(0, index + 1).toReversed()).then(newestOf);
      if (item !== undefined && matches(item)) return item;
    }
    return undefined;
  }

  const allThere = (events: readonly StoreEvent[]): Promise<readonly (T | undefined)[]> =>
    Promise.all(events.map(({ what }) => told(what)));

  // A signal that follows the caller's, which may have ten waits already and would warn of one more.
  const signal = options.signal && AbortSignal.any([options.signal]);
  return waitUntil(wakeUp, look, { ...options, signal });
}

export function itemsOf<T>(page: MaybePromise<Page<T>>): MaybePromise<readonly T[]> {
  return whenThere(page, ({ items }) => items);
}

/** Goes on at once with what is there already. */
function whenThere<T, R>(value: MaybePromise<T>, go: (value: T) => R): MaybePromise<R> {
  return value instanceof Promise ? value.then(go) : go(value);
}
