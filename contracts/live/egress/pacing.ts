/** When the next request may leave: well below the limits, since others use the account too. */
import { ACCOUNT_RATE, RECIPIENT_RATE } from "../../../src/protocol/limits.ts";
import { SAME_TEXT_SECONDS } from "../../../src/protocol/refusal-codes.ts";
import type { WorstCase } from "./worst-case.ts";

/** Calls a minute, of the 60 that the account has. */
export const CALLS_A_MINUTE = 50;
/**
 * Between two calls. More than a second, so that by the framework's arithmetic in whole seconds at least one call
 * comes back in between, and the bucket never drains.
 */
export const GAP_MS = 60_000 / CALLS_A_MINUTE;
/** Calls that are left to others before a rest. */
const LEFT_TO_OTHERS = 10;
const ACCOUNT_WINDOW_MS = ACCOUNT_RATE.windowSeconds * 1000;
/** Parts to the one recipient in any window; the limit is 10, of parts or of sends. */
const PARTS_A_WINDOW = RECIPIENT_RATE.limit - 1;
const RECIPIENT_WINDOW_MS = RECIPIENT_RATE.windowSeconds * 1000;
/** Between two sends: they may have the same text, and whether the API looks at the recipient too is not known. */
const SEND_GAP_MS = SAME_TEXT_SECONDS * 1000;

/** The longest that one request may have to wait, in milliseconds. */
export const LONGEST_WAIT_MS = Math.max(ACCOUNT_WINDOW_MS, RECIPIENT_WINDOW_MS) + GAP_MS;

export interface Time {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Ends early, without an error, when the signal does. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export interface Pacing {
  /** When a request of this size may leave, by what is known at this time; both in milliseconds since 1970. */
  opensAt(size: WorstCase, at: number): number;
  /** Resolves when a request of this size may leave, or the signal ends. */
  wait(size: WorstCase, signal: AbortSignal): Promise<void>;
  /** A request leaves now. */
  left(size: WorstCase): void;
  /** Heeds what an answer says of the account's limit on calls. */
  heed(status: number, headers: Readonly<Record<string, string | undefined>>): void;
}

/** @param sent earlier sends to the recipient, by earlier runs: when (milliseconds since 1970) and how many parts */
export function createPacing(
  { now, sleep }: Time,
  sent: readonly { readonly at: number; readonly parts: number }[] = [],
): Pacing {
  let nextAt = 0;
  const window = sent.filter(({ parts }) => parts > 0);
  let nextSendAt = window.reduce((latest, { at }) => Math.max(latest, at + SEND_GAP_MS), 0);
  let lastWasSend = false;

  /** By the clock as it is; a window that would be too small for one message alone is not waited for. */
  function opensAt({ parts }: WorstCase, at: number): number {
    if (parts === 0) return nextAt;
    const sendsAt = Math.max(nextAt, nextSendAt);
    while (window[0] !== undefined && window[0].at + RECIPIENT_WINDOW_MS <= at) window.shift();
    let taken = window.reduce((sum, entry) => sum + entry.parts, 0);
    for (const entry of window) {
      if (taken + parts <= PARTS_A_WINDOW) break;
      taken -= entry.parts;
      if (taken + parts <= PARTS_A_WINDOW || taken === 0) {
        return Math.max(sendsAt, entry.at + RECIPIENT_WINDOW_MS);
      }
    }
    return sendsAt;
  }

  return {
    opensAt,
    async wait(size, signal) {
      for (let at = now(); !signal.aborted; at = now()) {
        const opens = opensAt(size, at);
        if (opens <= at) return;
        await sleep(Math.min(opens - at, LONGEST_WAIT_MS), signal);
      }
    },
    left(size) {
      const at = now();
      nextAt = at + GAP_MS;
      lastWasSend = size.parts > 0;
      if (!lastWasSend) return;
      nextSendAt = at + SEND_GAP_MS;
      window.push({ at, parts: size.parts });
    },
    heed(status, headers) {
      // The API counts from when it took the send, which was before it answered.
      if (lastWasSend) nextSendAt = now() + SEND_GAP_MS;
      const remaining = wholeNumber(headers["x-rate-limit-remaining"]);
      const isLow = remaining !== undefined && remaining < LEFT_TO_OTHERS;
      // After a refusal the bucket is empty, whichever client emptied it; what is left is another limit's, or nothing.
      if (status === 429 || isLow) nextAt = Math.max(nextAt, now() + restMs(headers["x-rate-limit-reset"]));
    },
  };
}

/** Time until the limit is full again, as the API says, but no longer than a window. */
function restMs(reset: string | undefined): number {
  const seconds = wholeNumber(reset);
  return Math.min(
    ACCOUNT_WINDOW_MS,
    seconds === undefined || seconds === 0 ? ACCOUNT_WINDOW_MS : seconds * 1000,
  );
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Milliseconds that requests of these sizes take at least, one after the other, with nothing sent before. */
export function paceOf(sizes: readonly WorstCase[]): number {
  let at = 0;
  const pacing = createPacing({ now: () => at, sleep: async () => undefined });
  for (const size of sizes) {
    for (let opens = pacing.opensAt(size, at); opens > at; opens = pacing.opensAt(size, at)) at = opens;
    pacing.left(size);
  }
  return at;
}
