/** The dated record of what live was seen to do: its form, and how a newer run goes into an older record. */
import { createHash } from "node:crypto";
import * as z from "zod";
import { ledgerEntries } from "../../src/protocol/evidence/ledger.ts";
import { version } from "../../src/version.ts";
import type { Verification } from "../verification/verdict.ts";
import { type Fingerprint, type Seen, seenIn } from "./seen.ts";
import { standingsOf } from "./standings.ts";

const at = z.iso.datetime();

const recordSchema = z.strictObject({
  record: z.literal("protexting-live-record"),
  /** Of the form. */
  version: z.literal(1),
  /** Version of the toolkit that wrote it. */
  toolkit: z.string(),
  /** Origin of what was verified. */
  target: z.url(),
  /** Beginning of the newest run. */
  at,
  /** For each interaction the newest that was seen. */
  interactions: z.array(
    z.strictObject({
      description: z.string().min(1),
      outcome: z.enum(["held", "differed"]),
      at,
      restsOn: z.record(z.string(), z.string()),
    }),
  ),
  /** What that says of the ledger's rules, by id; a rule that nothing was seen of is not there. */
  rules: z.record(
    z.string(),
    z.strictObject({
      standing: z.enum(["verified", "contradicted", "in doubt"]),
      on: z.iso.date(),
      held: z.int().min(0),
      differed: z.array(z.string()).readonly(),
    }),
  ),
});

export type LiveRecord = z.infer<typeof recordSchema>;

const SAYS = new Map(ledgerEntries().map(({ id, says }) => [id, says]));
const FINGERPRINT_DIGITS = 12;

/** So that what was seen of a rule is not taken for evidence of what the rule says after a change. */
export const fingerprint: Fingerprint = (id) => {
  const says = SAYS.get(id);
  if (says === undefined) return undefined;
  return createHash("sha256").update(says).digest("hex").slice(0, FINGERPRINT_DIGITS);
};

/**
 * @throws Error when the run as a whole had a problem: then it is not known what its verdicts are worth
 */
export function recordOf(verification: Verification): LiveRecord {
  const { problems, target, at: began } = verification;
  if (problems.length > 0) {
    throw new Error(
      `Failed to record the verification: it had problems (${problems.join(" ")}). Please verify again without them.`,
    );
  }
  return written(target, began, seenIn(verification, fingerprint));
}

/**
 * What the newer run saw of an interaction replaces what was known of it; the rest stays, so that what a costly run
 * found out is not lost to a cheap one. The standings are then made anew.
 *
 * @param generated descriptions of the whole pact: what is no longer in it goes
 * @throws Error when the two are of different targets
 */
export function mergeRecords(
  older: LiveRecord,
  newer: LiveRecord,
  generated: ReadonlySet<string>,
): LiveRecord {
  if (older.target !== newer.target) {
    throw new Error(
      `Failed to merge the records: they are of ${older.target} and of ${newer.target}. Please keep one for each.`,
    );
  }
  const newest = new Map<string, Seen>();
  for (const seen of [...older.interactions, ...newer.interactions]) {
    const known = newest.get(seen.description);
    if (generated.has(seen.description) && (known === undefined || known.at <= seen.at)) {
      newest.set(seen.description, seen);
    }
  }
  return written(newer.target, older.at > newer.at ? older.at : newer.at, [...newest.values()]);
}

/** @throws Error that names each place that is not as it must be */
export function parseRecord(text: string): LiveRecord {
  const result = recordSchema.safeParse(JSON.parse(text));
  if (result.success) return result.data;
  const places = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Error(`Failed to read the record: ${places.join("; ")}. Please restore it, or begin a new one.`);
}

/** Always in the same order, so that two versions can be compared line by line. */
function written(target: string, began: string, seen: readonly Seen[]): LiveRecord {
  const interactions = seen.map(({ restsOn, ...rest }) => ({
    ...rest,
    restsOn: Object.fromEntries(Object.entries(restsOn).sort(byFirst)),
  }));
  interactions.sort((a, b) => (a.description < b.description ? -1 : 1));
  return {
    record: "protexting-live-record",
    version: 1,
    toolkit: version,
    target,
    at: began,
    interactions,
    rules: standingsOf(interactions, fingerprint),
  };
}

function byFirst([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}
