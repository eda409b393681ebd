/** The page of every rule, how we know it, and what it is worth on the live API. */
import { ledgerEntries } from "../../src/protocol/evidence/ledger.ts";
import { type LiveStanding, liveStanding, standingText } from "../../src/protocol/evidence/live.ts";
import { MADE, table } from "./page.ts";

/** @param seen the standings of what was verified on the live API */
export function fidelity(seen: Readonly<Record<string, LiveStanding>>): string {
  const entries = ledgerEntries().map((entry) => ({ ...entry, live: liveStanding(entry, seen) }));
  const count = (source: string): number => entries.filter((entry) => entry.source === source).length;
  const live = (standing: string): number =>
    entries.filter((entry) => entry.live.standing === standing).length;
  const inPart = entries.filter(
    ({ live: found }) => found.standing === "verified" && found.extent === "in part",
  ).length;
  const rows = entries.map((entry) => {
    const setting = entry.source === "assumed" ? `\`${entry.setting}\`` : "";
    const says = entry.deviation === undefined ? entry.says : `${entry.says} _Differs:_ ${entry.deviation}`;
    return [`\`${entry.id}\``, says, entry.source, entry.reference, setting, standingText(entry.live)];
  });
  const against = entries.flatMap(({ id, live: standing }) =>
    "differed" in standing && standing.differed.length > 0
      ? [[`\`${id}\``, standingText(standing), standing.differed.join("; ")]]
      : [],
  );
  return `${MADE}

# Fidelity

Every rule the toolkit follows, and how we know it: **documented** (a page of the vendor, under
\`protexting.com/developers/docs/\`), **recorded** (from a real application on the vendor's framework,
\`fixtures/wire/FRAMEWORK.md\`), **assumed** (nobody outside knows; the setting changes it) or **own** (the toolkit's,
with no counterpart at the vendor).

${entries.length} rules: ${count("documented")} documented, ${count("recorded")} recorded, ${count("assumed")} assumed, ${count("own")} own.

On the live API: ${live("verified")} verified (${inPart} of them in part), ${live("contradicted")} contradicted, ${live("in doubt")} in doubt, ${live("never verified")} never verified. A rule is **verified live** when
an answer that rests on it came as expected: **in part** where the rule says more than the contract would notice, as of
the order of fields, of what must not be there, of cases that are never tried. It is **contradicted** when an answer
differed and nothing else can be to blame, **in doubt** when other rules can be to blame as well ([why](decisions/0016-what-a-verification-says-of-a-rule.md)).

${table(["rule", "what it says", "source", "reference", "setting", "on the live API"], rows)}
${against.length === 0 ? "" : `\n## Where the live API answers otherwise\n\n${table(["rule", "since", "in"], against)}\n`}`;
}
