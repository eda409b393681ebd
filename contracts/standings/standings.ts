/**
 * From what was seen to what may be said of each rule of the ledger. The reasons are in
 * docs/decisions/0016-what-a-verification-says-of-a-rule.md.
 */
import type { Evidence } from "../../src/protocol/evidence/entry.ts";
import { ledgerEntries } from "../../src/protocol/evidence/ledger.ts";
import type { LiveStanding } from "../../src/protocol/evidence/live.ts";
import type { Fingerprint, Seen } from "./seen.ts";

/**
 * How much of what a rule says can be seen in the answers that rest on it. Pact looks at one answer at a time, by its
 * matchers: not at the order of a JSON object's fields, a reason phrase, the white space of XML, a header that should not
 * be there, another field too many, or at what the interactions never try.
 */
export type Showing = "whole" | "in part" | "not";

const ledgerShows: ReadonlyMap<string, Evidence["shows"]> = new Map(
  ledgerEntries().map(({ id, shows }) => [id, shows]),
);

/** A rule is shown in part unless the ledger says more: "whole" is proved, rule by rule. */
export function whatLiveCanShow(id: string): Showing {
  const shows = ledgerShows.get(id);
  return shows === "nothing" ? "not" : (shows ?? "in part");
}

/**
 * A rule is
 *
 * - `contradicted` when an answer that rests on it differed, and nothing else can be to blame: every other rule
 *   behind that answer held in another answer, then or later;
 * - `in doubt` when such an answer differed and other rules can be to blame as well;
 * - `verified` when an answer that rests on it came as expected, and none of the above; in part, where the contract
 *   would not notice everything that is contrary to it;
 * - not there otherwise, and when no answer shows anything of it.
 *
 * @param seen for each interaction the newest that live was seen to do
 * @param fingerprint of the ledger as it is now: what was seen of a rule that said something else does not count
 * @param shows how much of a rule the answers that rest on it can show
 */
export function standingsOf(
  seen: readonly Seen[],
  fingerprint: Fingerprint,
  shows: (id: string) => Showing = whatLiveCanShow,
): Readonly<Record<string, LiveStanding>> {
  const held = seen.filter(({ outcome }) => outcome === "held");
  const blamed = seen
    .filter(({ outcome }) => outcome === "differed")
    .map((differed) => ({ ...differed, suspects: suspectsOf(differed, held, shows) }));
  const ids = [...new Set(seen.flatMap(({ restsOn }) => Object.keys(restsOn)))].sort();
  return Object.fromEntries(
    ids.flatMap((id) => {
      const showing = shows(id);
      if (showing === "not") return [];
      const said = fingerprint(id);
      const isOfIt = ({ restsOn }: Seen): boolean => said !== undefined && restsOn[id] === said;
      const against = blamed.filter((entry) => isOfIt(entry) && entry.suspects.includes(id));
      const found = standing(held.filter(isOfIt), against);
      return found === undefined ? [] : [[id, { ...found, extent: showing }] as const];
    }),
  );
}

interface Blame extends Seen {
  readonly suspects: readonly string[];
}

/**
 * The rules that can be to blame: those never seen to hold since; where all were, each may hold here and not there. A
 * rule that no answer shows is never known to hold, so it is always among them.
 */
function suspectsOf(
  { restsOn, at }: Seen,
  held: readonly Seen[],
  shows: (id: string) => Showing,
): readonly string[] {
  const ids = Object.keys(restsOn);
  const visible = ids.filter((id) => shows(id) !== "not");
  const unseen = visible.filter(
    (id) => !held.some((entry) => entry.at >= at && entry.restsOn[id] === restsOn[id]),
  );
  return unseen.length === 0 ? ids : ids.filter((id) => unseen.includes(id) || !visible.includes(id));
}

function standing(
  held: readonly Seen[],
  against: readonly Blame[],
): Omit<LiveStanding, "extent"> | undefined {
  const alone = against.filter(({ suspects }) => suspects.length === 1);
  const common = { held: held.length, differed: against.map(({ description }) => description).sort() };
  if (alone.length > 0) return { standing: "contradicted", on: newest(alone), ...common };
  if (against.length > 0) return { standing: "in doubt", on: newest(against), ...common };
  return held.length > 0 ? { standing: "verified", on: newest(held), ...common } : undefined;
}

/** The date, in UTC. */
function newest(seen: readonly Seen[]): string {
  return (
    seen
      .map(({ at }) => at.slice(0, 10))
      .sort()
      .at(-1) ?? ""
  );
}
