/** Later than any time, more than any count. */
export const NEVER = Number.POSITIVE_INFINITY;

/**
 * First in, first out, with any item removable at once. A step costs the same however long the queue is: one walk
 * goes on for ever, as a set's walk passes over what was removed and comes to what was added.
 */
export class Queue<T> extends Set<T> {
  #walk = this.values();
  #first: T | undefined;

  first(): T | undefined {
    while (this.size > 0 && (this.#first === undefined || !this.has(this.#first))) {
      const { done, value } = this.#walk.next();
      if (done) this.#walk = this.values();
      else this.#first = value;
    }
    return this.size > 0 ? this.#first : undefined;
  }
}
