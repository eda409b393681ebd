/**
 * Calls that are surely left of the account's bucket, from what its answers tell.
 *
 * The server counts in whole seconds, drops fractions at every call, and starts the refill again at a refused one
 * (`src/protocol/rate-bucket.ts`). So requests leave in rounds: as many as are surely left; when none is, nothing
 * leaves until all are answered. Then the answers tell what is left at least, and after so many whole seconds the
 * server has counted as many, too, whatever its clock shows.
 */
import { ACCOUNT_RATE } from "../../protocol/limits.ts";
import { NEVER } from "./queue.ts";
import type { Settled } from "./types.ts";

/** A round is as large as the requests that wait, but no larger than what comes in so many seconds. */
const ROUND_SECONDS = 30;
/** Least share of the account's calls, where other clients use it, too. */
const LEAST_SHARE = 1 / 32;
/** Windows in which a share that was cut comes back. */
const RECOVERY_WINDOWS = 4;

/** Times are milliseconds of a clock that never goes back, from 0 on. */
export interface Account {
  /**
   * @param wanted requests that wait, at least 1
   * @returns when one may leave; Infinity when an answer must come first
   */
  opensAt(wanted: number): number;
  /** Earliest time by which so many can have left. */
  earliest(requests: number): number;
  /** One request leaves, as `opensAt` allows. */
  leave(now: number): void;
  /** A request is over. */
  settle(outcome: Settled, now: number): void;
  /** Milliseconds that one token takes by the likeliest window: the documented one, where it fits. */
  tokenMs(): number;
}

/** @param random as `Math.random` */
export function createAccount(random: () => number): Account {
  let limit: number = ACCOUNT_RATE.limit;
  /** Requests that may leave. */
  let tokens = limit;
  /** Until an answer tells the limit, one request leaves at a time. */
  let known = false;
  // Bounds of the window, in whole seconds: no header of an accepted call tells it, but each narrows it down.
  let shortest = 0;
  let longest = NEVER;
  let inFlight = 0;
  /** Least calls left, in the answers since nothing was on its way. */
  let least = NEVER;
  /** Time when nothing was on its way any more. */
  let settledAt = 0;
  /** True when a request of this round was refused: other clients call, too. */
  let collided = false;
  /** Part of the refill that this client takes. */
  let share = 1;

  const likeliest = () => Math.min(longest, Math.max(shortest, ACCOUNT_RATE.windowSeconds));
  /** Tokens a second. Too long a window is slow, too short a one is refused. */
  const rate = () => (limit * share) / (longest < NEVER ? longest : likeliest());
  const tokenMs = () => (likeliest() * 1000) / limit;
  const refill = (seconds: number) => Math.max(1, Math.min(limit, Math.floor(seconds * rate())));

  return {
    tokenMs,

    opensAt(wanted) {
      if (inFlight > 0 && (tokens < 1 || !known)) return NEVER;
      const round = Math.min(wanted, refill(ROUND_SECONDS));
      return tokens < 1 ? settledAt + Math.ceil(round / rate()) * 1000 : 0;
    },

    earliest(requests) {
      return settledAt + (Math.max(0, requests - tokens) * shortest * 1000) / limit;
    },

    leave(now) {
      if (tokens < 1) {
        const seconds = Math.floor((now - settledAt) / 1000);
        tokens = refill(seconds);
        share = Math.min(1, share + seconds / likeliest() / RECOVERY_WINDOWS);
      }
      tokens--;
      inFlight++;
    },

    settle({ rateLimit, refusedBy, passed }, now) {
      const refused = refusedBy === "account";
      /** True when the answer tells what is left; one that passes without headers tells that there is no limit. */
      const tells = Boolean(rateLimit ?? passed);
      const remaining = rateLimit?.remaining ?? (refused ? 0 : NEVER);
      if (rateLimit) {
        const missing = rateLimit.limit - remaining;
        if (refused || rateLimit.limit !== limit) {
          // Those on their way may all come after this one, and of another limit the old count tells nothing.
          tokens = 0;
          limit = rateLimit.limit || 1;
          shortest = 0;
          longest = NEVER;
        }
        // Reset is trunc(missing * window / limit), and the window when refused. Whether the call itself is missing
        // differs from release to release of the framework; these hold for both.
        const { resetSeconds } = rateLimit;
        if (resetSeconds !== undefined) {
          shortest = Math.max(shortest, Math.ceil((limit * resetSeconds) / missing || 0));
          longest = Math.min(
            longest,
            refused ? resetSeconds : Math.ceil((limit * (resetSeconds + 1)) / (missing - 1)) - 1,
          );
        }
      }
      known ||= tells;
      collided ||= refused;
      tokens = Math.min(tokens, remaining);
      least = Math.min(least, tells ? remaining : 0);
      if (--inFlight > 0) return;

      // With nothing on its way the server can only get more.
      tokens = Math.max(tokens, Math.floor(least * share));
      settledAt = now;
      if (collided) {
        share = Math.max(LEAST_SHARE, share / 2);
        // By chance, or two that were refused together would come back together.
        settledAt += (random() * Math.max(1000, tokenMs())) / share;
      }
      least = NEVER;
      collided = false;
    },
  };
}
