/** Reads something again and again until it has come to its end, and tells each change of its status on the way. */

import { AbortError, type ErrorDetails, type TimeoutError } from "../errors/errors.ts";
import type { ApiPromise } from "../http/api-promise.ts";
import type { CallOptions } from "../http/call.ts";
import { LONGEST_TIMEOUT, withDeadline } from "../http/deadline.ts";
import { checkTimes } from "../options/check-options.ts";
import type { Settings } from "../options/settings.ts";
import type { Redact } from "../redact/redact.ts";
import { redactCause } from "../redact/redact-cause.ts";
import type { Change, WaitOptions } from "./wait.ts";

interface Changing {
  readonly status: { readonly id: number; readonly description: string };
}

/** Resource whose status is waited for. */
export interface Awaited<T> {
  readonly purpose: string;
  /** Reads it once. */
  readonly read: (options: CallOptions) => ApiPromise<T>;
  /** True when it never leaves the status of that id. */
  readonly isFinal: (status: number) => boolean;
  /** The error of a wait whose deadline has come; it may hold nothing but what can be shown. */
  readonly late: (
    message: string,
    details: ErrorDetails,
    last: T | undefined,
    redact: Redact,
  ) => TimeoutError;
}

const DEADLINE_MS = 600_000;
/**
 * By how much a read may outlast the wait, in milliseconds: so long the client's own share of the rate limit holds one
 * back, and at the deadline it is the wait that ends, not its read.
 */
const LATE_MS = 10_000;
/** Pause between two reads: doubled as long as nothing changes. */
const SHORTEST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 60_000;

/**
 * Reads in the background, so that all waits together leave the rate limit to the sends.
 *
 * @param left fires when no caller waits any longer
 */
export function firstChange<T extends Changing>(
  { purpose, read, isFinal, late }: Awaited<T>,
  { deadline = DEADLINE_MS, signal, timeout }: WaitOptions,
  { clock, sleep, timer, redact }: Pick<Settings, "clock" | "sleep" | "timer" | "redact">,
  left: AbortSignal,
): Promise<Change<T>> {
  const endsAt = deadline === false ? undefined : clock() + deadline;
  let attempts = 0;
  let last: T | undefined;

  const says = (why: string) => {
    const seen =
      last === undefined ? "no status yet" : `last status ${last.status.id} ${last.status.description}`;
    return redact(`Failed to ${purpose}: ${why} (${seen}). Please wait again.`);
  };
  const aborted = (reason: unknown) =>
    new AbortError(says("the caller's signal fired"), { attempts, cause: redactCause(reason, redact) });
  const leaving = new Promise<never>((_, reject) => {
    const end = () => reject(new AbortError(says("its loop was left"), { attempts }));
    if (left.aborted) end();
    left.addEventListener("abort", end);
  });
  leaving.catch(() => undefined);

  const poll = async (over: AbortSignal): Promise<T> => {
    for (let delayMs = SHORTEST_DELAY_MS; ; delayMs = Math.min(LONGEST_DELAY_MS, 2 * delayMs)) {
      if (last !== undefined) await sleep(delayMs, over);
      over.throwIfAborted();
      // A rate limit that surely outlasts the deadline ends the wait at once.
      const most = endsAt !== undefined && Math.min(LONGEST_TIMEOUT, Math.max(0, endsAt - clock()) + LATE_MS);
      const answer = await read({ signal: over, timeout, deadline: most }).withResponse();
      attempts += answer.attempts;
      if (!isSame(answer.data, last)) return answer.data;
    }
  };
  const change = async (): Promise<Change<T>> => {
    checkTimes({ deadline }, purpose);
    if (signal?.aborted) throw aborted(signal.reason);
    const value = await withDeadline((over) => Promise.race([leaving, poll(over)]), {
      timeout: endsAt === undefined ? Infinity : Math.max(1, endsAt - clock()),
      timer,
      signal,
      onTimeout: () => late(says("no end in time"), { attempts }, last, redact),
      onAbort: aborted,
    });
    last = value;
    return { value, next: isFinal(value.status.id) ? undefined : change() };
  };
  return change();
}

function isSame({ status }: Changing, last: Changing | undefined): boolean {
  return status.id === last?.status.id && status.description === last.status.description;
}
