/** A wait under way, as its caller holds it. The code behind it is loaded at the first wait. */

import { PlainPromise } from "../http/plain-promise.ts";
import type { DeliveryReport, MmsTemplate } from "../records.ts";

export type DeliveryWait = Wait<DeliveryReport>;
export type ApprovalWait = Wait<MmsTemplate>;

/** Settings of one wait. */
export interface WaitOptions {
  /** Ends the wait with an `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole wait, or false for no limit. Default: 600,000. */
  readonly deadline?: number | false | undefined;
  /** Milliseconds for each request, or false for no limit; the client's own when not given. */
  readonly timeout?: number | false | undefined;
}

/** A status that differs from the one before, and the promise of the next; none after a final one. */
export interface Change<T> {
  readonly value: T;
  readonly next: Promise<Change<T>> | undefined;
}

/**
 * A wait under way. Awaited, it is what it was at its end; iterated, what it is at present and then after each change,
 * the end last. Every loop gets them from the beginning, however late it begins.
 *
 * A loop that is left early ends the wait unless another loop goes on; awaiting it then rejects with an `AbortError`.
 */
export class Wait<T> extends PlainPromise<T> implements AsyncIterable<T> {
  readonly #first: Promise<Change<T>>;
  readonly #left: AbortController;
  #loops = 0;

  /**
   * @internal
   * @param begin gives the first; the signal fires when the loop over it is left
   */
  constructor(begin: (left: AbortSignal) => Promise<Change<T>>) {
    const left = new AbortController();
    const first = begin(left.signal);
    super((resolve, reject) => {
      lastOf(first).then(resolve, reject);
    });
    this.#first = first;
    this.#left = left;
    // The loop throws the failure; the promise may then go unwatched.
    this.catch(() => undefined);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    this.#loops++;
    try {
      for (let change: Change<T> | undefined = await this.#first; change !== undefined; ) {
        yield change.value;
        change = await change.next;
      }
    } finally {
      if (--this.#loops === 0) this.#left.abort();
    }
  }
}

async function lastOf<T>(first: Promise<Change<T>>): Promise<T> {
  let change = await first;
  while (change.next !== undefined) change = await change.next;
  return change.value;
}
