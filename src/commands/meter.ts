/** Measures speed over the last minute: limits let a burst through and then hold back. */

const WINDOW_MS = 60_000;
/** Milliseconds before which a rate would be a guess. */
const SHORTEST_MS = 1000;

export class Meter {
  readonly #total: number;
  /** Counts with their times, the oldest first; the first is the last one before the window. */
  readonly #seen: { readonly at: number; readonly done: number }[] = [];

  /** @param total in the end */
  constructor(total: number) {
    this.#total = total;
  }

  /** @param at milliseconds */
  count(done: number, at: number): void {
    this.#seen.push({ at, done });
    while ((this.#seen[1]?.at ?? at) <= at - WINDOW_MS) this.#seen.shift();
  }

  /** @returns undefined until it can be told */
  rateAt(now: number): { readonly perMinute: number; readonly leftMs: number } | undefined {
    const first = this.#seen[0];
    const last = this.#seen.at(-1);
    if (first === undefined || last === undefined || now - first.at < SHORTEST_MS) return undefined;
    const perMs = (last.done - first.done) / (now - first.at);
    if (perMs <= 0) return undefined;
    return { perMinute: perMs * 60_000, leftMs: (this.#total - last.done) / perMs };
  }
}

/** `0:05`, `12:00`, `2:46:40`. */
export function timeOf(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = String(seconds % 60).padStart(2, "0");
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, "0")}:${rest}`;
}
