/** A promise with more to it, whose `then`, `catch` and `finally` give plain ones. */
export class PlainPromise<T> extends Promise<T> {
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }
}
