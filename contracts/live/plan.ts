/** Plan of a run, made before anything is started: interactions tried, those left out and why, and the cost. */
import type { AnyPact } from "../own/read-pact.ts";
import type { NotTried } from "../pact/verification/classify.ts";
import type { Expectation } from "../pact/verification/expectation.ts";
import type { Allowed } from "./egress/egress-request.ts";
import { paceOf } from "./egress/pacing.ts";
import { type WorstCase, worstCaseOf } from "./egress/worst-case.ts";
import { findGiven, type Given } from "./given.ts";
import { type LiveInteraction, parseLivePact, readInteraction, requestOf } from "./interaction.ts";
import { POLICIES, type Policy } from "./policies.ts";
import { rewrite } from "./rewrite.ts";

/** An interaction that is tried. */
export interface Selected {
  /** Interaction as the verifier gets it. */
  readonly interaction: LiveInteraction;
  readonly request: Allowed;
  /** Values that its states give. */
  readonly values: Readonly<Record<string, string>>;
  /** True when it asks for an id or a number that is there by the caller's word alone (`--given`). */
  readonly byWord: boolean;
}

export interface PlannedItem {
  readonly expectation: Expectation;
  /** The most it can cost if it is tried. */
  readonly worst: WorstCase;
  readonly selected: Selected | undefined;
  /** Why it is not tried. */
  readonly notTried: NotTried | undefined;
}

export interface Plan {
  /** One for each interaction of the pact, in its order. */
  readonly items: readonly PlannedItem[];
  /** The most that the run can cost. */
  readonly credits: number;
  /** Numbers that may be sent something. */
  readonly recipients: readonly string[];
  /** The shortest that the run can take: the pace alone. */
  readonly leastMs: number;
}

export interface PlanOptions {
  readonly state: boolean;
  readonly spends: boolean;
  readonly recipient: string | undefined;
  /** Credits that may still be reserved. */
  readonly creditsLeft: number;
  readonly given: readonly Given[];
}

/** @param policies all of them but in the test that takes them away */
export function planOf(pact: AnyPact, options: PlanOptions, policies: readonly Policy[] = POLICIES): Plan {
  const { interactions } = parseLivePact(pact.text);
  let creditsLeft = options.creditsLeft;
  const items = pact.expectations.map((expectation, index): PlannedItem => {
    const found = prepare(expectation, interactions[index], options);
    const { request, missingState } = found;
    const worst = request === undefined ? NOTHING : worstCaseOf(request.path, request.body);
    const candidate = { expectation, missingState, request, worst };
    const allowance = { ...options, creditsLeft };
    for (const { leavesOut } of policies) {
      const notTried = leavesOut(candidate, allowance);
      if (notTried !== undefined) return { expectation, worst, selected: undefined, notTried };
    }
    const { interaction, values, byWord } = found;
    if (interaction === undefined || request === undefined) {
      return { expectation, worst, selected: undefined, notTried: UNKNOWN };
    }
    creditsLeft -= worst.credits;
    const selected = { interaction, request, values, byWord };
    return { expectation, worst, selected, notTried: undefined };
  });
  const tried = items.filter(({ selected }) => selected !== undefined);
  const credits = tried.reduce((sum, { worst }) => sum + worst.credits, 0);
  const { recipient } = options;
  return {
    items,
    credits,
    recipients: credits > 0 && recipient !== undefined ? [recipient] : [],
    leastMs: paceOf(tried.map(({ worst }) => worst)),
  };
}

const NOTHING: WorstCase = { credits: 0, parts: 0 };
const UNKNOWN: NotTried = {
  outcome: "missing",
  reason: "what it would send is not known: a value is not given (--given)",
};

interface Prepared {
  readonly interaction: LiveInteraction | undefined;
  readonly request: Allowed | undefined;
  readonly missingState: string | undefined;
  readonly values: Readonly<Record<string, string>>;
  readonly byWord: boolean;
}

const NOT_READ: Prepared = {
  interaction: undefined,
  request: undefined,
  missingState: undefined,
  values: {},
  byWord: false,
};

function prepare({ touches }: Expectation, value: unknown, options: PlanOptions): Prepared {
  const written = readInteraction(value);
  if (written === undefined) {
    return NOT_READ;
  }
  const found = written.providerStates.map((state) => ({
    name: state.name,
    given: findGiven(state, touches === "state", options.given),
  }));
  const missingState = found.find(({ given }) => given === undefined)?.name;
  const values = Object.assign({}, ...found.map(({ given }) => given?.values));
  const replace = Object.assign({}, ...found.map(({ given }) => given?.replace));
  const interaction = rewrite(written, { values, replace, recipient: options.recipient });
  const byWord = Object.keys(values).length + Object.keys(replace).length > 0;
  return { interaction, request: requestOf(interaction), missingState, values, byWord };
}
