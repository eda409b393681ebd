/** A run over a list: reads ahead, sends what may leave, tells what became of it. Loaded when first used. */

import type { Core } from "../core.ts";
import {
  AbortError,
  type AnyProTextingError,
  ConfigurationError,
  isProTextingError,
  type SendOutcomeUnknownError,
} from "../errors/errors.ts";
import { whenAborted } from "../http/deadline.ts";
import { redactCause } from "../redact/redact-cause.ts";
import { Bell } from "./bell.ts";
import type { Reader, Running } from "./bulk-run.ts";
import { type Journal, type JournalEntry, type JournaledItem, readJournal } from "./journal.ts";
import { lookUp } from "./look-up.ts";
import { type CheckedOptions, checkBulkOptions } from "./options.ts";
import { RecipientQueues } from "./recipient-queues.ts";
import { Results } from "./results.ts";
import { resume } from "./resume.ts";
import { Semaphore } from "./semaphore.ts";
import { type ItemOutcome, type Outgoing, sendOne } from "./send-one.ts";
import { type Services, servicesOf } from "./services.ts";
import { countOf, type Items, POSITION, Source } from "./source.ts";
import type { BulkOptions, BulkResult, BulkSummary } from "./types.ts";

/** Errors that every further item would meet as well. */
const STOPPING: ReadonlySet<string> = new Set([
  "AccountSetupError",
  "AuthenticationError",
  "ConfigurationError",
  "InsufficientCreditsError",
  "UnexpectedAnswerError",
] satisfies readonly AnyProTextingError["name"][]);

/** Two runs on one journal would send everything twice. */
const inUse = new WeakSet<Journal>();

/** A result that the sent history may improve. */
type Doubt = BulkResult & { readonly error: SendOutcomeUnknownError };

/** @throws ConfigurationError for options that cannot be used */
export function startRun(items: Items, options: BulkOptions, core: Core, reader: Reader): Running {
  const run = new Run(items, checkBulkOptions(options, core.settings), servicesOf(core), reader);
  return { summary: run.carryOut(), results: () => run.results() };
}

class Run {
  readonly #source: Source;
  readonly #options: CheckedOptions;
  readonly #services: Services;
  readonly #stop = new AbortController();
  readonly #onStop = new Set<() => void>();
  readonly #bell = new Bell();
  readonly #outbox: Results;
  readonly #recipientQueues = new RecipientQueues<Outgoing>();
  readonly #semaphore: Semaphore;
  readonly #doubts: Doubt[] = [];
  #noted: ReadonlyMap<string, JournaledItem> = new Map();
  #notedAt = 0;
  /** Items of the journal that go by their position and have not been met again. */
  #unmet = 0;
  #onTheirWay = 0;
  #stoppedBy: AnyProTextingError | undefined;
  hasEnded = false;
  failure: AnyProTextingError | undefined;

  constructor(items: Items, options: CheckedOptions, services: Services, reader: Reader) {
    this.#source = new Source(items, services.settings.recipientOf);
    this.#options = options;
    this.#services = services;
    this.#semaphore = new Semaphore(options.concurrency, () => this.#startMore());
    this.#outbox = new Results(reader, this.#bell, options, countOf(items));
  }

  async carryOut(): Promise<BulkSummary> {
    const { signal, journal } = this.#options;
    const abort = () => this.#abort("the caller's signal fired", signal?.reason);
    const unwatch = whenAborted(signal, abort);
    if (signal?.aborted) abort();
    const isOurs = journal !== undefined && !inUse.has(journal);
    try {
      if (journal !== undefined) {
        if (!isOurs) throw this.#failed("the journal is in use by another run", "wait for that one");
        inUse.add(journal);
        await this.#readJournal(journal);
      }
      await this.#readItems();
      while (this.#onTheirWay > 0) await this.#bell.wait();
      await this.#settleDoubts();
    } catch (error) {
      this.#fail(isProTextingError(error) ? error : this.#failed("it broke off", "report this", error));
    }
    unwatch();
    if (isOurs) inUse.delete(journal);
    this.hasEnded = true;
    this.#bell.ring();
    if (this.failure !== undefined) throw this.failure;
    return { ...this.#outbox.progress, stoppedBy: this.#stoppedBy };
  }

  results() {
    return this.#outbox.results(this);
  }

  /** Stops the run when its reader leaves the loop. */
  leave(): void {
    this.#abort("the loop over its results was left", undefined);
  }

  async #readJournal(journal: Journal): Promise<void> {
    try {
      this.#noted = await readJournal(journal);
    } catch (cause) {
      throw this.#failed("the journal cannot be read", "see why, or give the right one", cause);
    }
    this.#notedAt = this.#services.settings.clock();
    for (const [key, { id, endedAt = this.#notedAt }] of this.#noted) {
      if (key.startsWith(POSITION)) this.#unmet++;
      // Known ids keep the look-up of a message in doubt from taking another item's for it.
      if (id !== undefined) this.#services.sent.add(id, endedAt);
    }
  }

  /** Reads until there are no more items, or the run is stopped. */
  async #readItems(): Promise<void> {
    const { signal } = this.#stop;
    const { lookAhead } = this.#options;
    while (!signal.aborted) {
      if (this.#recipientQueues.size + this.#onTheirWay + this.#outbox.unread >= lookAhead) {
        if (this.#recipientQueues.size >= lookAhead) this.#startAll();
        await this.#bell.wait();
        continue;
      }
      let item: Outgoing | undefined;
      try {
        item = await this.#source.next(signal);
      } catch (cause) {
        this.#fail(this.#failed("its items cannot be read", "mend them", cause));
      }
      if (item === undefined) break;
      this.#admit(item);
    }
    this.#source.close();
    this.#startAll();
  }

  #admit(item: Outgoing): void {
    this.#outbox.countRead();
    const noted = this.#noted.get(item.key);
    if (noted !== undefined && item.key.startsWith(POSITION)) this.#unmet--;
    let fate: ItemOutcome | undefined;
    try {
      fate = resume(item, noted, this.#notedAt);
    } catch (cause) {
      this.#settle(item, { outcome: "not-attempted" });
      this.#fail(this.#failed("the journal does not fit", "give each list a journal of its own", cause));
      return;
    }
    if (fate !== undefined) this.#settle(item, fate, true);
    else if (this.#stop.signal.aborted) this.#settle(item, { outcome: "not-attempted" });
    else this.#recipientQueues.add(item.recipient, item);
    this.#startMore();
  }

  /** Starts the first sends, once the list has been held against the journal as far as can be seen ahead. */
  #startAll(): void {
    this.#unmet = 0;
    this.#startMore();
  }

  #startMore(): void {
    while (this.#unmet === 0 && this.#semaphore.hasFree && !this.#stop.signal.aborted) {
      const item = this.#recipientQueues.take();
      if (item === undefined) return;
      this.#semaphore.take();
      this.#onTheirWay++;
      void this.#send(item);
    }
  }

  async #send(item: Outgoing): Promise<void> {
    const fate = await sendOne(item, {
      services: this.#services,
      timeout: this.#options.timeout,
      semaphore: this.#semaphore,
      stopped: this.#stop.signal,
      onStop: this.#onStop,
      note: (entry) => this.#note(entry),
    });
    this.#onTheirWay--;
    this.#recipientQueues.leave(item.recipient);
    this.#settle(item, fate);
    const error = "error" in fate ? fate.error : undefined;
    const why = error?.name === "SendOutcomeUnknownError" ? error.cause : error;
    if (error !== undefined && STOPPING.has(why?.name ?? "")) this.#end(error);
    this.#semaphore.release();
    this.#bell.ring();
  }

  async #note(entry: JournalEntry): Promise<void> {
    try {
      await this.#options.journal?.append(entry);
    } catch (cause) {
      const error = this.#failed("the journal cannot be written", "mend it and run the list again", cause);
      this.#fail(error);
      throw error;
    }
  }

  #settle({ key, index }: Outgoing, fate: ItemOutcome, resumed = false): void {
    const result: BulkResult = { key, index, resumed, ...fate };
    if (isDoubt(result)) {
      // One of an earlier run is news to the client; what is alike must not be taken for it.
      if (resumed) this.#services.sent.doubt(result.error.send);
      if (this.#options.reconcile) {
        this.#doubts.push(result);
        return;
      }
    }
    this.#outbox.tell(result);
  }

  async #settleDoubts(): Promise<void> {
    const { timeout } = this.#options;
    const { signal } = this.#stop;
    const { reconcile, settings } = this.#services;
    const found = await lookUp(signal.aborted ? [] : this.#doubts, ({ error }) =>
      reconcile(error, { signal, timeout }),
    );
    for (const doubt of this.#doubts) {
      const { key, index, resumed } = doubt;
      const id = found.get(doubt);
      if (id === undefined) {
        this.#outbox.tell(doubt);
        continue;
      }
      await this.#note({ key, state: "accepted", at: settings.clock(), id }).catch(() => undefined);
      this.#outbox.tell({ key, index, resumed, outcome: "accepted", id });
    }
  }

  #abort(what: string, reason: unknown): void {
    const { settings } = this.#services;
    const please = "Nothing further was sent. Please run the list again with its journal to go on";
    const details = reason === undefined ? {} : { cause: redactCause(reason, settings.redact) };
    this.#end(new AbortError(`Failed to send the whole list: ${what}. ${please}.`, details));
  }

  #failed(what: string, please: string, cause?: unknown): AnyProTextingError {
    const { settings } = this.#services;
    const why = cause === undefined ? "" : ` (${cause instanceof Error ? cause.message : String(cause)})`;
    return new ConfigurationError(
      settings.redact(
        `Failed to send the whole list: ${what}${why}. Nothing further was sent. Please ${please}.`,
      ),
      cause === undefined ? {} : { cause: redactCause(cause, settings.redact) },
    );
  }

  /** The run ends with this error; what has left keeps its truth. */
  #fail(error: AnyProTextingError): void {
    this.failure ??= error;
    this.#end(error);
  }

  /** Stops further sends; those that have left are waited for. */
  #end(why: AnyProTextingError): void {
    if (this.#stop.signal.aborted) return;
    this.#stoppedBy = why;
    this.#stop.abort(why);
    for (const tell of this.#onStop) tell();
    for (const item of this.#recipientQueues.clear()) this.#settle(item, { outcome: "not-attempted" });
    this.#bell.ring();
  }
}

function isDoubt(result: BulkResult): result is Doubt {
  return "error" in result && result.error?.name === "SendOutcomeUnknownError";
}
