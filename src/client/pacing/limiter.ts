/** Limiter of the account, of each recipient and of each text, without configuration. */
import { RECIPIENT_RATE } from "../../protocol/limits.ts";
import { SAME_TEXT_SECONDS } from "../../protocol/refusal-codes.ts";
import type { RateLimitScope } from "../errors/errors.ts";
import {
  type Clock,
  LONGEST_TIMEOUT,
  type Sleep,
  type Timer,
  timerOf,
  whenAborted,
} from "../http/deadline.ts";
import { createAccount } from "./account.ts";
import { NEVER, Queue } from "./queue.ts";
import type { Limiter, Permit, PermitRequest, Refused } from "./types.ts";
import { createWindows, type Windows } from "./windows.ts";

export interface LimiterOptions {
  /** Default: the machine's. */
  readonly clock?: Clock | undefined;
  /** Default: a timer. */
  readonly sleep?: Sleep | undefined;
  /** Random number in [0, 1); spreads those that were refused together. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Part of the account's calls that background requests get at most, in (0, 1]. Default: 0.1. */
  readonly share?: number | undefined;
}

/** Longer than any call takes that has a deadline, in milliseconds. */
const LOST_AFTER_MS = 300_000;

/** A wait that the caller should hear of, in milliseconds. */
const LONG_WAIT_MS = 3_600_000;

/** Polls that may leave at once after a while without any, beside two whose turn it is. */
const SAVED_POLLS = 2;

interface Waiter extends Pick<PermitRequest, "recipient" | "text"> {
  readonly resolve: (leave: Permit) => void;
}

interface OnItsWay extends Permit {
  readonly lostAt: number;
}

/** @returns a limiter that starts from the documented limits and learns the account's from its answers */
export function createLimiter({
  clock = Date.now,
  sleep,
  random = Math.random,
  share = 0.1,
}: LimiterOptions = {}): Limiter {
  const account = createAccount(random);
  const recipients = createWindows<Waiter>(RECIPIENT_RATE);
  // A waiter takes its text's place first: while it waits for that, its recipient's stays free for other texts.
  const texts = createWindows<Waiter>({ limit: 1, windowSeconds: SAME_TEXT_SECONDS });
  const ready = new Queue<Waiter>();
  const polls = new Queue<Waiter>();
  const onTheirWay = new Queue<OnItsWay>();
  /** All that wait, those too that only their recipient or text holds back. */
  let waiting = 0;
  /** Time when the next poll may leave. */
  let pollsAt = -NEVER;

  // A time of our own, in milliseconds, that no clock sets back. A sleep that is over has passed its time, even where
  // the clock does not know, as one that stands still in a test.
  let passed = 0;
  let lastRead = clock();
  const read = (atLeast = 0): number => {
    const time = clock();
    passed = Math.max(passed + Math.max(0, time - lastRead), atLeast);
    lastRead = time;
    return passed;
  };
  const timer = timerOf(sleep);
  const wait: Timer = (milliseconds, then) => {
    const until = passed + milliseconds;
    return timer(milliseconds, () => {
      read(until);
      then();
    });
  };

  let alarmAt = NEVER;
  let stopAlarm: (() => void) | undefined;
  const wakeAt = (at: number) => {
    if (at === alarmAt) return;
    stopAlarm?.();
    alarmAt = at;
    if (at < NEVER) {
      stopAlarm = wait(Math.min(LONGEST_TIMEOUT, Math.ceil(at - passed)), () => {
        alarmAt = 0;
        leaveAll();
      });
    }
  };

  /** Number of requests that wait for the account alone, as far as is known. */
  const wanted = () => ready.size + texts.open.size + recipients.open.size;
  const accountAt = () => account.opensAt(wanted() || 1);

  /** Time when the account opens again, where that takes too long for anything else to change it; else 0. */
  const longWaitUntil = () => {
    const at = accountAt();
    return at < NEVER && at - passed > LONG_WAIT_MS ? at : 0;
  };

  /** The next that may leave. One that waited for a recipient was first once, so came before all that are ready. */
  const turn = (): Waiter | undefined => {
    if (accountAt() > passed) return undefined;
    const opened = recipients.open.first();
    if (opened) return opened;
    for (;;) {
      const waiter = texts.open.first() ?? ready.first();
      if (waiter === undefined) break;
      const { text, recipient } = waiter;
      const hasText = texts.open.delete(waiter) || text === undefined;
      ready.delete(waiter);
      if (!hasText && !texts.take(text, waiter)) continue;
      if (recipient === undefined || recipients.take(recipient, waiter)) return waiter;
    }
    return passed >= pollsAt ? polls.first() : undefined;
  };

  const grant = (waiter: Waiter) => {
    const { recipient, text } = waiter;
    waiting--;
    recipients.open.delete(waiter);
    if (polls.delete(waiter)) {
      const gap = account.tokenMs() / share;
      // Polls save up a few unused turns, so that a single wait need not wait for its share.
      pollsAt = Math.max(pollsAt + gap, passed - SAVED_POLLS * gap);
    }
    account.leave(passed);
    const leave: OnItsWay = {
      granted: true,
      lostAt: passed + LOST_AFTER_MS,
      settle(outcome) {
        if (!onTheirWay.delete(leave)) return;
        account.settle(outcome, read());
        const { counted, refusedBy } = outcome;
        const settle = <W>(windows: Windows<W>, key: string | undefined, scope: RateLimitScope) =>
          key !== undefined && windows.settle(key, { counted, refused: refusedBy === scope }, passed);
        settle(recipients, recipient, "recipient");
        settle(texts, text, "text");
        leaveAll();
      },
    };
    onTheirWay.add(leave);
    waiter.resolve(leave);
  };

  /** Lets every waiter leave that may, and sets the alarm for the next. */
  const leaveAll = (): void => {
    recipients.expire(read());
    texts.expire(passed);
    const oldest = onTheirWay.first();
    // Which comes back here.
    if (oldest && oldest.lostAt <= passed) return oldest.settle({ counted: true });
    for (let waiter = turn(); waiter; waiter = turn()) grant(waiter);
    const turnAt = wanted() ? 0 : polls.size ? pollsAt : NEVER;
    const nextAt = Math.max(accountAt(), turnAt);
    const lostAt = onTheirWay.first()?.lostAt ?? NEVER;
    wakeAt(waiting ? Math.min(nextAt, lostAt, recipients.nextEnd(), texts.nextEnd()) : NEVER);
  };

  return {
    async acquire({ recipient, text, background, signal, onWait, maxWaitMs = NEVER }) {
      signal?.throwIfAborted();
      // Sends are what people wait for.
      const queue = background && recipient === undefined ? polls : ready;
      /** Limit and least time until one more may leave. */
      const refuse = (): Refused => {
        const freeAt = Math.max(
          passed,
          account.earliest(wanted() + 1),
          longWaitUntil(),
          queue === polls ? pollsAt : 0,
        );
        const placeAt = recipient === undefined ? 0 : recipients.opensAt(recipient, passed);
        const textAt = text === undefined ? 0 : texts.opensAt(text, passed);
        const at = Math.max(freeAt, placeAt, textAt);
        const scope = at === freeAt ? "account" : at === placeAt ? "recipient" : "text";
        return { granted: false, scope, waitMs: at - passed };
      };
      /** Like `refuse`, but by when the account is likely to be open. */
      const held = (): Refused => {
        const surely = refuse();
        const at = accountAt();
        const waitMs = at === NEVER ? 0 : at - passed;
        return waitMs > surely.waitMs ? { granted: false, scope: "account", waitMs } : surely;
      };
      if (maxWaitMs < NEVER) {
        leaveAll();
        const refused = refuse();
        if (refused.waitMs > maxWaitMs) return refused;
      }
      return await new Promise((resolve, reject) => {
        let over = false;
        const stops: (() => void)[] = [];
        const stop = () => {
          over = true;
          for (const each of stops) each();
        };
        const waiter: Waiter = {
          recipient,
          text,
          resolve(leave) {
            stop();
            resolve(leave);
          },
        };
        const giveUp = () => {
          stop();
          waiting--;
          const waitedHere = queue.delete(waiter) || (text !== undefined && texts.remove(text, waiter));
          if (!waitedHere && recipient !== undefined) {
            recipients.remove(recipient, waiter);
            if (text !== undefined) texts.settle(text, { counted: false, refused: false }, passed);
          }
          leaveAll();
        };
        waiting++;
        queue.add(waiter);
        leaveAll();
        if (over) return;
        onWait?.(held());
        const abort = () => {
          giveUp();
          reject(signal?.reason);
        };
        stops.push(whenAborted(signal, abort));
        if (maxWaitMs > LONGEST_TIMEOUT) return;
        const late = () => {
          // In the last moment is in time.
          leaveAll();
          if (over) return;
          giveUp();
          resolve(refuse());
        };
        stops.push(wait(maxWaitMs, late));
      });
    },
  };
}
