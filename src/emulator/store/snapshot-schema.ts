/** Schema of a snapshot, checked before it replaces the state: from a file, or from the control API. */
import * as z from "zod";
import { ledger } from "../../protocol/evidence/ledger.ts";
import { refusedKinds } from "../../protocol/magic-numbers.ts";
import { firstIds, type RecordName } from "../domain/records.ts";
import { accountGate, accountLimits } from "../schema/account.ts";
import {
  deliveryMode,
  deliveryStatus,
  faultKind,
  faultMoment,
  global,
  messageKind,
  numberStatus,
  optedOutBy,
  rates,
  sameText,
  templateStatus,
} from "../schema/parts.ts";
import { lazy } from "../schema/schema.ts";
import { seedAccountSchema } from "../seed/seed-schema.ts";
import { defaultSettings } from "../settings.ts";
import { type Collections, collections, type ListSchemas } from "./collections.ts";
import { eachName } from "./each-name.ts";
import { approval, count, offset, optOut, span, time } from "./schema-parts.ts";
import { SNAPSHOT_VERSION, type Snapshot } from "./snapshot.ts";
import { UNWEIGHED } from "./weigh.ts";

/** Made at its first use: a start needs none of it. */
export const stateSchemas = lazy(() => {
  const rate = z.strictObject({ limit: z.number(), windowSeconds: z.number() }).nullable();
  const pace = z.strictObject({
    mode: deliveryMode,
    processedAfterMs: span,
    deliveredAfterMs: span,
    end: deliveryStatus,
  });
  const recipients = z.record(
    z.string(),
    z.strictObject({
      mode: deliveryMode.optional(),
      end: deliveryStatus.optional(),
      global: global.optional(),
    }),
  );
  const clock = z.strictObject({ offsetMs: offset, frozenAt: time.nullable() });
  const measure = z.strictObject({
    encoding: z.enum(["GSM-7", "UCS-2"]),
    characters: count,
    units: count,
    parts: z.strictObject({ documented: count, gsm: count }),
  });

  const numberStates = z.record(
    z.string(),
    z.strictObject({ status: numberStatus, blockedAt: time.nullable() }),
  );

  const facts = z.strictObject({
    // Not in the files of earlier builds, as are the other parts that have a default.
    kind: messageKind.default("sms"),
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
    templateStatus: templateStatus.nullable().default(null),
    replaces: z.string().nullable().default(null),
    senderAsked: z.string(),
    sender: z.string().nullable(),
    senderStatus: numberStatus.nullable().default(null),
    optOut: optOut.nullable().default(null),
    global: global.nullable().default(null),
    forbiddenWord: z.string().nullable().default(null),
    sameTextAt: time.nullable().default(null),
    sameTextSeconds: count.nullable().default(null),
    recipientUsed: z.number(),
    recipientAdds: z.number(),
    recipientLimit: z.number().nullable(),
    endBy: z.enum(["account", "recipient", "magic"]),
    foreign: z.enum(["Twilio", "AWS"]).nullable().default(null),
    magic: z.enum(refusedKinds).nullable(),
  });

  const message = z.strictObject({
    id: z.string(),
    number: count,
    token: z.string(),
    recipient: z.string(),
    sender: z.string(),
    kind: messageKind,
    text: z.string(),
    measure,
    credits: z.number(),
    sentAt: time,
    pace,
    end: deliveryStatus,
    taken: z.array(z.strictObject({ at: time, status: deliveryStatus })),
    mms: z
      .strictObject({
        templateId: count,
        mediaUrl: z.string(),
        subject: z.string(),
        text: z.string(),
        highResolution: z.boolean(),
        resend: z.boolean(),
      })
      .nullable()
      .default(null),
    resent: z
      .discriminatedUnion("outcome", [
        z.strictObject({ outcome: z.literal("sent"), at: time, message: z.string() }),
        z.strictObject({
          outcome: z.literal("not-sent"),
          at: time,
          rule: z.enum(["mms.resend-unpaid", "opt-out.refused", "opt-out.global"]),
        }),
      ])
      .nullable()
      .default(null),
    handset: z.strictObject({ text: z.string(), wroteAt: time.nullable() }).nullable().default(null),
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
    numbers: z.array(z.string()),
    numberStates: numberStates.default({}),
    numberMadeAt: time.nullable().default(null),
    limits: z.strictObject({
      rate,
      perRecipient: rate,
      sameText: sameText.default(defaultSettings.limits.sameText),
    }),
    activated: z.boolean().default(true),
    allowedAddresses: z.array(z.string()).nullable().default(null),
    forbiddenWords: z.array(z.string()).default([]),
    rates: rates.default({}),
    delivery: pace,
    approval: approval.default(defaultSettings.approval),
    recipients,
    bucket: z.strictObject({ allowance: z.number(), checkedAt: z.number() }),
    senderCursor: count,
    contactsMade: count.default(0),
    received: count.default(0),
    fieldValuesMade: count.default(0),
    totals: z.strictObject({ messages: count, parts: count, creditsCharged: z.number() }),
  });

  const recordName = z.custom<RecordName>(
    (value) => typeof value === "string" && Object.hasOwn(firstIds, value),
    "must be a kind of records",
  );

  const tenantFields = {
    account,
    opened: z
      .strictObject({
        credits: z.number().optional(),
        numbers: z.array(z.string()).optional(),
        numberStates: numberStates.optional(),
        limits: accountLimits.optional(),
        ...accountGate,
        rates: rates.optional(),
        delivery: pace.partial().optional(),
        approval: approval.partial().optional(),
        recipients: recipients.optional(),
      })
      .nullable(),
    seed: z.lazy(seedAccountSchema).nullable().default(null),
    usedAt: time,
    clock,
    sweepAt: count,
    // Not in the files of earlier builds, as are lists that came later.
    lastIds: z.partialRecord(recordName, count).default({}),
  };

  const tenant = z.strictObject({
    ...tenantFields,
    ...eachName<Collections, ListSchemas>(collections, (name) => collections[name].schema()),
  });

  const fault = z.strictObject({
    id: z.string(),
    kind: faultKind,
    when: faultMoment,
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
      z.strictObject({ by: z.literal("send"), facts, message: z.string().optional() }),
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
      z.strictObject({ type: z.literal("template"), template: count, status: templateStatus }),
      z.strictObject({ type: z.literal("inbound"), number: count, from: z.string(), to: z.string() }),
      z.strictObject({
        type: z.literal("opt-out"),
        recipient: z.string(),
        optedOut: z.boolean(),
        by: optedOutBy.nullable(),
      }),
      z.strictObject({ type: z.literal("journal"), number: count, path: z.string(), status: count }),
    ]),
  });

  const snapshot = z.strictObject({
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
      // Not in the files of earlier builds.
      weight: count.default(UNWEIGHED),
      saidDropping: z.boolean(),
      saidEvicting: z.boolean(),
      saidFull: z.boolean().default(false),
    }),
  });

  return { tenant: tenantFields, snapshot };
});

export const snapshotSchema = () => stateSchemas().snapshot;

/** Ties the schema to the state's types: a part that one has and the other lacks does not compile. */
export function parseSnapshot(value: unknown): Snapshot {
  return snapshotSchema().parse(value);
}
