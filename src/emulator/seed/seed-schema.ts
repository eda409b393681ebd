/**
 * The shape of a seed: what a file must look like, and its published JSON Schema. A message that begins with "is"
 * comes after the value that it speaks of.
 */
import * as z from "zod";
import { accountGate, accountLimits, global, rates } from "../settings-schema.ts";
import { eachName } from "../store/each-name.ts";
import type { SeedData } from "./data.ts";
import { time } from "./seeded-record.ts";
import { type SeededRecords, type SeededSchemas, seededRecords } from "./seeded-records.ts";

const count = z.int("is no whole number").min(0, "is less than 0");
const digits = z.string().regex(/^\d{3,15}$/, "is not 3 to 15 digits");
const token = z.string().min(1, "is empty").max(200, "is longer than 200 characters");
const belonging = z.strictObject({
  id: z.int("is no whole number").min(1, "is less than 1"),
  name: z.string().min(1, "is empty").max(250, "is longer than 250 characters"),
});

/** Statuses as literals, so that the JSON Schema has them too. */
const deliveryStatus = z.literal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], "is no delivery status (1–12)");
const templateStatus = z.literal([0, 1, 2, 3, 4, 5], "is no template status (0–5)");
const numberStatus = z.literal([0, 1, 301, 302], "is no status of a number (0, 1, 301, 302)");

const mode = z.enum(["immediate", "time", "polls", "manual"], "is no mode (immediate, time, polls, manual)");

const template = z.strictObject({
  resourceLink: z.string().describe("http or https, to a file of a documented type"),
  name: z.string().max(255, "is longer than 255 characters").optional(),
  createdAt: time.optional(),
  status: templateStatus
    .describe("0 Pending, 1 Processing, 2 Processed, 3 Approved, 4 Rejected, 5 Failed; it stays so")
    .optional(),
});

const message = z.strictObject({
  id: z
    .string()
    .regex(/^[0-9a-f]{40}$/, "is not 40 lower-case hexadecimal digits")
    .optional(),
  to: z.string(),
  from: z.string().optional(),
  text: z.string().optional(),
  sentAt: time.optional(),
  status: deliveryStatus.describe("the delivery status it has reached; it stays so").optional(),
  history: z
    .array(z.strictObject({ status: deliveryStatus, at: time }))
    .min(1, "is empty")
    .describe("steps after the sending, in place of status")
    .optional(),
  template: z
    .int("is no whole number")
    .describe("makes it an MMS: an approved template, from 10586")
    .optional(),
  subject: z.string().optional(),
  highResolution: z.boolean().optional(),
  resend: z.boolean().optional(),
});

const account = z.strictObject({
  token,
  credits: count.max(1e12, "is more than 1000000000000").describe("what it has left").optional(),
  numbers: z
    .array(
      z.union([digits, z.strictObject({ number: digits, status: numberStatus, blockedAt: time.optional() })]),
    )
    .min(1, "is empty")
    .max(1000, "is longer than 1000")
    .optional(),
  limits: accountLimits.optional(),
  ...accountGate,
  rates: rates.describe("credits by E.164 prefix").optional(),
  delivery: z
    .strictObject({
      mode: mode.optional(),
      processedAfterMs: count.optional(),
      deliveredAfterMs: count.optional(),
      end: deliveryStatus.optional(),
    })
    .optional(),
  approval: z
    .strictObject({ mode: mode.optional(), stepMs: count.optional(), end: templateStatus.optional() })
    .optional(),
  recipients: z
    .record(
      digits,
      z.strictObject({ mode: mode.optional(), end: deliveryStatus.optional(), global: global.optional() }),
    )
    .optional(),
  templates: z.array(template).optional(),
  messages: z.array(message).optional(),
  inbox: z
    .array(
      z.strictObject({
        from: z.string(),
        to: z.string().optional(),
        message: z.string().min(1, "is empty").max(1600, "is longer than 1600 characters"),
        receivedAt: time.optional(),
        keyword: belonging.optional(),
        campaign: belonging.optional(),
      }),
    )
    .optional(),
  contacts: z
    .array(
      z.strictObject({
        number: z.string(),
        createdAt: time.optional(),
        optOut: z
          .strictObject({
            at: time.optional(),
            by: z.enum(["api", "handset"], "is neither api nor handset"),
            word: z.string().min(1, "is empty").optional(),
          })
          .optional(),
      }),
    )
    .optional(),
  ...eachName<SeededRecords, SeededSchemas>(seededRecords, (name) => seededRecords[name].schema),
});

export const seedAccountSchema = account;

/** Held to the type: a part that one has and the other lacks does not compile. */
export const seedSchema: z.ZodType<SeedData> = z.strictObject({
  $schema: z.string().optional(),
  rates: rates.describe("credits by E.164 prefix, for all accounts below").optional(),
  accounts: z.array(account),
});

/** JSON Schema, draft 2020-12. */
export function seedJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    ...z.toJSONSchema(seedSchema, { io: "input" }),
    title: "Seed of the ProTexting emulator",
    description:
      'Accounts with their past. Times are ISO 8601, or counted back from the moment at which the seed is put in, like "-2h"; left out, they are that moment.',
  };
}
