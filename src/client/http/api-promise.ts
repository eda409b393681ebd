import { PlainPromise } from "./plain-promise.ts";
import type { WithResponse } from "./with-response.ts";

/**
 * Result of every method: a promise of the data, and of the answer's circumstances for callers that ask.
 *
 * The call begins with the method's, once, however often the promise is awaited.
 *
 * @example
 * const balance = await client.credits.balance();
 * const { data, rateLimit } = await client.credits.balance().withResponse();
 */
export class ApiPromise<T> extends PlainPromise<T> {
  readonly #answer: Promise<WithResponse<T>>;

  constructor(answer: Promise<WithResponse<T>>) {
    super((resolve, reject) => {
      answer.then(({ data }) => resolve(data), reject);
    });
    this.#answer = answer;
  }

  /** The data with what the answer told beside it. Rejects as the promise itself does. */
  withResponse(): Promise<WithResponse<T>> {
    // The caller handles a failure on the answer; the promise of the data alone may then go unwatched.
    this.catch(() => undefined);
    return this.#answer;
  }
}
