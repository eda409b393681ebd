/** Bounds the items on their way. One that has to wait for its recipient lends its slot to others meanwhile. */
export class Semaphore {
  #free: number;
  readonly #returning: (() => void)[] = [];
  readonly #onFree: () => void;

  constructor(count: number, onFree: () => void) {
    this.#free = count;
    this.#onFree = onFree;
  }

  get hasFree(): boolean {
    return this.#free > 0;
  }

  /** To be called only while one is free. */
  take(): void {
    this.#free--;
  }

  /** Waits for one, before all that have not begun. */
  async takeBack(): Promise<void> {
    if (this.hasFree) this.take();
    else await new Promise<void>((resolve) => this.#returning.push(resolve));
  }

  release(): void {
    const returning = this.#returning.shift();
    if (returning !== undefined) return returning();
    this.#free++;
    this.#onFree();
  }
}
