/** The shape of the settings, for files and options that people write. Unknown keys are refused by name. */
import * as z from "zod";
import { type DeliveryStatusId, isDeliveryStatusId } from "../protocol/delivery-status.ts";
import { RELEASES } from "../protocol/framework.ts";
import { isMmsTemplateStatusId, type MmsTemplateStatusId } from "../protocol/mms-template-status.ts";
import { isNumberStatusId, type NumberStatusId } from "../protocol/number-status.ts";
import { isNetwork } from "./domain/gate.ts";
import { pushTargetError } from "./domain/push.ts";
import { type Settings, submitChecks } from "./settings.ts";

// Interpreted, not compiled: compiling schemas costs a start more than most runs ever get back. Before the first is made.
z.config({ jitless: true });

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Highest limit of a window, beyond any real use; null is no limit. */
const RATE_AT_MOST = 1_000_000_000;
/** A month, the longest window that a quota is told in. */
const WINDOW_AT_MOST_SECONDS = 31 * 24 * 3600;

/**
 * The bounds keep the bucket's arithmetic exact: it multiplies limit and seconds, and their product stays below
 * 2^53 even when both are at their most. No limit is null.
 */
const rateLimit = z
  .strictObject({
    limit: z
      .int()
      .min(0)
      .max(RATE_AT_MOST, `must be ${RATE_AT_MOST} at most; for no limit, give null for the whole`),
    windowSeconds: z
      .int()
      .min(1)
      .max(WINDOW_AT_MOST_SECONDS, `must be ${WINDOW_AT_MOST_SECONDS} at most, which are 31 days`),
  })
  .nullable();
export const rates = z.record(
  z.string().regex(/^\d{1,15}$/, "must be one to fifteen digits"),
  z.strictObject({ sms: count, mms: count }),
);
/** Seconds to the same text, within the bounds of the other windows. */
export const sameText = z
  .strictObject({ windowSeconds: z.int().min(1).max(WINDOW_AT_MOST_SECONDS) })
  .nullable();
/** Limits of an account, each by itself. */
export const accountLimits = z.strictObject({
  rate: rateLimit.optional(),
  perRecipient: rateLimit.optional(),
  sameText: sameText.optional(),
});
/** Opt-out or block of a recipient that holds for all accounts. */
export const global = z.enum(["opted-out", "blocked"], "is neither opted-out nor blocked");
const error = z.strictObject({
  status: z.int().min(400).max(599),
  code: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  message: z.string(),
});
const fieldError = z.union([z.string(), error], "must be the field's message, or { status, code, message }");

const gateFields = {
  activated: z.boolean(),
  allowedAddresses: z
    .array(z.string().refine(isNetwork, "must be an IP address, or a network like 10.0.0.0/8"))
    .max(1000)
    .nullable(),
  forbiddenWords: z.array(z.string().trim().min(1).max(100)).max(1000),
};

/** Fields that say who may call an account, and what its texts may hold. */
export const accountGate = {
  activated: gateFields.activated.optional(),
  allowedAddresses: gateFields.allowedAddresses.optional(),
  forbiddenWords: gateFields.forbiddenWords.optional(),
};
export const deliveryStatus = z.custom<DeliveryStatusId>(
  (value) => typeof value === "number" && isDeliveryStatusId(value),
  "must be the id of a delivery status, 1 to 12",
);
export const numberStatus = z.custom<NumberStatusId>(
  (value) => typeof value === "number" && isNumberStatusId(value),
  "must be the id of a number's status: 0, 1, 301 or 302",
);
export const templateStatus = z.custom<MmsTemplateStatusId>(
  (value) => typeof value === "number" && isMmsTemplateStatusId(value),
  "must be the id of a state of a template, 0 to 5",
);
const words = z.array(z.string().regex(/^[^a-z\s]+$/, "must be a word in capitals"));
const reply = z.string().min(1).nullable();

export const settingsSchema: z.ZodType<Settings> = z.strictObject({
  framework: z.enum(RELEASES),
  headers: z.enum(["documented", "endpoint-pages", "recorded"]),
  asPrinted: z.boolean(),
  segments: z.enum(["documented", "gsm"]),
  account: z.strictObject({
    credits: count,
    numbers: z.array(z.string().regex(/^\d{3,15}$/)).min(1),
    ...gateFields,
  }),
  credits: z.strictObject({ rates }),
  limits: z.strictObject({
    messageLength: z.int().min(1),
    mmsMessageLength: z.int().min(1),
    rate: rateLimit,
    perRecipient: rateLimit,
    sameText,
    perRecipientCounts: z.enum(["sends", "parts"]),
    perRecipientWindow: z.enum(["sliding", "fixed"]),
    perRecipientRefused: z.enum(["free", "counts"]),
    phone: z.enum(["possible", "valid"]),
    characters: z.enum(["any", "documented"]),
    bodyBytes: z.int().min(1),
  }),
  phone: z.strictObject({ punctuation: z.string(), tenDigits: z.enum(["north-american", "as-written"]) }),
  submit: z.strictObject({
    order: z
      .array(z.enum(submitChecks))
      .refine(
        (order) => order.length === submitChecks.length && new Set(order).size === submitChecks.length,
        `must name each of the checks once: ${submitChecks.join(", ")}`,
      ),
    requireContent: z.boolean(),
    carrierBlocks: z.enum(["send", "delivery"]),
  }),
  errors: z.strictObject({
    codedReason: z.enum(["printed", "framework"]),
    optedOut: error,
    optedOutGlobally: error,
    blockedGlobally: error,
    forbiddenWords: error,
    carrierBlocked: error,
    emptyMms: error,
    unprocessable: error,
    insufficientCredits: error,
    appNotActivated: error,
    addressNotAllowed: error,
    sameText: error,
    senderTemporarilyBlocked: error,
    senderPermanentlyBlocked: error,
    throttled: error,
    unknownId: error,
    bodyTooLarge: error,
    notBuilt: error,
    malformedXml: error,
    templateNotApproved: fieldError,
    resourceLink: z.string(),
    senderNotOwned: fieldError,
    senderInactive: fieldError,
    noActiveNumber: fieldError,
    notOptedOutByApi: z.string(),
  }),
  delivery: z.strictObject({
    mode: z.enum(["immediate", "time", "polls", "manual"]),
    processedAfterMs: count,
    deliveredAfterMs: count,
    end: deliveryStatus,
  }),
  approval: z.strictObject({
    mode: z.enum(["immediate", "time", "polls", "manual"]),
    stepMs: count,
    end: templateStatus,
  }),
  mms: z.strictObject({
    fileTypes: z.array(z.string().regex(/^[a-z0-9]+$/, "must be lower-case letters and digits")),
    nameLength: z.int().min(1),
    templates: z.enum(["newest-first", "oldest-first"]),
    shortUrl: z.string().includes("{code}"),
    highResolution: z.enum(["line", "nothing"]),
    resendWithoutCredits: z.enum(["not-sent", "owed"]),
  }),
  simpleReport: z.enum(["list", "object"]),
  lists: z.enum(["oldest-first", "newest-first"]),
  paging: z.enum(["per-page", "fixed"]),
  sentHistory: z.enum(["newest-first", "oldest-first"]),
  sentApiId: z.enum(["send-id", "empty"]),
  numbersShown: z.enum(["full", "masked"]),
  inbox: z.strictObject({
    order: z.enum(["newest-first", "oldest-first"]),
    appName: z.string(),
    invalidFilter: z.enum(["ignored", "refused", "nothing"]),
    toDate: z.enum(["whole-day", "midnight"]),
  }),
  handset: z.strictObject({
    words: z.strictObject({ stop: words, start: words, help: words }),
    replies: z.strictObject({ stop: reply, start: reply, help: reply }),
    replyCredits: count,
  }),
  optInStatus: z.union([z.literal(200), z.literal(201)]),
  inboundPush: z
    .strictObject({
      url: z.string().nullable(),
      anyHost: z.boolean(),
      carrierCode: z.string(),
      carrier: z.string(),
    })
    .superRefine(({ url, anyHost }, context) => {
      const wrong = url === null ? undefined : pushTargetError(url, anyHost);
      if (wrong !== undefined) context.addIssue({ code: "custom", path: ["url"], message: wrong });
    }),
  magicNumbers: z.boolean(),
  magicFiles: z.boolean(),
  tenants: z.strictObject({ prefix: z.string(), limit: z.int().min(1) }),
  retention: z.strictObject({
    bytes: z.int().min(1),
    messages: z.int().min(1),
    journal: z.int().min(1),
    events: z.int().min(1),
    inbox: z.int().min(1),
    contacts: z.int().min(1),
    templates: z.int().min(1),
    records: z.int().min(1),
  }),
});
