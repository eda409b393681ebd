/** Schemas that settings, seeds, control inputs, control answers and snapshots share. */
import * as z from "zod";
import { deliveryStatuses, isDeliveryStatusId } from "../../protocol/delivery-status.ts";
import { endpoints } from "../../protocol/endpoints.ts";
import { faultKinds } from "../../protocol/magic-numbers.ts";
import { isMmsTemplateStatusId, mmsTemplateStatuses } from "../../protocol/mms-template-status.ts";
import { isNumberStatusId, numberStatuses } from "../../protocol/number-status.ts";
import { isNetwork } from "../domain/gate.ts";
import { about, named } from "./schema.ts";

/** Highest limit of a window, beyond any real use; null is no limit. */
const RATE_AT_MOST = 1_000_000_000;
/** A month, the longest window that a quota is told in. */
const WINDOW_AT_MOST_SECONDS = 31 * 24 * 3600;

export const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
export const atLeastOne = z.int().min(1);
export const digits = z.string().regex(/^\d{3,15}$/, "must be 3 to 15 digits");
export const token = z.string().min(1).max(200);

export const deliveryMode = named(
  "DeliveryMode",
  "`immediate`: at its end at once. `time`: by the clock. `polls`: a step per read through the vendor's API. `manual`: only the control API moves it.",
  z.enum(["immediate", "time", "polls", "manual"]),
);
export const faultKind = named(
  "FaultKind",
  "Faults of an answer on its way; `status` and `latency` keep it whole.",
  z.enum(faultKinds),
);
export const endpointId = named("EndpointId", "Id of an endpoint.", z.enum(endpoints.map(({ id }) => id)));
/** Moment of a fault. */
export const faultMoment = z.enum(["before", "after"]);
export const optedOutBy = z.enum(["api", "handset"]);
export const handsetCommand = named(
  "HandsetCommand",
  "Command of a handset's word: opt out, opt in, or help.",
  z.enum(["stop", "start", "help"]),
);
export const messageKind = z.enum(["sms", "mms"]);

function idsOf<Id extends number>(
  table: Readonly<Record<Id, string>>,
  isId: (id: number) => id is Id,
): readonly Id[] {
  return Object.keys(table).map(Number).filter(isId);
}

function namesOf(table: Readonly<Record<number, string>>): string {
  const names = Object.entries(table).map(([id, name]) => `${id} ${name.replace(/\.$/, "")}`);
  return `${names.join(", ")}.`;
}

export const deliveryStatus = named(
  "DeliveryStatusId",
  namesOf(deliveryStatuses),
  z.literal(idsOf(deliveryStatuses, isDeliveryStatusId), "must be the id of a delivery status, 1 to 12"),
);
export const numberStatus = named(
  "NumberStatusId",
  namesOf(numberStatuses),
  z.literal(idsOf(numberStatuses, isNumberStatusId), "must be the id of a number's status: 0, 1, 301 or 302"),
);
export const templateStatus = named(
  "MmsTemplateStatusId",
  namesOf(mmsTemplateStatuses),
  z.literal(
    idsOf(mmsTemplateStatuses, isMmsTemplateStatusId),
    "must be the id of a state of a template, 0 to 5",
  ),
);

/**
 * The bounds keep the bucket's arithmetic exact: it multiplies limit and seconds, and their product stays below
 * 2^53 even when both are at their most. No limit is null.
 */
export const rateLimit = named(
  "RateLimit",
  "Calls per window of time.",
  z.strictObject({
    limit: about(
      "Calls per window; 0 refuses every call.",
      z
        .int()
        .min(0)
        .max(RATE_AT_MOST, `must be ${RATE_AT_MOST} at most; for no limit, give null for the whole`),
    ),
    windowSeconds: z
      .int()
      .min(1)
      .max(WINDOW_AT_MOST_SECONDS, `must be ${WINDOW_AT_MOST_SECONDS} at most, which are 31 days`),
  }),
).nullable();
export const rates = named(
  "RateTable",
  "Credits per message by E.164 prefix, digits only; the longest that matches wins.",
  z.record(
    z.string().regex(/^\d{1,15}$/, "must be one to fifteen digits"),
    z.strictObject({ sms: count, mms: count }),
  ),
);
export const sameText = named(
  "SameTextLimit",
  "Seconds for which the same text is not sent to the same recipient again.",
  z.strictObject({ windowSeconds: z.int().min(1).max(WINDOW_AT_MOST_SECONDS) }),
).nullable();

/** Opt-out or block of a recipient that holds for all accounts. */
export const global = z.enum(["opted-out", "blocked"]);

/** Keyword or campaign that a message belongs to. */
export const belonging = named(
  "Belonging",
  "A keyword or a campaign that a message belongs to.",
  z.strictObject({ id: z.int().min(1), name: z.string().min(1).max(250) }),
);

export const activated = about(
  "True when the API app is activated; otherwise every call is refused with code 6.",
  z.boolean(),
);
export const allowedAddresses = about(
  "Addresses, or networks like 10.0.0.0/8, that may call; null for all. Others are refused with code 7.",
  z
    .array(z.string().refine(isNetwork, "must be an IP address, or a network like 10.0.0.0/8"))
    .max(1000)
    .nullable(),
);
export const forbiddenWords = about(
  "Words and phrases that no text may contain (code 2), matched as whole words in any case.",
  z.array(z.string().trim().min(1).max(100)).max(1000),
);
