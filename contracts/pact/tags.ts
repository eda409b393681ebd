/** Tags of every interaction of our pact, in its comments. */

/**
 * How an interaction may touch the live API, by the worst that can happen when live does not answer as expected:
 *
 * - `safe`: costs nothing and changes nothing.
 * - `state`: neither, but needs something that exists there.
 * - `spends`: may send a message and cost credits.
 * - `never`: not to be tried there, because getting there uses up credits or limits, or because it changes what people
 *   there rely on, like who gets no messages.
 */
export const TOUCHES = ["safe", "state", "spends", "never"] as const;
export type Touches = (typeof TOUCHES)[number];

/** A rule of the ledger that an expectation rests on, and how we know it. */
export interface RestsOn {
  readonly id: string;
  readonly source: "documented" | "recorded" | "assumed" | "own";
}

interface Common {
  /** Its id in the endpoint table. */
  readonly endpoint: string;
  readonly "rests-on": readonly RestsOn[];
}

export type Tags =
  | (Common & { readonly touches: Exclude<Touches, "spends"> })
  /** Credits: the most it can cost. */
  | (Common & { readonly touches: "spends"; readonly credits: number });
