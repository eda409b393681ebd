/** Time that passes only when no work is left to do: hours of pacing in a blink. */
import type { Sleep } from "../../../src/client/http/deadline.ts";
// Loaded beforehand: what the client loads when it is first used would take time that no clock here tells.
import "../../../src/client/bulk/run.ts";
import "../../../src/client/reconcile.ts";
import "../../../src/client/waiting/approval-wait.ts";
import "../../../src/client/waiting/delivery-wait.ts";

interface Sleeper {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
  readonly signal: AbortSignal | undefined;
}

export class VirtualTime {
  #now: number;
  #order = 0;
  #heap: Sleeper[] = [];
  #busy = 0;

  /** @param now milliseconds since 1970 */
  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  readonly clock = (): number => this.#now;

  readonly sleep: Sleep = (milliseconds, signal) => this.#until(this.#now + milliseconds, signal);

  /** Sleeps without a signal that could end it early. */
  delay(milliseconds: number): Promise<void> {
    return this.#until(this.#now + milliseconds, undefined);
  }

  /**
   * Moves time on from sleeper to sleeper until the work is over.
   *
   * @throws Error when the work waits without a sleeper, or longer than it may
   */
  async run<T>(work: Promise<T>, longestMs = Number.POSITIVE_INFINITY): Promise<T> {
    const end = this.#now + longestMs;
    const state = { over: false };
    const finish = () => {
      state.over = true;
    };
    work.then(finish, finish);
    for (;;) {
      do await idle();
      while (this.#busy > 0);
      if (state.over) return work;
      const next = this.#next();
      if (next === undefined) throw new Error(`Everybody waits and nobody sleeps at ${this.#now}.`);
      if (next.at > end) throw new Error(`Not over in ${longestMs} ms.`);
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
  }

  /** Work that goes on outside of this time, such as an emulator's: no time passes meanwhile. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#busy++;
    try {
      return await work;
    } finally {
      this.#busy--;
    }
  }

  /** Moves time on by so much. */
  async pass(milliseconds: number): Promise<void> {
    await this.run(this.delay(milliseconds));
  }

  #until(at: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((wake) => {
      this.#push({ at, order: this.#order++, wake, signal });
      signal?.addEventListener("abort", () => wake(), { once: true });
    });
  }

  #next(): Sleeper | undefined {
    for (let first = this.#pop(); first !== undefined; first = this.#pop()) {
      if (first.signal?.aborted !== true) return first;
    }
    return undefined;
  }

  #push(sleeper: Sleeper): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(sleeper);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || before(above, sleeper)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = sleeper;
  }

  #pop(): Sleeper | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      if (left === undefined) break;
      const child = right !== undefined && before(right, left) ? right : left;
      if (before(last, child)) break;
      heap[at] = child;
      at = child === left ? 2 * at + 1 : 2 * at + 2;
    }
    heap[at] = last;
    return first;
  }
}

function before(a: Sleeper, b: Sleeper): boolean {
  return a.at === b.at ? a.order < b.order : a.at < b.at;
}

/** All that can happen without time passing has happened. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
