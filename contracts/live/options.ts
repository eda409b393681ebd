/** What a run on the live API is told, and what it tells. */
import type { Verification } from "../pact/verification/verdict.ts";
import type { Forwarded, Refusal } from "./egress/egress.ts";
import type { Time } from "./egress/pacing.ts";
import type { Plan } from "./plan.ts";

export const LIVE_URL = "https://api2.protexting.com";

/** What may be sent, to whom, and what it may cost. */
export interface Spending {
  /** The only one who may be sent anything: your own phone. Of the USA, whose prices are documented. */
  readonly recipient: string;
  /** Credits that all runs with this file may cost together; default 0. */
  readonly credits?: number | undefined;
  /** Where reservations are written down; made when it is not there. */
  readonly budgetFile: string;
}

export interface LiveOptions {
  /** Default https://api2.protexting.com. */
  readonly url?: string | undefined;
  /** Each `host:port:address`, as in curl. */
  readonly resolve?: readonly string[] | undefined;
  /** Path or `file:` address of a pact of version 4, or the pact itself; default the toolkit's own. */
  readonly pact?: string | URL | object | undefined;
  /** Whether to try what needs something that exists there. */
  readonly state?: boolean | undefined;
  /** Whether to try what may send messages; default not. */
  readonly spends?: Spending | undefined;
  /** File that says which provider states hold there. */
  readonly given?: string | undefined;
  /** Default `PROTEXTING_ACCESS_TOKEN`. */
  readonly accessToken?: string | undefined;
  /** Default this process's; without `PROTEXTING_LIVE=1` in it nothing is sent. */
  readonly environment?: NodeJS.ProcessEnv | undefined;
  /** Only plans, whatever the environment says. */
  readonly planOnly?: boolean | undefined;
  /** Told when the plan is made, before anything is sent. */
  readonly onPlan?: ((plan: Plan) => void) | undefined;
  /** Told of each request that was sent. */
  readonly onForwarded?: ((request: Forwarded) => void) | undefined;
  /** Stops the run: nothing more is sent. */
  readonly signal?: AbortSignal | undefined;
  readonly time?: Time | undefined;
  /** Milliseconds that an answer may take; default 30 seconds. */
  readonly answerTimeoutMs?: number | undefined;
}

export interface LiveResult {
  readonly target: string;
  /** Address that was connected to by `resolve`, instead of what a name server says. */
  readonly pinned: string | undefined;
  readonly plan: Plan;
  /** Why nothing was sent; undefined when something was tried. */
  readonly notRun: string | undefined;
  /** Undefined when nothing was tried, or the run did not come to its end. */
  readonly verification: Verification | undefined;
  /** What kept the run from its end. */
  readonly failure: string | undefined;
  readonly forwarded: readonly Forwarded[];
  readonly refusals: readonly Refusal[];
  /** Credits of the budget file after the run, by all runs. */
  readonly reserved: number;
}
