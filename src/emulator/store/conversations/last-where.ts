import type { Fifo } from "../fifo.ts";

/** Position of the last item that is still so, where all that are so come before all that are not; -1 for none. */
export function lastWhere<T>(queue: Fifo<T>, isStill: (item: T) => boolean): number {
  let [low, high] = [0, queue.size];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = queue.at(middle);
    if (item !== undefined && isStill(item)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
