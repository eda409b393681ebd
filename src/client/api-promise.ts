import type { RateLimit } from "./rate-limit.ts";

/** A result together with what the answer told beside it. */
export interface WithResponse<T> {
  readonly data: T;
  /** HTTP status, 200 to 299. */
  readonly status: number;
  /** Undefined when the answer had no `X-Rate-Limit-*` headers. */
  readonly rateLimit: RateLimit | undefined;
}

/**
 * What every method returns: a promise of the data, and of the answer's circumstances for those who ask.
 *
 * The request leaves with the method's call, once, however often the promise is awaited.
 *
 * @example
 * const balance = await client.credits.balance();
 * const { data, rateLimit } = await client.credits.balance().withResponse();
 */
export class ApiPromise<T> extends Promise<T> {
  readonly #answer: Promise<WithResponse<T>>;

  /** `then`, `catch` and `finally` give plain promises. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  constructor(answer: Promise<WithResponse<T>>) {
    super((resolve, reject) => {
      answer.then(({ data }) => resolve(data), reject);
    });
    this.#answer = answer;
  }

  /** The data with status and rate limit. Rejects as the promise itself does. */
  withResponse(): Promise<WithResponse<T>> {
    // Whoever asks for the answer handles its failure there; the promise of the data alone is then unwatched.
    this.catch(() => undefined);
    return this.#answer;
  }
}
