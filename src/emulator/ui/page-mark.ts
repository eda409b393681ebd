/**
 * How old a page is: the newest event that it shows, and the run of the emulator in which it was made. Events are
 * numbered from the start in every run, so a number alone could look up to date after a restart.
 */
import { freshSecret } from "../runtime/random.ts";
import type { Store } from "../store/store.ts";

export interface PageMark {
  /** Id of the newest event that the page shows. */
  readonly event: number;
  /** Whether nothing is known of what it shows. */
  readonly isOfAnotherRun: boolean;
}

export interface PageMarks {
  /** Of a page that is made now. */
  now(): string;
  write(event: number): string;
  /** What is not understood counts as a page that is made now. */
  read(written: string): PageMark;
}

/** Stands for the newest event where events are not noted yet: older than all there are. */
const NOT_NOTED = -1;

export function revisions(store: Store, run: string = freshSecret()): PageMarks {
  const write = (event: number): string => `${run}.${event}`;

  return {
    write,
    /**
     * Nothing is noted before the first live page asks, since to begin takes a look at every message; that page is told
     * at once that it may be behind.
     */
    now: () => write(store.isListening ? store.eventRange().newest : NOT_NOTED),
    read(written) {
      const [, madeIn, event] = /^([0-9a-f]+)\.(-1|\d{1,15})$/.exec(written) ?? [];
      if (madeIn === run) return { event: Number(event), isOfAnotherRun: false };
      return { event: store.eventRange().newest, isOfAnotherRun: madeIn !== undefined };
    },
  };
}
