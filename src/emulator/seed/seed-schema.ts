/** The shape of a seed: what a file must look like, its types, and its published JSON Schema. */
import * as z from "zod";
import { accountFields } from "../schema/account.ts";
import {
  belonging,
  count,
  deliveryStatus,
  digits,
  numberStatus,
  optedOutBy,
  rates,
  templateStatus,
  token,
} from "../schema/parts.ts";
import { about, named, object } from "../schema/schema.ts";
import { eachName } from "../store/each-name.ts";
import type { SeedData } from "../types/seed.ts";
import { time } from "./seeded-record.ts";
import { type SeededRecords, type SeededSchemas, seededRecords } from "./seeded-records.ts";

const text = z.string();
const anyPhone = about("Phone number in any notation.", z.string());

const number = object("SeedNumber", "A number of the account, with its status.", () => ({
  number: digits,
  status: numberStatus,
  blockedAt: about("Time at which the number was blocked.", time.optional()),
}));

const template = object("SeedTemplate", "A template.", () => ({
  resourceLink: text.describe("http or https, to a file of a documented type."),
  name: z.string().max(255).optional(),
  createdAt: time.optional(),
  status: about(
    "State until it is set by hand: 0 Pending, 1 Processing, 2 Processed, 3 Approved, 4 Rejected, 5 Failed. Left out, it moves as the account's templates do.",
    templateStatus.optional(),
  ),
}));

const message = object("SeedMessage", "A message that was sent.", () => ({
  id: about(
    "40 lower-case hexadecimal digits; drawn when left out.",
    z
      .string()
      .regex(/^[0-9a-f]{40}$/, "must be 40 lower-case hexadecimal digits")
      .optional(),
  ),
  to: anyPhone,
  from: about("One of the account's numbers; in rotation when left out.", text.optional()),
  text: text.optional(),
  sentAt: time.optional(),
  status: about(
    "Status reached at the account's pace, then kept until it is set by hand; left out, it moves as others do.",
    deliveryStatus.optional(),
  ),
  history: about(
    "Steps after the sending, oldest first, in place of `status`.",
    z
      .array(
        named(
          "SeedStep",
          "A status that the message reached.",
          z.strictObject({ status: deliveryStatus, at: time }),
        ),
      )
      .min(1)
      .optional(),
  ),
  template: about(
    "Makes it an MMS: a template of the account that was Approved by then, from 10586.",
    z.int().optional(),
  ),
  subject: text.optional(),
  highResolution: z.boolean().optional(),
  resend: about("True to resend the MMS as SMS when its carrier rejects it.", z.boolean().optional()),
}));

const inbound = object("SeedInbound", "A message from a handset.", () => ({
  from: anyPhone,
  to: about("One of the account's numbers; the first when left out.", text.optional()),
  message: z.string().min(1).max(1600),
  receivedAt: time.optional(),
  keyword: belonging.optional(),
  campaign: belonging.optional(),
}));

const contact = object("SeedContact", "A contact.", () => ({
  number: anyPhone,
  createdAt: time.optional(),
  firstName: text.max(100).optional(),
  lastName: text.max(100).optional(),
  birthDay: about("YYYY-MM-DD.", z.iso.date().optional()),
  email: text.max(64).optional(),
  zip: text.optional(),
  city: text.optional(),
  customFields: about(
    "Values of the account's custom fields, by their ids.",
    z.array(z.strictObject({ id: count, value: text.min(1).max(255) })).optional(),
  ),
  groups: about("Ids of the account's groups that it is in.", z.array(count).optional()),
  optOut: z
    .strictObject({
      at: time.optional(),
      by: optedOutBy,
      word: about("As the handset wrote it; STOP when left out.", z.string().min(1).optional()),
    })
    .optional(),
}));

export const seedAccountSchema = object("SeedAccount", "An account with its past.", () => ({
  token,
  credits: about("Credits left after everything below has been charged.", count.max(1e12).optional()),
  numbers: z
    .array(z.union([digits, number()]))
    .min(1)
    .max(1000)
    .optional(),
  ...accountFields(),
  templates: about("Numbered from 10586 in this order.", z.array(template()).optional()),
  messages: about("Numbered from 1001 in order of time.", z.array(message()).optional()),
  inbox: about("Messages from handsets; STOP and START take effect.", z.array(inbound()).optional()),
  contacts: z.array(contact()).optional(),
  ...eachName<SeededRecords, SeededSchemas>(seededRecords, (name) => seededRecords[name].schema()),
}));

/** Held to the type: a part that one has and the other lacks does not compile. */
export const seedSchema: () => z.ZodType<SeedData> = object(
  "SeedData",
  'Accounts with their past. Times are ISO 8601, or counted back from the moment at which the seed is put in, like "-2h"; left out, they are that moment.',
  () => ({
    $schema: about("Schema for editors; ignored.", text.optional()),
    rates: about(
      "Credits by E.164 prefix, for all accounts of the seed; an account's own take precedence.",
      rates.optional(),
    ),
    accounts: about("Accounts, each with a different token.", z.array(seedAccountSchema())),
  }),
);

/** JSON Schema, draft 2020-12. */
export function seedJsonSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(seedSchema(), { io: "input" }), title: "Seed of the ProTexting emulator" };
}
