/**
 * Limits that no header tells: so many sends of one key in any so many seconds. The key of one limit is the recipient,
 * that of another the recipient and the text.
 */
import type { RateLimit } from "../../protocol/rate-bucket.ts";
import { NEVER, Queue } from "./queue.ts";

/** Times are milliseconds of a clock that never goes back. */
export interface Windows<W> {
  /** Waiters that have waited for a place and have one now. */
  readonly open: Queue<W>;
  /** @returns true when there was a place; without one the waiter is parked until it is `open` */
  take(key: string, waiter: W): boolean;
  /**
   * A send is over.
   *
   * @param counted true when it may count against the limit
   * @param refused true when it was refused by the limit
   */
  settle(key: string, outcome: { readonly counted: boolean; readonly refused: boolean }, now: number): void;
  /**
   * A waiter gives up.
   *
   * @returns true when it waited here, parked or open; else it may have a place, which `settle` gives back
   */
  remove(key: string, waiter: W): boolean;
  /** Frees the places whose window is over. */
  expire(now: number): void;
  /** Time when there is a place for one more, after those that are parked, if none on its way fails. */
  opensAt(key: string, now: number): number;
  /** Time when the next place becomes free; Infinity for none. */
  nextEnd(): number;
  /** Number of keys that are remembered. */
  size(): number;
}

/** One key, as long as anything is known of it. */
interface Window<W> {
  /** Places taken: by sends on their way or less than a window ago, and by waiters that are open. */
  used: number;
  /** Times when the places of sends that are over become free, in order. */
  readonly ends: number[];
  /** Made for the first that has to wait. */
  parked?: Queue<W>;
}

/** @returns the limit, with all places of each key free */
export function createWindows<W>({ limit, windowSeconds }: RateLimit): Windows<W> {
  const windowMs = windowSeconds * 1000;
  const known = new Map<string, Window<W>>();
  const open = new Queue<W>();
  /** Ends of windows, in order of time, as all windows are equally long. */
  const ends = new Queue<{ readonly key: string; readonly at: number }>();

  const of = (key: string): Window<W> => {
    let window = known.get(key);
    if (window === undefined) {
      window = { used: 0, ends: [] };
      known.set(key, window);
    }
    return window;
  };

  const free = (key: string) => {
    const window = of(key);
    const next = window.parked?.first();
    if (next !== undefined) {
      window.parked?.delete(next);
      open.add(next);
    } else if (--window.used < 1) known.delete(key);
  };

  return {
    open,
    size: () => known.size,
    nextEnd: () => ends.first()?.at ?? NEVER,

    take(key, waiter) {
      const window = of(key);
      const hasPlace = window.used < limit;
      if (hasPlace) window.used++;
      else (window.parked ??= new Queue<W>()).add(waiter);
      return hasPlace;
    },

    settle(key, { counted, refused }, now) {
      const window = of(key);
      if (!refused && !counted) return free(key);
      // After a refusal the window is full with sends of others, made just now at the latest; our own still leave it
      // when their time comes. To try earlier could only be a guess, and each wrong one costs a call of the account.
      const places = refused ? limit - window.used : 0;
      window.used += places;
      for (let place = 0; place <= places; place++) {
        window.ends.push(now + windowMs);
        ends.add({ key, at: now + windowMs });
      }
    },

    remove(key, waiter) {
      const wasOpen = open.delete(waiter);
      if (wasOpen) free(key);
      return wasOpen || known.get(key)?.parked?.delete(waiter) === true;
    },

    expire(now) {
      for (let end = ends.first(); end && end.at <= now; end = ends.first()) {
        ends.delete(end);
        of(end.key).ends.shift();
        free(end.key);
      }
    },

    opensAt(key, now) {
      const window = known.get(key);
      if (window === undefined || window.used < limit) return 0;
      const ahead = window.parked?.size ?? 0;
      return (window.ends[ahead % limit] ?? now + windowMs) + Math.floor(ahead / limit) * windowMs;
    },
  };
}
