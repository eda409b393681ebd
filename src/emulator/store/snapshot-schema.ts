/** What a snapshot must look like before it may replace the state: from a file, or from the control API. */
import * as z from "zod";
import { ledger } from "../../protocol/evidence/ledger.ts";
import { deliveryStatus } from "../settings-schema.ts";
import { SNAPSHOT_VERSION, type Snapshot } from "./snapshot.ts";

const time = z.number();
const count = z.int().min(0);
const rate = z.strictObject({ limit: z.number(), windowSeconds: z.number() }).nullable();
const mode = z.enum(["immediate", "time", "polls", "manual"]);
const pace = z.strictObject({
  mode,
  processedAfterMs: z.number(),
  deliveredAfterMs: z.number(),
  end: deliveryStatus,
});
const recipients = z.record(
  z.string(),
  z.strictObject({ mode: mode.optional(), end: deliveryStatus.optional() }),
);
const clock = z.strictObject({ offsetMs: z.number(), frozenAt: z.number().nullable() });
const measure = z.strictObject({
  encoding: z.enum(["GSM-7", "UCS-2"]),
  characters: count,
  units: count,
  parts: z.strictObject({ documented: count, gsm: count }),
});

const facts = z.strictObject({
  size: measure,
  parts: count,
  price: z.strictObject({
    rate: z.strictObject({ sms: z.number(), mms: z.number() }),
    prefix: z.string(),
    known: z.boolean(),
  }),
  credits: z.number(),
  balance: z.number(),
  templateId: z.number().nullable(),
  senderAsked: z.string(),
  sender: z.string().nullable(),
  recipientUsed: z.number(),
  recipientAdds: z.number(),
  recipientLimit: z.number().nullable(),
  endBy: z.enum(["account", "recipient", "magic"]),
  magic: z.enum(["opted-out", "throttled", "no-credits", "not-mobile"]).nullable(),
});

const message = z.strictObject({
  id: z.string(),
  number: count,
  token: z.string(),
  recipient: z.string(),
  sender: z.string(),
  kind: z.literal("sms"),
  text: z.string(),
  measure,
  credits: z.number(),
  sentAt: time,
  pace,
  end: deliveryStatus,
  taken: z.array(z.strictObject({ at: time, status: deliveryStatus })),
  facts,
});

const rule = z.custom<keyof typeof ledger>(
  (value) => typeof value === "string" && Object.hasOwn(ledger, value),
  "must be the id of a ledger entry",
);
const inputs = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const explanation = z.strictObject({
  outcome: z.enum(["accepted", "refused"]),
  decidedBy: rule,
  steps: z.array(z.strictObject({ rule, inputs })),
  wouldSucceed: z.string().optional(),
});

const account = z.strictObject({
  token: z.string(),
  credits: z.number(),
  numbers: z.array(z.string()).min(1),
  limits: z.strictObject({ rate, perRecipient: rate }),
  delivery: pace,
  recipients,
  bucket: z.strictObject({ allowance: z.number(), checkedAt: z.number() }),
  senderCursor: count,
  totals: z.strictObject({ messages: count, parts: count, creditsCharged: z.number() }),
});

const tenant = z.strictObject({
  account,
  opened: z
    .strictObject({
      credits: z.number().optional(),
      numbers: z.array(z.string()).optional(),
      limits: z.strictObject({ rate: rate.optional(), perRecipient: rate.optional() }).optional(),
      delivery: pace.partial().optional(),
      recipients: recipients.optional(),
    })
    .nullable(),
  usedAt: time,
  clock,
  sweepAt: count,
  windows: z.array(z.tuple([z.string(), z.array(z.strictObject({ at: time, weight: z.number() }))])),
  faultCounts: z.array(z.tuple([z.string(), z.strictObject({ matched: count, fired: count })])),
});

const fault = z.strictObject({
  id: z.string(),
  kind: z.enum(["status", "latency", "reset", "close", "garbage", "cut", "hang"]),
  when: z.enum(["before", "after"]),
  match: z.strictObject({
    endpoint: z.string().optional(),
    token: z.string().optional(),
    recipient: z.string().optional(),
  }),
  nth: count,
  times: z.number().nullable(),
  probability: z.number(),
  status: count,
  atByte: z.number().nullable(),
  latency: z.discriminatedUnion("distribution", [
    z.strictObject({ distribution: z.literal("fixed"), ms: z.number() }),
    z.strictObject({ distribution: z.literal("uniform"), minMs: z.number(), maxMs: z.number() }),
    z.strictObject({ distribution: z.literal("log-normal"), medianMs: z.number(), sigma: z.number() }),
  ]),
});

const journalEntry = z.strictObject({
  number: count,
  at: time,
  token: z.string().nullable(),
  method: z.string(),
  target: z.string(),
  fields: z.record(z.string(), z.unknown()).nullable(),
  status: count,
  responseHeaders: z.record(z.string(), z.string()),
  responseBody: z.string(),
  decided: z.discriminatedUnion("by", [
    z.strictObject({ by: z.literal("rules"), explanation }),
    z.strictObject({ by: z.literal("send"), facts }),
  ]),
  // Not in the files of earlier builds.
  booksStatus: count.nullable().default(null),
  breakage: z.enum(["reset", "close", "garbage", "hang", "cut"]).nullable().default(null),
  fault: z.string().nullable(),
});

const event = z.strictObject({
  id: count,
  token: z.string().nullable(),
  at: time,
  what: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("message"), message: z.string() }),
    z.strictObject({ type: z.literal("status"), message: z.string(), status: deliveryStatus }),
    z.strictObject({ type: z.literal("journal"), number: count, path: z.string(), status: count }),
  ]),
});

export const snapshotSchema = z.strictObject({
  version: z.literal(SNAPSHOT_VERSION),
  root: z.strictObject({
    clock,
    tenants: z.array(tenant),
    order: z.array(message),
    faults: z.array(z.tuple([z.string(), fault])),
    faultsAdded: count,
    journal: z.array(journalEntry),
    journalled: count,
    events: z.array(event),
    lastEvent: count,
    saidDropping: z.boolean(),
    saidEvicting: z.boolean(),
  }),
});

/** Holds the schema to the state's types: a part that one has and the other lacks does not compile. */
export function parseSnapshot(value: unknown): Snapshot {
  return snapshotSchema.parse(value);
}
