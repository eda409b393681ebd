/** One item on its way: journalled before it can leave and when it has ended, and never sent a second time. */

import {
  AbortError,
  type AnyProTextingError,
  ConfigurationError,
  isProTextingError,
  type UnsettledSend,
} from "../errors/errors.ts";
import { outcomeUnknown } from "../errors/failure.ts";
import type { Sleep } from "../http/deadline.ts";
import { valueOf } from "../http/decode.ts";
import type { Hooks } from "../options/hooks.ts";
import type { Limiter } from "../pacing/types.ts";
import { redactCause } from "../redact/redact-cause.ts";
import type { SendParams } from "../send-params.ts";
import type { JournalEntry } from "./journal.ts";
import type { Semaphore } from "./semaphore.ts";
import type { Services } from "./services.ts";
import type { BulkResult } from "./types.ts";

/** Longest pause, in milliseconds, before the limiter is asked again. */
const LONGEST_PARKING_MS = 60_000;

/** An item as it was read. */
export interface Outgoing {
  readonly key: string;
  readonly index: number;
  /** Digits of the number. */
  readonly recipient: string;
  readonly digest: string;
  readonly params: SendParams;
}

/** Distributes over the outcomes, which `Omit` would merge. */
type Without<T, Keys extends PropertyKey> = T extends unknown ? Omit<T, Keys> : never;

export type ItemOutcome = Without<BulkResult, "key" | "index" | "resumed">;

export interface SendContext {
  readonly services: Services;
  readonly timeout: number | false;
  readonly semaphore: Semaphore;
  /** Fires when nothing further may leave. */
  readonly stopped: AbortSignal;
  /** Called when it fires: platforms warn of a signal that many listen to. */
  readonly onStop: Set<() => void>;
  /** Appends to the journal, if there is one; when that fails, the run stops. */
  readonly note: (entry: JournalEntry) => Promise<void>;
}

/** Never rejects. */
export async function sendOne({ key, digest, params }: Outgoing, way: SendContext): Promise<ItemOutcome> {
  const { services, timeout, semaphore, stopped, onStop, note } = way;
  const { clock, hooks, limiter } = services.settings;
  const startedAt = clock();
  /** Ends the call while nothing of it has left; what has left must be waited for. */
  const gate = new AbortController();
  let left = false;
  /** True when the journal says that it may have left. */
  let open = false;

  const closeGate = () => {
    if (!left) gate.abort(stopped.reason);
  };
  /** One entry after the other, also when the call is over before its entry is written. */
  let written: Promise<unknown> = Promise.resolve();
  const write = (entry: Omit<JournalEntry, "key" | "at">): Promise<void> => {
    const writing = written.then(() => note({ key, at: clock(), ...entry }));
    // A journal that fails stops the run; what became of this item stays true.
    written = writing.catch(() => undefined);
    return writing;
  };
  const end = async (entry: Omit<JournalEntry, "key" | "at">) => {
    if (open) write(entry).catch(() => undefined);
    open = false;
    await written;
  };
  const noting: Hooks = {
    ...hooks,
    async beforeRequest(info) {
      await hooks.beforeRequest?.(info);
      stopped.throwIfAborted();
      open = true;
      await write({ state: "sending", digest });
      left = !stopped.aborted;
    },
    beforeRetry(retry) {
      left = false;
      if (stopped.aborted) closeGate();
      // While it waits to be sent again, a crash must not leave it in doubt.
      void end({ state: "postponed" });
      return hooks.beforeRetry?.(retry);
    },
  };

  onStop.add(closeGate);
  try {
    const settings = {
      ...services.settings,
      hooks: noting,
      limiter: limiter && sharing(limiter, semaphore, services.settings.sleep),
    };
    // The run waits for rate limits as long as they take, whatever single calls may.
    const options = { timeout, deadline: false, signal: gate.signal } as const;
    const { id } = await services.send(settings, params, options);
    await end({ state: "accepted", id });
    return { outcome: "accepted", id };
  } catch (failure) {
    const error = known(failure, services, left && { params, startedAt, endedAt: clock() });
    if (error.name === "SendOutcomeUnknownError") {
      await end({ state: error.accepted ? "accepted" : "unknown" });
      return error.accepted ? { outcome: "accepted", id: undefined, error } : { outcome: "unknown", error };
    }
    const final = isFinal(error);
    await end(final ? refusal(error) : { state: "postponed" });
    return error.name === "AbortError" && gate.signal.aborted
      ? { outcome: "not-attempted" }
      : { outcome: "refused", error, final };
  } finally {
    onStop.delete(closeGate);
  }
}

/** A run's limiter: an item held back by its recipient or text lends its slot to others meanwhile. */
function sharing(limiter: Limiter, semaphore: Semaphore, sleep: Sleep): Limiter {
  return {
    async acquire(want) {
      const signal = want.signal ?? new AbortController().signal;
      for (;;) {
        const answer = await limiter.acquire({ ...want, onWait: undefined, maxWaitMs: 0 });
        if (answer.granted) return answer;
        if (answer.scope === "account") return limiter.acquire(want);
        want.onWait?.(answer);
        semaphore.release();
        await sleep(Math.min(LONGEST_PARKING_MS, Math.max(1, answer.waitMs)), signal);
        signal.throwIfAborted();
        await semaphore.takeBack();
      }
    },
  };
}

/** Refusals of the message itself. A sender that is blocked may be free again, or another take its turn. */
const FINAL: ReadonlySet<string> = new Set([
  "ContentRefusedError",
  "InvalidInputError",
  "MediaRefusedError",
  "RecipientRefusedError",
  "RefusedError",
] satisfies readonly AnyProTextingError["name"][]);

/** True when the API itself has refused the message for good; any other failure, such as a gateway's, may pass. */
function isFinal(error: AnyProTextingError): boolean {
  return FINAL.has(error.name) && (fieldsOf(error).length > 0 || valueOf(error.body, "name") !== undefined);
}

function fieldsOf(error: AnyProTextingError): readonly string[] {
  return error.name === "InvalidInputError" ? error.fields.map((invalid) => invalid.field) : [];
}

/** A refusal's entry, without the API's words: they may quote the number. */
function refusal(error: AnyProTextingError): Pick<JournalEntry, "state" | "status" | "code" | "fields"> {
  return { state: "refused", status: error.status, code: error.code, fields: fieldsOf(error) };
}

/**
 * Code of the caller's that fails, such as `allowRecipients`, would fail for the next item, too.
 *
 * @param left what is unsettled when the request has left
 */
function known(
  failure: unknown,
  { settings: { redact } }: Services,
  left: UnsettledSend | false,
): AnyProTextingError {
  if (isProTextingError(failure)) return failure;
  const cause = redactCause(failure, redact);
  const why = redact(failure instanceof Error ? failure.message : String(failure));
  if (left) {
    const broken = new AbortError(`Failed to send the message: it broke off (${why}).`, { cause });
    return outcomeUnknown(broken, left, false);
  }
  return new ConfigurationError(
    `Failed to send the message: code that was given to the client failed (${why}). Nothing was sent. Please mend it.`,
    { cause },
  );
}
