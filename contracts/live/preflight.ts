/** Conditions that must hold before anything is started, in this order. Otherwise the run ends with its plan. */
import { SHORTEST_TOKEN, scrubber } from "./egress/scrub.ts";
import type { Plan } from "./plan.ts";

export interface Prepared {
  readonly environment: NodeJS.ProcessEnv;
  readonly token: string;
  readonly plan: Plan;
  /** The pact that the verifier would get. */
  readonly pruned: string;
  readonly planOnly: boolean;
}

export interface Preflight {
  readonly name: string;
  /** @returns why nothing is sent */
  readonly holdsBack: (prepared: Prepared) => string | undefined;
}

/** Reasons for which a plan was all that was asked for. */
export const ONLY_A_PLAN = {
  asked: "Only the plan was asked for.",
  optIn: "PROTEXTING_LIVE is not 1, so this is a plan.",
  token: "PROTEXTING_ACCESS_TOKEN is not set, so this is a plan.",
} as const;

export const PREFLIGHT: readonly Preflight[] = [
  { name: "plan only", holdsBack: ({ planOnly }) => (planOnly ? ONLY_A_PLAN.asked : undefined) },
  {
    name: "opt-in",
    holdsBack: ({ environment }) => (environment["PROTEXTING_LIVE"] === "1" ? undefined : ONLY_A_PLAN.optIn),
  },
  { name: "token given", holdsBack: ({ token }) => (token === "" ? ONLY_A_PLAN.token : undefined) },
  {
    name: "zero selected",
    holdsBack: ({ plan }) =>
      plan.items.some(({ selected }) => selected !== undefined)
        ? undefined
        : "No interaction is selected, so nothing can be verified.",
  },
  {
    name: "no token in the pact",
    // In any spelling. One that is too short to be looked for is refused by the egress.
    holdsBack: ({ pruned, token }) =>
      token.length >= SHORTEST_TOKEN && scrubber(token)(pruned) !== pruned
        ? "The token stands in the pact or in the file of --given; it belongs in neither."
        : undefined,
  },
];
