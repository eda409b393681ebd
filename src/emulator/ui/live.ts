/**
 * Notifies open pages by server-sent events that they are out of date, no more often than a reader could follow; the
 * page then reloads its own view. The event contains nothing of the change.
 */
import { encoded, serverSentEvents } from "../http/server-sent-events.ts";
import { pause } from "../runtime/timer.ts";
import type { MaybePromise } from "../store/types.ts";
import type { PageMark } from "./page-mark.ts";
import type { PageServices } from "./page-services.ts";

/** Milliseconds between two notifications. */
const QUIET_MS = 250;

interface Following {
  /**
   * Token of the account, read at every check, since a reset removes accounts and restores them. Undefined while there
   * is none: the page is then notified of all, so that it can show whichever comes next.
   */
  readonly account: () => MaybePromise<string | undefined>;
  readonly mark: PageMark;
}

export function liveStream(services: PageServices, { account, mark }: Following): ReadableStream<Uint8Array> {
  const { store, wakeUp, ending, marks } = services;
  store.listen();
  let cursor = mark.event;
  let isOfAnotherRun = mark.isOfAnotherRun;
  let seen: string | undefined;

  return serverSentEvents({
    wakeUp,
    ending,
    account,
    next: async () =>
      (await hasChanged()) ? encoded(`id: ${marks.write(cursor)}\nevent: changed\ndata:\n\n`) : undefined,
    rest: (over) => pause(QUIET_MS, over),
  });

  /** True when a change has happened that the page would show. */
  async function hasChanged(): Promise<boolean> {
    const token = await account();
    const events = store.events(cursor, token, 1);
    const { oldest, newest } = store.eventRange();
    // An id in the future is from another run; events no longer kept may have been the account's.
    const isBehind = isOfAnotherRun || events.length > 0 || cursor > newest || cursor + 1 < oldest;
    isOfAnotherRun = false;
    cursor = newest;
    const before = seen;
    seen = await standing(token);
    return isBehind || (before !== undefined && before !== seen);
  }

  /** State that changes without an event. */
  async function standing(token: string | undefined): Promise<string> {
    const books = token === undefined ? undefined : await store.account(token);
    const clocks = [await store.clock(), await store.clock(token)];
    const faults = await store.faults();
    return JSON.stringify([token, books?.credits, books?.numbers, books?.limits, clocks, faults.length]);
  }
}
