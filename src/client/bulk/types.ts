/** Options and results of `sms.sendMany`. */
import type { AnyProTextingError, SendOutcomeUnknownError } from "../errors/errors.ts";
import type { SendParams } from "../send-params.ts";
import type { Journal } from "./journal.ts";

/** One message of a list. */
export type BulkItem = SendParams & {
  /**
   * Names the message in results and journal, once in a list; it may not begin with `#`. It is written to the journal
   * as it is, so better no phone number. Default: `#` and the position, counted from 0.
   */
  readonly key?: string | undefined;
};

export interface BulkOptions {
  /** Makes the run resumable; without it a run that was killed cannot tell what it has sent. */
  readonly journal?: Journal | undefined;
  /** Most messages on their way, or next to leave, at a time. Default: 10. */
  readonly concurrency?: number | undefined;
  /**
   * Most items held in memory: read and not sent yet, or ended and not iterated over yet. The more, the more
   * recipients go on while others are held back by their own limit. Default: 1,000.
   */
  readonly lookAhead?: number | undefined;
  /** Stops the run: nothing further leaves, and what has left is waited for. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for each request, or false for no limit; the client's own when not given. */
  readonly timeout?: number | false | undefined;
  /** Looks up in the sent history, at the end, what has an unknown outcome or no id. Default: false. */
  readonly reconcile?: boolean | undefined;
  /** Called after each result. Not waited for; its failures are ignored. */
  readonly onProgress?: ((progress: BulkProgress) => unknown) | undefined;
}

/** Counts of items. `read` is the sum of the outcomes once the run has ended. */
export interface BulkProgress {
  readonly read: number;
  readonly accepted: number;
  readonly refused: number;
  readonly unknown: number;
  readonly notAttempted: number;
  /** Number of the others that were known from the journal. */
  readonly resumed: number;
  /** Number of items; undefined when they do not tell by `length` or `size`. */
  readonly total?: number | undefined;
}

export interface BulkSummary extends BulkProgress {
  /** Reason why the run ended before its list did; undefined when it did not. What is left can be resumed. */
  readonly stoppedBy?: AnyProTextingError | undefined;
}

interface Ended {
  readonly key: string;
  /** Position in the list, counted from 0. */
  readonly index: number;
  /** True when an earlier run has sent it, as the journal tells. */
  readonly resumed: boolean;
}

/**
 * Outcome of one item.
 *
 * - `accepted`: surely on its way. When the answer with its id was lost, `id` is undefined and `error` can be handed
 *   to `sms.reconcile`.
 * - `refused`: surely not on its way.
 * - `unknown`: it may or may not be on its way, so it is never sent again; `error` can be handed to `sms.reconcile`.
 * - `not-attempted`: the run was stopped first.
 */
export type BulkResult = Ended &
  (
    | {
        readonly outcome: "accepted";
        readonly id: string | undefined;
        readonly error?: SendOutcomeUnknownError | undefined;
      }
    | {
        readonly outcome: "refused";
        readonly error: AnyProTextingError;
        /** True when the message itself was refused, so that a run that goes on with the journal does not try it again. */
        readonly final: boolean;
      }
    | { readonly outcome: "unknown"; readonly error: SendOutcomeUnknownError }
    | { readonly outcome: "not-attempted" }
  );
