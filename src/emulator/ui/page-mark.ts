/**
 * Age of a page: the newest event that it shows, and the run of the emulator that rendered it. Every run numbers events
 * from the start, so a number alone could look up to date after a restart.
 */
import { freshSecret } from "../runtime/random.ts";
import type { Store } from "../store/store.ts";

export interface PageMark {
  /** Id of the newest event that the page shows. */
  readonly event: number;
  /** True when another run rendered it, so its content is unknown. */
  readonly isOfAnotherRun: boolean;
}

export interface PageMarks {
  /** Mark of a page that is rendered now. */
  now(): string;
  write(event: number): string;
  /** Parses a mark; an invalid one counts as that of a page rendered now. */
  read(written: string): PageMark;
}

/** Event id for a page rendered before events are recorded: older than all events. */
const NOT_NOTED = -1;

export function revisions(store: Store, run: string = freshSecret()): PageMarks {
  const write = (event: number): string => `${run}.${event}`;

  return {
    write,
    /**
     * Events are recorded from the first live page on, since starting visits every message; that page is notified at
     * once that it may be out of date.
     */
    now: () => write(store.isListening ? store.eventRange().newest : NOT_NOTED),
    read(written) {
      const [, madeIn, event] = /^([0-9a-f]+)\.(-1|\d{1,15})$/.exec(written) ?? [];
      if (madeIn === run) return { event: Number(event), isOfAnotherRun: false };
      return { event: store.eventRange().newest, isOfAnotherRun: madeIn !== undefined };
    },
  };
}
