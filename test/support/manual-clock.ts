import type { Clock } from "../../src/emulator/index.ts";

/** A whole second, so that windows counted in whole seconds begin where the tests begin. */
export const START = Date.UTC(2026, 0, 15, 12, 0, 0);

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #now = START;

  now(): number {
    return this.#now;
  }

  /** @param ms milliseconds */
  advance(ms: number): void {
    this.#now += ms;
  }

  /** @param ms milliseconds since {@link START} */
  setTo(ms: number): void {
    this.#now = START + ms;
  }
}
