/** Fields of an account, as settings, seeds and the control API write them. */
import * as z from "zod";
import {
  activated,
  allowedAddresses,
  count,
  deliveryMode,
  deliveryStatus,
  digits,
  forbiddenWords,
  global,
  rateLimit,
  rates,
  sameText,
  templateStatus,
} from "./parts.ts";
import { about, lazy, named } from "./schema.ts";

export const limitFields = {
  rate: rateLimit.describe("Calls of one account; null for no limit."),
  perRecipient: rateLimit.describe("Sends to one recipient of one account; null for no limit."),
  sameText: sameText.describe(
    "Limit on repeating a text to one recipient of one account; null for no limit.",
  ),
};

export const deliverySettings = named(
  "DeliverySettings",
  "How messages move to their final status.",
  z.strictObject({
    mode: deliveryMode,
    processedAfterMs: count.describe("Milliseconds from the send to Processed."),
    deliveredAfterMs: count.describe("Milliseconds from the send to the end status."),
    end: deliveryStatus.describe("Final status of messages; 2 is Delivered."),
  }),
);

export const approvalSettings = named(
  "ApprovalSettings",
  "How templates move to their final state.",
  z.strictObject({
    mode: deliveryMode,
    stepMs: count.describe("Milliseconds between two steps."),
    end: templateStatus.describe("Final state of templates; 3 is Approved."),
  }),
);

/** Limits of an account, each by itself. */
export const accountLimits = named(
  "LimitsInput",
  "Limits of an account; those left out stay as they are.",
  z.strictObject(limitFields).partial(),
);

/** Fields that say who may call an account, and what its texts may hold. */
export const accountGate = {
  activated: activated.optional(),
  allowedAddresses: allowedAddresses.optional(),
  forbiddenWords: forbiddenWords.optional(),
};

export const recipientDelivery = named(
  "RecipientDelivery",
  "Delivery to one recipient that differs from the account's.",
  z.strictObject({
    mode: deliveryMode.optional(),
    end: deliveryStatus.optional(),
    global: about("Global opt-out or block of the recipient: no account may write to it.", global.optional()),
  }),
);

/** Fields that seeds and the control API write alike; those left out come from the settings, or stay. */
export const accountFields = lazy(() => ({
  limits: accountLimits.optional(),
  ...accountGate,
  rates: about("Credits by E.164 prefix; other prefixes cost what the settings say.", rates.optional()),
  delivery: named(
    "DeliveryInput",
    "Delivery of messages; fields left out stay as they are.",
    deliverySettings.partial(),
  ).optional(),
  approval: named(
    "ApprovalInput",
    "Approval of templates; fields left out stay as they are.",
    approvalSettings.partial(),
  ).optional(),
  recipients: about(
    "Recipients (digits) whose delivery differs from the account's.",
    z.record(digits, recipientDelivery).optional(),
  ),
}));
