/** Guarded verification of any consumer's pact on the live API. */
import { planLines } from "../live/plan-text.ts";
import { verifyLive as verifyGuarded } from "../live/verify-live.ts";
import type { Verification } from "../pact/verification/verdict.ts";

export interface LiveVerification {
  /**
   * Path or `file:` address of a pact of version 4, or the pact itself; default the toolkit's own. An interaction
   * without `touches` in its comments counts as `never`.
   */
  readonly pact?: string | URL | object;
  /** Default https://api2.protexting.com. */
  readonly url?: string;
  /** Each `host:port:address`, to connect there instead of asking a name server, as in curl. */
  readonly resolve?: readonly string[];
  /** True when interactions tagged `state` are tried; default false. */
  readonly state?: boolean;
  /** Recipient and credits for interactions tagged `spends`, which are not tried without them. */
  readonly spends?: LiveSpending;
  /** File that says which provider states hold there. */
  readonly given?: string;
  /** Default `PROTEXTING_ACCESS_TOKEN`. */
  readonly accessToken?: string;
  /** Only plans, whatever the environment says. */
  readonly planOnly?: boolean;
  /** Stops the run: nothing more is sent. */
  readonly signal?: AbortSignal;
}

export interface LiveSpending {
  /** Only number that may be sent anything: that of a phone of yours. */
  readonly recipient: string;
  /** Credits that all runs with this budget file may cost together; default 0. */
  readonly credits?: number;
  /** File in which each reservation is written down, before anything is sent. */
  readonly budgetFile: string;
}

export interface LiveOutcome {
  /** Origin of what was verified. */
  readonly target: string;
  /** Lines for people: what was to be tried, what was not and why, and the most it could cost. */
  readonly plan: readonly string[];
  /** Why nothing was sent; undefined when something was. */
  readonly notRun: string | undefined;
  /** Undefined when nothing was sent, or the run did not come to its end. Look at its `passed`. */
  readonly verification: Verification | undefined;
  /** Error that kept the run from its end. */
  readonly failure: string | undefined;
  /** Requests that left this machine. */
  readonly sent: number;
}

/**
 * Sends nothing unless the environment has `PROTEXTING_LIVE=1` and there is a token; else it plans. All traffic goes
 * through the egress that `docs/live.md` describes.
 *
 * @throws Error for what cannot be used: address, pact, budget file, token, recipient
 */
export async function verifyLive(options: LiveVerification): Promise<LiveOutcome> {
  const { target, plan, notRun, verification, failure, forwarded } = await verifyGuarded(options);
  return { target, plan: planLines(target, plan), notRun, verification, failure, sent: forwarded.length };
}
