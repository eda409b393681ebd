/**
 * Why an interaction is left out of a run, in this order: the first that applies is the reason given. What none of
 * them leaves out is tried.
 */

import type { NotTried } from "../pact/verification/classify.ts";
import type { Expectation } from "../pact/verification/expectation.ts";
import { MADE_UP_TOKEN } from "./egress/egress.ts";
import type { Allowed } from "./egress/egress-request.ts";
import { PLAIN_GUARDS } from "./egress/guards.ts";
import type { WorstCase } from "./egress/worst-case.ts";
import { personIn } from "./egress/writes.ts";
import { PACT_RECIPIENT } from "./rewrite.ts";

export interface Candidate {
  readonly expectation: Expectation;
  /** The first of its states that is not given; undefined when all are. */
  readonly missingState: string | undefined;
  /** Request as it would be sent; undefined when that is not known beforehand. */
  readonly request: Allowed | undefined;
  readonly worst: WorstCase;
}

/** Permissions that the caller has switched on. */
export interface Allowance {
  readonly state: boolean;
  readonly spends: boolean;
  /** Credits that no interaction before has reserved. */
  readonly creditsLeft: number;
  /** Digits of the only recipient that may be sent anything. */
  readonly recipient: string | undefined;
}

export interface Policy {
  readonly name: string;
  readonly leavesOut: (candidate: Candidate, allowance: Allowance) => NotTried | undefined;
}

export const POLICIES: readonly Policy[] = [
  { name: "never", leavesOut: never },
  { name: "class", leavesOut: byClass },
  { name: "given", leavesOut: byGiven },
  { name: "egress", leavesOut: byEgress },
  { name: "credits", leavesOut: byCredits },
];

function skipped(reason: string): NotTried {
  return { outcome: "skipped", reason };
}

function missing(reason: string): NotTried {
  return { outcome: "missing", reason };
}

/** No switch lets it pass. */
function never({ expectation }: Candidate): NotTried | undefined {
  return expectation.touches === "never" ? skipped("never tried on live") : undefined;
}

function byClass({ expectation }: Candidate, { state, spends }: Allowance): NotTried | undefined {
  if (expectation.touches === "state" && !state) return skipped("class state, and --state is not given");
  if (expectation.touches === "spends" && !spends) return skipped("class spends, and --spends is not given");
  return undefined;
}

function byGiven({ missingState }: Candidate): NotTried | undefined {
  if (missingState === undefined) return undefined;
  return missing(`nobody says that "${missingState}" holds there (--given)`);
}

/** Skips what the egress would refuse anyway, so that a plan says what will happen. */
function byEgress({ request }: Candidate, { recipient }: Allowance): NotTried | undefined {
  if (request === undefined) return undefined;
  for (const { name, refuses } of PLAIN_GUARDS) {
    const reason = refuses(request, { recipient, madeUpToken: MADE_UP_TOKEN });
    if (reason === undefined) continue;
    const hint =
      name === "recipient" && recipient !== undefined && personIn(request.body) !== recipient
        ? ` (of a pact's numbers only ${PACT_RECIPIENT} becomes the recipient)`
        : "";
    return skipped(`the egress lets no such request pass: ${reason}${hint}`);
  }
  return undefined;
}

function byCredits({ worst }: Candidate, { creditsLeft }: Allowance): NotTried | undefined {
  if (worst.credits <= creditsLeft) return undefined;
  return skipped(`beyond the budget: up to ${worst.credits} credits, ${creditsLeft} left`);
}
