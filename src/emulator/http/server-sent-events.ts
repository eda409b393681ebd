/** A stream of server-sent events, written at the subscriber's pace. Comments keep an idle connection open. */
import type { MaybePromise } from "../store/types.ts";
import { type WakeUp, waitUntil } from "../store/wake-up.ts";

/** Milliseconds between two comments. */
const KEEP_ALIVE_MS = 15_000;

interface Subscription {
  readonly wakeUp: WakeUp;
  /** Fires when the emulator ends: the stream then ends in order. */
  readonly ending: AbortSignal;
  /** Comment that opens the stream. */
  readonly opening?: string;
  /** Account whose changes wake the stream; undefined for all. */
  readonly token?: string | undefined;
  /** Reads that account before every wait, where it may change. */
  readonly account?: () => MaybePromise<string | undefined>;
  /** Events since the last call, as they are written; undefined while there are none. */
  readonly next: () => MaybePromise<Uint8Array | undefined>;
  /** Pause after events. */
  readonly rest: (over: AbortSignal) => Promise<void>;
}

const encoder = new TextEncoder();

export function encoded(text: string): Uint8Array {
  return encoder.encode(text);
}

export function serverSentEvents(subscription: Subscription): ReadableStream<Uint8Array> {
  const { wakeUp, ending, opening, token, account = () => token, next, rest } = subscription;
  const left = new AbortController();
  const over = AbortSignal.any([ending, left.signal]);
  // Listen from the start, so that nothing between two reads is missed: due steps are emitted when events are read.
  const stopListening = wakeUp.onChange(() => {}, token);
  return new ReadableStream(
    {
      start(controller) {
        if (opening !== undefined) controller.enqueue(encoded(`: ${opening}\n\n`));
      },
      async pull(controller) {
        const found = await waitUntil(wakeUp, next, {
          timeoutMs: KEEP_ALIVE_MS,
          token: await account(),
          signal: over,
        });
        if (over.aborted) {
          stopListening();
          if (!left.signal.aborted) controller.close();
          return;
        }
        controller.enqueue(found ?? encoded(": still here\n\n"));
        if (found !== undefined) await rest(over);
      },
      cancel() {
        left.abort();
        stopListening();
      },
    },
    { highWaterMark: 0 },
  );
}
