/** The only place of the emulator that reads the machine's clock. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

// As it was when this module was loaded: timers that run and a clock that stands still would wait for ever.
const { now } = Date;

export const systemClock: Clock = { now };
