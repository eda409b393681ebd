/**
 * Standings of the ledger's rules on the live API. They are made by `npm run docs` from the record that the
 * verification of live writes, `fixtures/live/record.json`; without one, nothing has been verified.
 */
import type { Source } from "./entry.ts";
import standings from "./live-standings.json" with { type: "json" };

/** Standing of a rule on the live API, from what was seen there. */
export interface LiveStanding {
  /**
   * - `verified`: an answer that rests on it came as expected.
   * - `contradicted`: one differed, and nothing but this rule can be to blame.
   * - `in doubt`: one differed, and this rule is one of several that can be to blame.
   */
  readonly standing: "verified" | "contradicted" | "in doubt";
  /** Part of the rule that its answers show; most rules say more than a contract can notice. */
  readonly extent: "whole" | "in part";
  /** Date of the newest answer that says so, `YYYY-MM-DD` in UTC. */
  readonly on: string;
  /** Number of interactions that rest on it and came as expected. */
  readonly held: number;
  /** The interactions that speak against it. */
  readonly differed: readonly string[];
}

/** A rule's standing: what was seen, or that nothing was, or that live has no counterpart of it. */
export type LiveStatus = LiveStanding | { readonly standing: "never verified" | "does not apply" };

/** The standing of a rule of the ledger. The live API says nothing of the toolkit's own rules. */
export function liveStanding(
  { id, source }: { readonly id: string; readonly source: Source },
  seen: Readonly<Record<string, unknown>> = standings,
): LiveStatus {
  if (source === "own") return { standing: "does not apply" };
  const found = seen[id];
  return isLiveStanding(found) ? found : { standing: "never verified" };
}

/** The standing in words: "never verified live", "verified live in part on 2026-11-22", … */
export function standingText(standing: LiveStatus): string {
  switch (standing.standing) {
    case "verified":
      return `verified live ${standing.extent === "whole" ? "" : "in part "}on ${standing.on}`;
    case "contradicted":
      return `contradicted by live on ${standing.on}`;
    case "in doubt":
      return `in doubt since live on ${standing.on}`;
    case "never verified":
      return "never verified live";
    case "does not apply":
      return "";
  }
}

const STANDINGS: readonly unknown[] = [
  "verified",
  "contradicted",
  "in doubt",
] satisfies readonly LiveStanding["standing"][];
const EXTENTS: readonly unknown[] = ["whole", "in part"] satisfies readonly LiveStanding["extent"][];

function isLiveStanding(value: unknown): value is LiveStanding {
  if (typeof value !== "object" || value === null) return false;
  return (
    "standing" in value &&
    STANDINGS.includes(value.standing) &&
    "extent" in value &&
    EXTENTS.includes(value.extent) &&
    "on" in value &&
    typeof value.on === "string" &&
    "held" in value &&
    typeof value.held === "number" &&
    "differed" in value &&
    Array.isArray(value.differed)
  );
}
