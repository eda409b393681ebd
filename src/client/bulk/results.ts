/** The results on their way to the caller, and their counts. */
import type { Bell } from "./bell.ts";
import type { Reader } from "./bulk-run.ts";
import type { BulkOptions, BulkProgress, BulkResult } from "./types.ts";

const counted = {
  accepted: "accepted",
  refused: "refused",
  unknown: "unknown",
  "not-attempted": "notAttempted",
} as const satisfies Record<BulkResult["outcome"], keyof BulkProgress>;

export class Results {
  readonly #reader: Reader;
  readonly #bell: Bell;
  readonly #onProgress: BulkOptions["onProgress"];
  readonly #counts = { read: 0, accepted: 0, refused: 0, unknown: 0, notAttempted: 0, resumed: 0 };
  readonly #total: number | undefined;
  readonly #unread: BulkResult[] = [];
  #missed = false;
  #isRead = false;

  constructor(reader: Reader, bell: Bell, { onProgress }: BulkOptions, total: number | undefined) {
    this.#reader = reader;
    this.#bell = bell;
    this.#onProgress = onProgress;
    this.#total = total;
  }

  /** Number of results that the reader has not taken yet. */
  get unread(): number {
    return this.#unread.length;
  }

  get progress(): BulkProgress {
    return { ...this.#counts, total: this.#total };
  }

  /** One more item was read. */
  countRead(): void {
    this.#counts.read++;
  }

  tell(result: BulkResult): void {
    this.#counts[counted[result.outcome]]++;
    if (result.resumed) this.#counts.resumed++;
    if (this.#reader.attached) this.#unread.push(result);
    else this.#missed = true;
    const { progress } = this;
    const tellProgress = async (): Promise<unknown> => this.#onProgress?.(progress);
    tellProgress().catch(() => undefined);
    this.#bell.ring();
  }

  /** @param run ends the iteration once it has ended, and is stopped when the iteration is left */
  async *results(run: {
    readonly hasEnded: boolean;
    readonly failure: Error | undefined;
    readonly leave: () => void;
  }): AsyncGenerator<BulkResult, void, undefined> {
    if (this.#isRead) {
      throw new TypeError("Failed to read the results: somebody reads them already. Please iterate once.");
    }
    this.#isRead = true;
    if (this.#missed) {
      throw new TypeError(
        "Failed to read the results: some are gone already. Please iterate as soon as sendMany returns.",
      );
    }
    try {
      for (;;) {
        const result = this.#unread.shift();
        if (result !== undefined) {
          this.#bell.ring();
          yield result;
        } else if (run.hasEnded) break;
        else await this.#bell.wait();
      }
      if (run.failure !== undefined) throw run.failure;
    } finally {
      if (!run.hasEnded) run.leave();
      while (!run.hasEnded) await this.#bell.wait();
    }
  }
}
