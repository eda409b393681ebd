/**
 * Limits that no header tells: so many sends of one kind in any window, as 10 to one recipient in 60 seconds. A kind
 * goes by its key, such as the recipient's digits.
 */
import type { RateLimit } from "../../protocol/rate-bucket.ts";
import type { LimitScope } from "../errors.ts";
import type { Settled } from "./limiter.ts";
import { NEVER, Queue } from "./queue.ts";

/** Times are milliseconds of a clock that never goes back. */
export interface Places<W> {
  /** Who has waited for a place and has one now. */
  readonly open: Queue<W>;
  /** @returns whether there was a place; without one the waiter is parked until it is `open` */
  take(key: string, waiter: W): boolean;
  /** A send is over. */
  settle(key: string, outcome: Settled, now: number): void;
  /** A waiter gives up. @returns true when it was parked or open */
  remove(key: string, waiter: W): boolean;
  /** Frees the places whose window is over. */
  expire(now: number): void;
  /** When there is a place for one more, after those that are parked, if none on its way fails. */
  opensAt(key: string, now: number): number;
  /** When the next place becomes free; Infinity for none. */
  nextEnd(): number;
  /** How many keys are remembered. */
  size(): number;
}

/** One key, as long as anything is known of it. */
interface Taken<W> {
  /** Places taken: by sends on their way or less than a window ago, and by waiters that are open. */
  used: number;
  /** When the places of sends that are over become free, in order. */
  readonly ends: number[];
  readonly parked: Queue<W>;
}

/**
 * @param scope whose refusal tells that all places are taken
 * @returns limits, each with all its places free
 */
export function createPlaces<W>({ limit, windowSeconds }: RateLimit, scope: LimitScope): Places<W> {
  const windowMs = windowSeconds * 1000;
  const known = new Map<string, Taken<W>>();
  const open = new Queue<W>();
  /** What leaves a window, in order of time, as all windows are equally long. */
  const ends = new Queue<{ readonly key: string; readonly at: number }>();

  const of = (key: string): Taken<W> => {
    const taken = known.get(key) ?? { used: 0, ends: [], parked: new Queue<W>() };
    known.set(key, taken);
    return taken;
  };

  const free = (key: string) => {
    const taken = of(key);
    const next = taken.parked.first();
    if (next !== undefined) {
      taken.parked.delete(next);
      open.add(next);
    } else if (--taken.used < 1) known.delete(key);
  };

  return {
    open,
    size: () => known.size,
    nextEnd: () => ends.first()?.at ?? NEVER,

    take(key, waiter) {
      const taken = of(key);
      const hasPlace = taken.used < limit;
      if (hasPlace) taken.used++;
      else taken.parked.add(waiter);
      return hasPlace;
    },

    settle(key, { refusedBy, counted }, now) {
      const taken = of(key);
      const isFull = refusedBy === scope;
      if (!isFull && !counted) return free(key);
      // After a refusal the window is full with sends of others, made just now at the latest; our own still leave it
      // when their time comes. To try earlier could only be a guess, and each wrong one costs a call of the account.
      const places = isFull ? limit - taken.used : 0;
      taken.used += places;
      for (let place = 0; place <= places; place++) {
        taken.ends.push(now + windowMs);
        ends.add({ key, at: now + windowMs });
      }
    },

    remove(key, waiter) {
      if (!open.delete(waiter)) return known.get(key)?.parked.delete(waiter) ?? false;
      free(key);
      return true;
    },

    expire(now) {
      for (let end = ends.first(); end && end.at <= now; end = ends.first()) {
        ends.delete(end);
        of(end.key).ends.shift();
        free(end.key);
      }
    },

    opensAt(key, now) {
      const taken = known.get(key);
      if (taken === undefined || taken.used < limit) return 0;
      const ahead = taken.parked.size;
      return (taken.ends[ahead % limit] ?? now + windowMs) + Math.floor(ahead / limit) * windowMs;
    },
  };
}
