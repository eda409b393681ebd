/** A list on its way: tells each message, heeds Ctrl-C, and says how to go on. */
import {
  type AnyProTextingError,
  type BulkOptions,
  type BulkResult,
  type BulkSummary,
  type ProTexting,
} from "../client/index.ts";
import type { FileJournal } from "../client/node/index.ts";
import { exitCodeOf, exitCodes } from "./exit-codes.ts";
import { failureDocument, failureInWords } from "./failures.ts";
import type { Machine } from "./machine.ts";
import { countOf, type Output, type Piece } from "./output.ts";
import { ProgressBar } from "./progress-bar.ts";
import type { RecipientRow } from "./recipients.ts";

/** Messages in a row without a connection, after which the rest would fare no better. */
const MOST_UNCONNECTED = 10;
/** Milliseconds after which the time left is drawn anew, also while limits hold all messages back. */
const REDRAW_MS = 1000;

interface Parts {
  readonly rows: readonly RecipientRow[];
  readonly journal: FileJournal;
  readonly journalPath: string;
  readonly machine: Machine;
  readonly output: Output;
}

export class ListRun {
  readonly #rows: readonly RecipientRow[];
  readonly #journal: FileJournal;
  readonly #journalPath: string;
  readonly #machine: Machine;
  readonly #output: Output;
  readonly #stop = new AbortController();
  #interrupted = false;
  #unconnected = 0;
  /** Reason why the command itself has stopped the run. */
  #gaveUp: AnyProTextingError | undefined;
  /** Refusals that a later run tries again. */
  #postponed = 0;

  constructor({ rows, journal, journalPath, machine, output }: Parts) {
    this.#rows = rows;
    this.#journal = journal;
    this.#journalPath = journalPath;
    this.#machine = machine;
    this.#output = output;
  }

  /** @returns the exit code */
  async carryOut(
    client: ProTexting,
    { concurrency, reconcile }: Pick<BulkOptions, "concurrency" | "reconcile">,
  ): Promise<number> {
    const release = this.#machine.onInterrupt((why) => this.#interrupt(why === "closed"));
    const bar = this.#startBar();
    try {
      const run = client.sms.sendMany(
        this.#rows.map(({ item }) => item),
        {
          journal: this.#journal,
          signal: this.#stop.signal,
          concurrency,
          reconcile,
          onProgress: (progress) => bar.update(progress),
        },
      );
      for await (const result of run) this.#tell(result);
      bar.end();
      return this.#sumUp(await run);
    } finally {
      bar.end();
      release();
    }
  }

  #startBar(): { readonly update: ProgressBar["update"]; readonly end: () => void } {
    const { stderr, clientOptions } = this.#machine;
    if (stderr.isTTY !== true) return { update: () => undefined, end: () => undefined };
    const bar = new ProgressBar(stderr, this.#rows.length, clientOptions.clock ?? Date.now);
    const takeAway = this.#output.keepFooter(bar);
    const timer = setInterval(() => bar.draw(), REDRAW_MS);
    let ended = false;
    return {
      update: (progress) => bar.update(progress),
      end() {
        if (ended) return;
        ended = true;
        clearInterval(timer);
        takeAway();
      },
    };
  }

  #interrupt(quietly: boolean): void {
    if (this.#interrupted && !quietly) this.#machine.exit(exitCodes.interrupted);
    this.#interrupted = true;
    this.#stop.abort();
    this.#output.note(
      "Stopping: waiting for the answers to what has left. Ctrl-C again does not wait; what is on its way is then in doubt.",
    );
  }

  #tell(result: BulkResult): void {
    const row = this.#rows[result.index];
    const { mobilePhone = "" } = row?.item ?? {};
    const line = row?.line ?? 0;
    const { outcome, resumed, key } = result;
    const id = outcome === "accepted" ? result.id : undefined;
    const error = "error" in result ? result.error : undefined;
    if (outcome === "refused") this.#countRefusal(result);
    else if (outcome !== "not-attempted" && !resumed) this.#unconnected = 0;
    this.#output.document({
      event: "result",
      line,
      key: row?.item.key === undefined ? undefined : key,
      mobilePhone,
      outcome,
      id,
      resumed,
      error: error && failureDocument(error, exitCodeOf(error)),
    });
    const where = `line ${line}  ${mobilePhone}  `;
    if (outcome === "refused" || outcome === "unknown") {
      const word: Piece =
        outcome === "refused" ? { text: "refused", style: "red" } : { text: "in doubt", style: "yellow" };
      this.#output.line(where, word, `  ${failureInWords(error)}`);
    } else if (outcome === "accepted" && id === undefined) {
      this.#output.line(where, { text: "accepted, id unknown", style: "yellow" });
    }
  }

  #countRefusal({ error, final }: Extract<BulkResult, { outcome: "refused" }>): void {
    if (!final) this.#postponed++;
    this.#unconnected = error.name === "ConnectionError" ? this.#unconnected + 1 : 0;
    if (this.#unconnected < MOST_UNCONNECTED) return;
    this.#gaveUp ??= error;
    this.#stop.abort();
  }

  #sumUp(summary: BulkSummary): number {
    const { accepted, refused, unknown, notAttempted, resumed, stoppedBy } = summary;
    const stopped = this.#gaveUp ?? stoppedBy;
    const left = this.#rows.length - accepted - refused - unknown;
    const code = this.#codeOf(summary, stopped);
    this.#output.document({
      event: "summary",
      messages: this.#rows.length,
      accepted,
      refused,
      unknown,
      notAttempted: Math.max(left, notAttempted),
      resumed,
      stoppedBy: stopped && failureDocument(stopped, code),
      exitCode: code,
    });
    this.#output.line(
      { text: `${accepted} accepted`, style: "green" },
      `, ${refused} refused, ${unknown} in doubt, ${left} not attempted`,
      resumed > 0 ? ` (${resumed} known from an earlier run)` : "",
    );
    if (stopped !== undefined && !this.#interrupted) {
      this.#output.note({ text: `Stopped: ${failureInWords(stopped)}`, style: "red" });
    }
    this.#tellHowToGoOn(left + this.#postponed, unknown);
    return code;
  }

  #tellHowToGoOn(again: number, unknown: number): void {
    const where = `what was sent is in ${this.#journalPath} and is not sent again`;
    if (again > 0)
      this.#output.note(`The same command sends the other ${countOf(again, "message")}; ${where}.`);
    else if (unknown > 0) {
      this.#output.note(
        `Nobody knows yet whether ${countOf(unknown, "message")} in doubt went out; ${where}.`,
      );
    } else this.#output.note(`There is nothing left to send; ${where}.`);
    if (unknown > 0) this.#output.note("With --reconcile it looks up those in doubt in the sent history.");
  }

  #codeOf({ refused, unknown }: BulkSummary, stopped: AnyProTextingError | undefined): number {
    if (this.#interrupted) return exitCodes.interrupted;
    if (stopped !== undefined) return exitCodeOf(stopped);
    return refused + unknown > 0 ? exitCodes.partial : exitCodes.done;
  }
}
