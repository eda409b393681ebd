/** The last line of a terminal while a list is sent. */
import type { BulkProgress } from "../client/index.ts";
import type { Screen } from "./machine.ts";
import { Meter, timeOf } from "./meter.ts";
import type { Footer } from "./output.ts";

const BAR_WIDTH = 24;
const DEFAULT_COLUMNS = 80;
/** Drawing more often would only cost. */
const REDRAW_MS = 100;

const CLEAR = "\r\u001b[K";

export class ProgressBar implements Footer {
  readonly #screen: Screen;
  readonly #total: number;
  readonly #clock: () => number;
  readonly #meter: Meter;
  #progress: BulkProgress = { read: 0, accepted: 0, refused: 0, unknown: 0, notAttempted: 0, resumed: 0 };
  #drawnAt = Number.NEGATIVE_INFINITY;

  constructor(screen: Screen, total: number, clock: () => number) {
    this.#screen = screen;
    this.#total = total;
    this.#clock = clock;
    this.#meter = new Meter(total);
  }

  update(progress: BulkProgress): void {
    this.#progress = progress;
    const now = this.#clock();
    // Results of an earlier run come at once, and say nothing about the speed of this one.
    if (doneOf(progress) > progress.resumed) this.#meter.count(doneOf(progress), now);
    if (now - this.#drawnAt >= REDRAW_MS) this.draw();
  }

  draw(): void {
    this.#drawnAt = this.#clock();
    // Some terminals do not know their width and say 0.
    const width = this.#screen.columns || DEFAULT_COLUMNS;
    this.#screen.write(`${CLEAR}${this.text().slice(0, width - 1)}`);
  }

  clear(): void {
    this.#screen.write(CLEAR);
  }

  text(): string {
    const { refused, unknown } = this.#progress;
    const done = doneOf(this.#progress);
    const share = this.#total === 0 ? 1 : done / this.#total;
    const filled = Math.floor(share * BAR_WIDTH);
    const rate = this.#meter.rateAt(this.#clock());
    return [
      `[${"#".repeat(filled)}${".".repeat(BAR_WIDTH - filled)}]`,
      `${done}/${this.#total}`,
      rate === undefined ? "" : `${Math.round(rate.perMinute)}/min, ${timeOf(rate.leftMs)} left`,
      refused > 0 ? `${refused} refused` : "",
      unknown > 0 ? `${unknown} in doubt` : "",
    ]
      .filter((part) => part !== "")
      .join("  ");
  }
}

function doneOf({ accepted, refused, unknown }: BulkProgress): number {
  return accepted + refused + unknown;
}
