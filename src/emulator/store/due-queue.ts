/**
 * A queue that gives the earliest first: what falls due, in order of its time. What comes in order, as nearly all
 * does, waits in a row; only the rest costs the sorting of a heap.
 */
import { Fifo } from "./fifo.ts";

export class DueQueue<T extends { readonly at: number }> {
  #row = new Fifo<T>();
  readonly #items: T[] = [];

  get size(): number {
    return this.#row.size + this.#items.length;
  }

  peek(): T | undefined {
    return this.#heapIsNext() ? this.#items[0] : this.#row.at(0);
  }

  push(item: T): void {
    const last = this.#row.at(this.#row.size - 1);
    if (last === undefined || last.at <= item.at) this.#row.push(item);
    else this.#pushToHeap(item);
  }

  /** Takes the earliest. */
  pop(): T | undefined {
    return this.#heapIsNext() ? this.#popFromHeap() : this.#row.shift();
  }

  /** Lets go of all others. */
  keep(wanted: (item: T) => boolean): void {
    const kept = [...this.#row, ...this.#items].filter(wanted).sort((a, b) => a.at - b.at);
    this.#row = new Fifo(kept);
    this.#items.length = 0;
  }

  #heapIsNext(): boolean {
    const [first] = this.#items;
    const head = this.#row.at(0);
    return first !== undefined && (head === undefined || first.at < head.at);
  }

  #pushToHeap(item: T): void {
    const items = this.#items;
    let index = items.push(item) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = items[above];
      if (parent === undefined || parent.at <= item.at) break;
      items[index] = parent;
      index = above;
    }
    items[index] = item;
  }

  #popFromHeap(): T | undefined {
    const items = this.#items;
    const [first] = items;
    const last = items.pop();
    if (last === undefined || items.length === 0) return first;
    let index = 0;
    for (;;) {
      const left = items[index * 2 + 1];
      const right = items[index * 2 + 2];
      const below =
        right !== undefined && left !== undefined && right.at < left.at ? index * 2 + 2 : index * 2 + 1;
      const child = below === index * 2 + 2 ? right : left;
      if (child === undefined || child.at >= last.at) break;
      items[index] = child;
      index = below;
    }
    items[index] = last;
    return first;
  }
}
