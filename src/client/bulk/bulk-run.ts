import { PlainPromise } from "../http/plain-promise.ts";
import type { BulkResult, BulkSummary } from "./types.ts";

/** A run as the chunk that carries it out shows it. */
export interface Running {
  readonly summary: Promise<BulkSummary>;
  readonly results: () => AsyncGenerator<BulkResult, void, undefined>;
}

/** True in `attached` when a caller iterates; results are kept only then. */
export interface Reader {
  attached: boolean;
}

/**
 * A run of `sms.sendMany`: a promise of its summary, and an iteration over its results, one for each item as it ends.
 *
 * The run begins with the call, once, whether it is awaited, iterated over or both. Iteration has to begin with it:
 * results without a reader are not kept. A slow reader slows the run down, and leaving the loop early stops it.
 *
 * @example
 * const run = client.sms.sendMany(messages);
 * for await (const { key, outcome } of run) console.log(key, outcome);
 * const { accepted, refused } = await run;
 */
export class BulkRun extends PlainPromise<BulkSummary> implements AsyncIterable<BulkResult> {
  readonly #running: Promise<Running>;
  readonly #reader: Reader;

  /** @internal */
  constructor(start: (reader: Reader) => Promise<Running>) {
    const reader = { attached: false };
    const running = start(reader);
    super((resolve, reject) => {
      running.then(({ summary }) => summary).then(resolve, reject);
    });
    this.#running = running;
    this.#reader = reader;
  }

  /** Ends with the error that the promise rejects with, after all results. */
  async *[Symbol.asyncIterator](): AsyncGenerator<BulkResult, void, undefined> {
    this.#reader.attached = true;
    // The loop throws the failure; the promise may then go unwatched.
    this.catch(() => undefined);
    const { results } = await this.#running;
    yield* results();
  }
}
