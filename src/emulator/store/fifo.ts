/** A queue whose oldest entries go first, with constant cost at both ends and by position. */
export class Fifo<T> {
  #items: (T | undefined)[];
  #head = 0;

  constructor(items?: Iterable<T>) {
    this.#items = items === undefined ? [] : [...items];
  }

  get size(): number {
    return this.#items.length - this.#head;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  /** By position, 0 being the oldest. */
  at(index: number): T | undefined {
    return index < 0 ? undefined : this.#items[this.#head + index];
  }

  /** Takes the oldest. */
  shift(): T | undefined {
    if (this.size === 0) return undefined;
    const item = this.#items[this.#head];
    this.#items[this.#head] = undefined;
    this.#head++;
    if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  /** A copy from the oldest to the newest, by far the fastest one; what is undefined in it is no entry. */
  slots(): readonly (T | undefined)[] {
    return this.#items.slice(this.#head);
  }

  /** From the oldest to the newest. */
  *[Symbol.iterator](): Generator<T> {
    for (let index = this.#head; index < this.#items.length; index++) {
      const item = this.#items[index];
      if (item !== undefined) yield item;
    }
  }
}
