/** Waits that look at everything once, and from then on only at what events tell of. */

import type { Store } from "../store/store.ts";
import type { MaybePromise, Page, StoreEvent } from "../store/types.ts";
import { type WaitOptions, type WakeUp, waitUntil } from "../store/wake-up.ts";

export interface Watched<T> {
  /** All there is, the newest first. */
  readonly all: () => MaybePromise<readonly T[]>;
  readonly matches: (item: T) => boolean;
}

/** Waits for the newest that matches. @returns undefined as {@link waitUntil} does */
export type Watch<T> = (watched: Watched<T>, options: WaitOptions) => Promise<T | undefined>;

/** @param told what one event tells of; undefined for an event that tells of something else */
export function watcher<T>(
  { store, wakeUp }: { readonly store: Store; readonly wakeUp: WakeUp },
  told: (what: StoreEvent["what"]) => MaybePromise<T | undefined>,
): Watch<T> {
  let last: { readonly events: readonly StoreEvent[]; readonly items: MaybePromise<readonly T[]> } = {
    events: [],
    items: [],
  };

  /** Reads what events tell of once for all waits, which are woken together and are given the same events. */
  function itemsOfEvents(events: readonly StoreEvent[]): MaybePromise<readonly T[]> {
    if (last.events !== events) {
      const items = events.map(({ what }) => told(what));
      const isThere = (item: (typeof items)[number]): item is T | undefined => !(item instanceof Promise);
      last = {
        events,
        items: items.every(isThere) ? newestFirst(items) : Promise.all(items).then(newestFirst),
      };
    }
    return last.items;
  }

  return function watch({ all, matches }, options) {
    let cursor = Infinity;
    let generation: number | undefined;

    function look(): MaybePromise<T | undefined> {
      const events = store.events(cursor, options.token, Infinity);
      const { oldest, newest } = store.eventRange();
      const isBehind = generation !== store.generation || cursor + 1 < oldest;
      cursor = newest;
      generation = store.generation;
      return whenThere(isBehind ? all() : itemsOfEvents(events), (items) => items.find(matches));
    }

    // A signal that follows the caller's, which may have ten waits already and would warn of one more.
    const signal = options.signal && AbortSignal.any([options.signal]);
    return waitUntil(wakeUp, look, { ...options, signal });
  };
}

export function itemsOf<T>(page: MaybePromise<Page<T>>): MaybePromise<readonly T[]> {
  return whenThere(page, ({ items }) => items);
}

/** Each once, since several events may tell of the same. */
function newestFirst<T>(items: readonly (T | undefined)[]): readonly T[] {
  const there = new Set<T>();
  for (const item of items.toReversed()) if (item !== undefined) there.add(item);
  return [...there];
}

/** Goes on at once with what is there already. */
function whenThere<T, R>(value: MaybePromise<T>, go: (value: T) => R): MaybePromise<R> {
  return value instanceof Promise ? value.then(go) : go(value);
}
