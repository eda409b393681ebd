/** The only place of the emulator that reads the machine's clock or sets a timer. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
