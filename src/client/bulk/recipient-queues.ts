/**
 * Items that wait, a lane for each recipient: within a lane one at a time and in order, lanes side by side. A lane
 * that has begun goes on before another begins.
 */
export class RecipientQueues<T> {
  /** Lanes in which something waits or is on its way. */
  readonly #recipientQueues = new Map<string, T[]>();
  /** Free lanes in which an item waits. */
  readonly #free: T[][] = [];
  #size = 0;

  /** Number of items that wait. */
  get size(): number {
    return this.#size;
  }

  add(recipient: string, item: T): void {
    this.#size++;
    const lane = this.#recipientQueues.get(recipient);
    if (lane !== undefined) {
      lane.push(item);
      return;
    }
    const opened = [item];
    this.#recipientQueues.set(recipient, opened);
    this.#free.push(opened);
  }

  /** The next whose lane is free; it then takes the lane. */
  take(): T | undefined {
    const item = this.#free.shift()?.shift();
    if (item !== undefined) this.#size--;
    return item;
  }

  /** The lane is free again. */
  leave(recipient: string): void {
    const lane = this.#recipientQueues.get(recipient);
    if (lane === undefined) return;
    // Before the others: the longest lanes, whose recipients take ten a minute, decide when the list is over.
    if (lane.length > 0) this.#free.unshift(lane);
    else this.#recipientQueues.delete(recipient);
  }

  /** Takes all that wait. */
  clear(): readonly T[] {
    const waiting = [...this.#recipientQueues.values()].flat();
    this.#recipientQueues.clear();
    this.#free.length = 0;
    this.#size = 0;
    return waiting;
  }
}
