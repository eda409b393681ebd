/**
 * Tells open pages that they are no longer up to date, over server-sent events, and no more often than a reader could
 * follow: the page then loads its own view again. Nothing of what happened is in the event.
 */
import { pause } from "../runtime/timer.ts";
import { waitUntil } from "../runtime/wake-up.ts";
import type { PageServices } from "./page-services.ts";

/** Stands for the newest event where events are not noted yet: older than all there are. */
export const NOT_NOTED = -1;

/** Between two changes that are told; milliseconds. */
const QUIET_MS = 250;
/** Between comments that keep idle connections open; milliseconds. */
const KEEP_ALIVE_MS = 15_000;

/**
 * @param token of the account; all accounts when left out
 * @param after id of the newest event that the page shows
 */
export function liveStream(
  services: PageServices,
  token: string | undefined,
  after: number,
): ReadableStream<Uint8Array> {
  const { store, wakeUp, ending } = services;
  store.listen();
  const left = new AbortController();
  const over = AbortSignal.any([ending, left.signal]);
  const encoder = new TextEncoder();
  // Listens from the start, so that nothing between two looks is missed.
  const stopListening = wakeUp.onChange(() => {});
  let cursor = after;
  let seen: string | undefined;

  return new ReadableStream(
    {
      async pull(controller) {
        const change = await waitUntil(wakeUp, look, KEEP_ALIVE_MS, over);
        if (over.aborted) {
          stopListening();
          if (!left.signal.aborted) controller.close();
          return;
        }
        if (change === undefined) {
          controller.enqueue(encoder.encode(": still here\n\n"));
          return;
        }
        controller.enqueue(encoder.encode(`id: ${cursor}\nevent: changed\ndata:\n\n`));
        await pause(QUIET_MS, over);
      },
      cancel() {
        left.abort();
        stopListening();
      },
    },
    { highWaterMark: 0 },
  );

  /** Whether anything has happened that the page would show. */
  async function look(): Promise<true | undefined> {
    const events = store.events(cursor, token, 1);
    const { oldest, newest } = store.eventRange();
    // An id that is still to come is one of another run; what is no longer kept may have been the account's.
    const isBehind = events.length > 0 || cursor > newest || cursor + 1 < oldest;
    cursor = newest;
    const before = seen;
    seen = await standing();
    return isBehind || (before !== undefined && before !== seen) ? true : undefined;
  }

  /** What changes without an event. */
  async function standing(): Promise<string> {
    const account = token === undefined ? undefined : await store.account(token);
    const clocks = [await store.clock(), await store.clock(token)];
    const faults = await store.faults();
    return JSON.stringify([account?.credits, account?.numbers, account?.limits, clocks, faults.length]);
  }
}
