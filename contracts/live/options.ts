/** Options and result of a run on the live API. */
import type { Verification } from "../pact/verification/verdict.ts";
import type { Forwarded, Refusal } from "./egress/egress.ts";
import type { Time } from "./egress/pacing.ts";
import type { Plan } from "./plan.ts";

export const LIVE_URL = "https://api2.protexting.com";

/** Recipient of what may be sent, and limit of its cost. */
export interface Spending {
  /** Only number that may be sent anything: your own phone's, of the USA, whose prices are documented. */
  readonly recipient: string;
  /** Credits that all runs with this file may cost together; default 0. */
  readonly credits?: number | undefined;
  /** File in which reservations are written down; made when it is not there. */
  readonly budgetFile: string;
}

export interface LiveOptions {
  /** Default https://api2.protexting.com. */
  readonly url?: string | undefined;
  /** Each `host:port:address`, as in curl. */
  readonly resolve?: readonly string[] | undefined;
  /** Path or `file:` address of a pact of version 4, or the pact itself; default the toolkit's own. */
  readonly pact?: string | URL | object | undefined;
  /** True when interactions are tried that need something that exists there; default false. */
  readonly state?: boolean | undefined;
  /** Limits of what may be sent; without them, interactions that may send messages are not tried. */
  readonly spends?: Spending | undefined;
  /** File that says which provider states hold there. */
  readonly given?: string | undefined;
  /** Default `PROTEXTING_ACCESS_TOKEN`. */
  readonly accessToken?: string | undefined;
  /** Default this process's; without `PROTEXTING_LIVE=1` in it nothing is sent. */
  readonly environment?: NodeJS.ProcessEnv | undefined;
  /** Only plans, whatever the environment says. */
  readonly planOnly?: boolean | undefined;
  /** Called when the plan is made, before anything is sent. */
  readonly onPlan?: ((plan: Plan) => void) | undefined;
  /** Called for each request that was sent. */
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
  /** Error that kept the run from its end. */
  readonly failure: string | undefined;
  readonly forwarded: readonly Forwarded[];
  readonly refusals: readonly Refusal[];
  /** Credits of the budget file after the run, by all runs. */
  readonly reserved: number;
}
