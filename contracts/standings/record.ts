/** The dated record of what live was seen to do: its form, and how a newer run goes into an older record. */
import { createHash } from "node:crypto";
import * as z from "zod";
import { ledgerEntries } from "../../src/protocol/evidence/ledger.ts";
import { version } from "../../src/version.ts";
import type { Verification } from "../pact/verification/verdict.ts";
import { type Fingerprint, type Seen, seenIn } from "./seen.ts";
import { standingsOf } from "./standings.ts";

const at = z.iso.datetime();

const recordSchema = z.strictObject({
  record: z.literal("protexting-live-record"),
  /** Version of the form. */
  version: z.literal(1),
  /** Version of the toolkit that wrote it. */
  toolkit: z.string(),
  /** Origin of what was verified. */
  target: z.url(),
  /** Address that was connected to instead of a name server's (`--resolve`): the answers may be any server's. */
  pinned: z.string().optional(),
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
  /** Standing of the ledger's rules, by id; a rule that nothing was seen of is not there. */
  rules: z.record(
    z.string(),
    z.strictObject({
      standing: z.enum(["verified", "contradicted", "in doubt"]),
      extent: z.enum(["whole", "in part"]),
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
 * @param pinned address that was connected to instead of what a name server says
 * @throws Error when the run as a whole had a problem: then it is not known what its verdicts are worth
 */
export function recordOf(verification: Verification, pinned?: string): LiveRecord {
  const { problems, target, at: began } = verification;
  if (problems.length > 0) {
    throw new Error(
      `Failed to record the verification: it had problems (${problems.join(" ")}). Please verify again without them.`,
    );
  }
  return written({ target, pinned, at: began }, seenIn(verification, fingerprint));
}

/**
 * Replaces what was known of an interaction by what the newer run saw of it; the rest stays, so that a cheap run does
 * not lose what a costly one found out. The standings are then made anew.
 *
 * @param generated descriptions of the toolkit's whole pact: what is no longer in it goes
 * @throws Error when the two are of different targets
 */
export function mergeRecords(
  older: LiveRecord,
  newer: LiveRecord,
  generated: ReadonlySet<string>,
): LiveRecord {
  if (!isSamePlace(older, newer)) {
    throw new Error(
      `Failed to merge the records: they are of ${placeText(older)} and of ${placeText(newer)}. Please keep one for each.`,
    );
  }
  const newest = new Map<string, Seen>();
  for (const seen of [...older.interactions, ...newer.interactions]) {
    const known = newest.get(seen.description);
    if (generated.has(seen.description) && (known === undefined || known.at <= seen.at)) {
      newest.set(seen.description, seen);
    }
  }
  const { target, pinned } = newer;
  const newestRun = older.at > newer.at ? older.at : newer.at;
  return written({ target, pinned, at: newestRun }, [...newest.values()]);
}

/** Target of a run: an origin, and an address if one was pinned. */
export type Place = Pick<LiveRecord, "target" | "pinned">;

export function isSamePlace(a: Place, b: Place): boolean {
  return a.target === b.target && a.pinned === b.pinned;
}

export function placeText({ target, pinned }: Place): string {
  return pinned === undefined ? target : `${target} at ${pinned} (--resolve)`;
}

/**
 * @param file that the text is of, for the error
 * @throws Error that names each place that is not as it must be
 */
export function parseRecord(text: string, file: string): LiveRecord {
  const result = recordSchema.safeParse(jsonOf(text));
  if (result.success) return result.data;
  const places = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Error(
    `Failed to read the record: ${places.join("; ")} (${file}). Please restore it, or begin a new one.`,
  );
}

/** Gives undefined for text that is no JSON, which the schema refuses as no record. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Always in the same order, so that two versions can be compared line by line. */
function written(
  { target, pinned, at: began }: Place & { readonly at: string },
  seen: readonly Seen[],
): LiveRecord {
  const interactions = seen.map(({ restsOn, ...rest }) => ({
    ...rest,
    restsOn: Object.fromEntries(Object.entries(restsOn).sort(([a], [b]) => (a < b ? -1 : 1))),
  }));
  interactions.sort((a, b) => (a.description < b.description ? -1 : 1));
  return {
    record: "protexting-live-record",
    version: 1,
    toolkit: version,
    target,
    ...(pinned === undefined ? {} : { pinned }),
    at: began,
    interactions,
    rules: standingsOf(interactions, fingerprint),
  };
}
