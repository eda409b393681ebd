/** The limit per recipient: 10 sends in any 60 seconds, which no header tells. */
import { RECIPIENT_RATE } from "../../protocol/limits.ts";
import type { Settled } from "./limiter.ts";
import { NEVER, Queue } from "./queue.ts";

const PLACES = RECIPIENT_RATE.limit;
const WINDOW_MS = RECIPIENT_RATE.windowSeconds * 1000;

/** Recipients go by their digits. Times are milliseconds of a clock that never goes back. */
export interface Recipients<W> {
  /** Who has waited for a place and has one now. */
  readonly open: Queue<W>;
  /** @returns whether there was a place; without one the waiter is parked until it is `open` */
  take(digits: string, waiter: W): boolean;
  /** A send is over. */
  settle(digits: string, outcome: Settled, now: number): void;
  /** Somebody waits no longer. */
  remove(digits: string, waiter: W): void;
  /** Frees the places whose window is over. */
  expire(now: number): void;
  /** When there is a place for one more, after those that are parked, if none on its way fails. */
  opensAt(digits: string, now: number): number;
  /** When the next place becomes free; Infinity for none. */
  nextEnd(): number;
  /** How many recipients are remembered. */
  size(): number;
}

/** One recipient, as long as anything is known of it. */
interface Recipient<W> {
  /** Places taken: by sends on their way or less than a window ago, and by waiters that are open. */
  used: number;
  /** When the places of sends that are over become free, in order. */
  readonly ends: number[];
  readonly parked: Queue<W>;
}

/** @returns the recipients' limits, each with all its places free */
export function createRecipients<W>(): Recipients<W> {
  const known = new Map<string, Recipient<W>>();
  const open = new Queue<W>();
  /** What leaves a window, in order of time, as all windows are equally long. */
  const ends = new Queue<{ readonly digits: string; readonly at: number }>();

  const of = (digits: string): Recipient<W> => {
    const recipient = known.get(digits) ?? { used: 0, ends: [], parked: new Queue<W>() };
    known.set(digits, recipient);
    return recipient;
  };

  const free = (digits: string) => {
    const recipient = of(digits);
    const next = recipient.parked.first();
    if (next !== undefined) {
      recipient.parked.delete(next);
      open.add(next);
    } else if (--recipient.used < 1) known.delete(digits);
  };

  return {
    open,
    size: () => known.size,
    nextEnd: () => ends.first()?.at ?? NEVER,

    take(digits, waiter) {
      const recipient = of(digits);
      const hasPlace = recipient.used < PLACES;
      if (hasPlace) recipient.used++;
      else recipient.parked.add(waiter);
      return hasPlace;
    },

    settle(digits, { refusedBy, counted }, now) {
      const recipient = of(digits);
      const isFull = refusedBy === "recipient";
      if (!isFull && !counted) return free(digits);
      // After a refusal the window is full with sends of others, made just now at the latest; our own still leave it
      // when their time comes. To try earlier could only be a guess, and each wrong one costs a call of the account.
      const places = isFull ? PLACES - recipient.used : 0;
      recipient.used += places;
      for (let place = 0; place <= places; place++) {
        recipient.ends.push(now + WINDOW_MS);
        ends.add({ digits, at: now + WINDOW_MS });
      }
    },

    remove(digits, waiter) {
      if (open.delete(waiter)) free(digits);
      else known.get(digits)?.parked.delete(waiter);
    },

    expire(now) {
      for (let end = ends.first(); end && end.at <= now; end = ends.first()) {
        ends.delete(end);
        of(end.digits).ends.shift();
        free(end.digits);
      }
    },

    opensAt(digits, now) {
      const recipient = known.get(digits);
      if (recipient === undefined || recipient.used < PLACES) return 0;
      const ahead = recipient.parked.size;
      return (recipient.ends[ahead % PLACES] ?? now + WINDOW_MS) + Math.floor(ahead / PLACES) * WINDOW_MS;
    },
  };
}
