/**
 * Clock as data: an offset to the clock beneath, or a time at which it is frozen. The global clock is based on the
 * machine's, each tenant's on the global one.
 */
export interface ClockState {
  /** Milliseconds ahead of the clock beneath; ignored while frozen. */
  readonly offsetMs: number;
  /** Milliseconds since 1970 at which it is frozen; null while it runs. */
  readonly frozenAt: number | null;
}

export const RUNNING: ClockState = { offsetMs: 0, frozenAt: null };

/** @param beneath milliseconds since 1970 of the clock beneath */
export function timeOf({ offsetMs, frozenAt }: ClockState, beneath: number): number {
  return frozenAt ?? beneath + offsetMs;
}

/** Milliseconds since 1970 that a clock may be set to: a date of four digits, as the vendor writes them. */
const EARLIEST = 0;
/** 9999-12-31T23:59:59.999Z */
const LATEST = 253_402_300_799_999;

export function isTime(ms: number): boolean {
  return ms >= EARLIEST && ms <= LATEST;
}

/** Ways to move a clock. Milliseconds throughout. */
export type ClockChange =
  | { readonly kind: "set"; readonly now: number; readonly frozen?: boolean | undefined }
  | { readonly kind: "advance"; readonly by: number }
  | { readonly kind: "freeze" }
  | { readonly kind: "resume" };

/** @param beneath milliseconds since 1970 of the clock beneath */
export function moveClock(clock: ClockState, change: ClockChange, beneath: number): ClockState {
  switch (change.kind) {
    case "set":
      return (change.frozen ?? clock.frozenAt !== null) ? frozen(change.now) : running(change.now, beneath);
    case "advance": {
      const target = timeOf(clock, beneath) + change.by;
      return clock.frozenAt === null ? running(target, beneath) : frozen(target);
    }
    case "freeze":
      return frozen(timeOf(clock, beneath));
    case "resume":
      return running(timeOf(clock, beneath), beneath);
  }
}

function running(now: number, beneath: number): ClockState {
  return { offsetMs: now - beneath, frozenAt: null };
}

function frozen(now: number): ClockState {
  return { offsetMs: 0, frozenAt: now };
}
