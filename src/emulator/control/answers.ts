/** Schemas of the control API's answers, from which the views' types are made. */
import * as z from "zod";
import { ledger } from "../../protocol/evidence/ledger.ts";
import { approvalSettings, deliverySettings, limitFields, recipientDelivery } from "../schema/account.ts";
import {
  activated,
  allowedAddresses,
  belonging,
  deliveryStatus,
  digits,
  forbiddenWords,
  handsetCommand,
  messageKind,
  numberStatus,
  optedOutBy,
  rates,
  templateStatus,
} from "../schema/parts.ts";
import { about, lazy, named, object } from "../schema/schema.ts";
import type { Snapshot } from "../store/snapshot.ts";
import { snapshotSchema } from "../store/snapshot-schema.ts";
import type {
  AccountView,
  ClockView,
  ContactView,
  Fault,
  InboundView,
  JournalView,
  MessageView,
  ReceivedView,
  ShortUrlClickView,
  ShortUrlView,
  TemplateView,
} from "../types/views.ts";
import { faultFields } from "./fault-schema.ts";

import type { List } from "./list.ts";

/** Made at its first use, and held to the type that is made of it. */
export type Answer<T> = () => z.ZodType<T>;

const text = z.string();
const number = z.number();
const at = about("ISO 8601.", z.string());
const phone = about("Digits, country code first.", z.string());
const description = text.describe("The vendor's words for it.");

const numberStatusView = object("NumberStatusView", "Status of one of the account's numbers.", () => ({
  id: numberStatus,
  description,
  blockedAt: about("ISO 8601; null for a number that is not blocked.", at.nullable()),
}));

export const account: Answer<AccountView> = object("AccountView", "An account.", () => ({
  token: text,
  credits: number,
  numbers: z.array(text),
  numberStatus: about("Status of each of its numbers.", z.record(text, numberStatusView())),
  limits: named("AccountLimits", "Limits of an account.", z.strictObject(limitFields)),
  activated,
  allowedAddresses,
  forbiddenWords,
  rates: rates.describe("Credits by E.164 prefix, where they differ from the settings."),
  delivery: deliverySettings,
  approval: approvalSettings,
  recipients: about(
    "Recipients (digits) whose delivery differs from the account's.",
    z.record(digits, recipientDelivery),
  ),
  totals: named(
    "Totals",
    "Totals since the account began; retention of messages does not change them.",
    z.strictObject({ messages: number, parts: number, creditsCharged: number }),
  ),
}));

const inboundFields = lazy(() => ({
  number: about("Sequence number among the account's received messages, from 1.", z.int()),
  token: text,
  from: phone,
  to: text,
  message: text,
  receivedAt: at,
  keyword: belonging.nullable(),
  campaign: belonging.nullable(),
  asks: about("Command that the whole text is; null for an ordinary message.", handsetCommand.nullable()),
  reply: about(
    "Automatic reply to the handset, and its cost.",
    z.strictObject({ text, credits: number }).nullable(),
  ),
}));
export const inbound: Answer<InboundView> = object("InboundView", "A message from a handset.", inboundFields);
export const received: Answer<ReceivedView> = object(
  "ReceivedView",
  "A message from a handset, and its push.",
  () => ({
    ...inboundFields(),
    push: about(
      "Null when the settings ask for no push.",
      named(
        "PushView",
        "Result of a push.",
        z.strictObject({
          url: text,
          status: about("HTTP status of the answer; null when there was none.", number.nullable()),
          failed: about("Reason of the failure; null for an answer of 200 to 299.", text.nullable()),
        }),
      ).nullable(),
    ),
  }),
);

export const contact: Answer<ContactView> = object("ContactView", "A contact.", () => ({
  id: z.int(),
  number: phone,
  optedOut: z.boolean(),
  optOut: about(
    "Time and origin of the opt-out; null when the contact takes messages.",
    z.strictObject({ at, by: optedOutBy, word: text.nullable() }).nullable(),
  ),
  createdAt: at,
  updatedAt: at,
}));

export const shortUrl: Answer<ShortUrlView> = object("ShortUrlView", "A short URL.", () => ({
  id: z.int(),
  token: text,
  title: text,
  code: text,
  shortUrl: text.describe("The address as texts have it."),
  originalUrl: text,
  tracksNumbers: z.boolean(),
  createdAt: at,
}));
export const shortUrlClick: Answer<ShortUrlClickView> = object(
  "ShortUrlClickView",
  "A click on a short URL; a text is empty where it is not known.",
  () => ({
    id: z.int(),
    token: text,
    shortUrl: about("Id of the short URL.", z.int()),
    clickedAt: at,
    number: text,
    city: text,
    state: text,
    country: text,
    device: text,
  }),
);

const rule = lazy(() => {
  const id = z.custom<keyof typeof ledger>(
    (value) => typeof value === "string" && Object.hasOwn(ledger, value),
  );
  z.globalRegistry.add(id, { id: "EvidenceId", type: "string", description: "Id of a ledger entry." });
  return id;
});
export const source = named(
  "Source",
  "How a rule is known.",
  z.enum(["documented", "recorded", "assumed", "own"]),
);

const explanation = object("ExplanationView", "Why it was answered so.", () => ({
  outcome: z.enum(["accepted", "refused"]),
  decidedBy: rule(),
  source,
  steps: z.array(
    z.strictObject({
      rule: rule(),
      source: text,
      says: text,
      inputs: z.record(text, z.union([text, number, z.boolean(), z.null()])),
    }),
  ),
  wouldSucceed: about("For a refusal: what would have been accepted.", text.optional()),
}));

const status = object("StatusView", "A delivery status.", () => ({ id: deliveryStatus, description }));

const resend = lazy(() =>
  named(
    "ResendView",
    "Outcome of resending a rejected MMS as SMS.",
    z.discriminatedUnion("state", [
      z.strictObject({ state: z.literal("not-rejected") }),
      z.strictObject({ state: z.literal("sent"), at, message: text.describe("Id of the SMS.") }),
      z.strictObject({ state: z.literal("not-sent"), at, rule: rule(), source: text, says: text }),
    ]),
  ),
);

export const message: Answer<MessageView> = object("MessageView", "A message that was sent.", () => ({
  id: text,
  number: about("Number in the account's sent history.", z.int()),
  token: text,
  recipient: phone,
  sender: text,
  kind: messageKind,
  text,
  encoding: z.enum(["GSM-7", "UCS-2"]),
  parts: z.strictObject({ documented: number, gsm: number }),
  credits: number,
  status: status(),
  history: about("Oldest first.", z.array(z.strictObject({ id: deliveryStatus, at }))),
  sentAt: at,
  explanation: explanation(),
  templateId: about(
    "Id of the template; this and the fields below are an MMS's alone, except `replaces`.",
    z.int().optional(),
  ),
  subject: text.optional(),
  mediaUrl: text.optional(),
  highResolution: z.boolean().optional(),
  resend: about(
    "Outcome of resending it as SMS if its carrier rejects it; null when that was not requested.",
    resend().nullable().optional(),
  ),
  replaces: about("Id of the MMS, rejected by its carrier, that this SMS replaces.", text.optional()),
}));

export const journalEntry: Answer<JournalView> = object("JournalView", "A request and its answer.", () => ({
  number: z.int(),
  at,
  token: text.nullable(),
  request: z.strictObject({ method: text, target: text, fields: z.unknown() }),
  response: z.strictObject({ status: number, headers: z.record(text, text), body: text }),
  books: about(
    "Outcome by the checks and the store; null when a fault ended the call before them.",
    z.strictObject({ outcome: z.enum(["accepted", "refused"]), status: number }).nullable(),
  ),
  caller: about(
    "Part of the response that reached the caller.",
    z.strictObject({
      status: about("Null when nothing arrived.", number.nullable()),
      got: about(
        "`answer` when it arrived whole; `cut` when its body broke off.",
        z.enum(["answer", "reset", "close", "garbage", "hang", "cut"]),
      ),
    }),
  ),
  fault: about("The fault that met it, or null.", text.nullable()),
  explanation: explanation(),
}));

export const template: Answer<TemplateView> = object("TemplateView", "An MMS template.", () => ({
  id: z.int(),
  token: text,
  name: text,
  resourceLink: text.describe("As it was given; it is never fetched."),
  url: text,
  status: named(
    "TemplateStatusView",
    "State of a template.",
    z.strictObject({ id: templateStatus, description }),
  ),
  history: about("Oldest first.", z.array(z.strictObject({ id: templateStatus, at }))),
  end: templateStatus.describe("Final state unless one is set by hand; `endBy` is its source."),
  endBy: z.enum(["account", "magic"]),
  createdAt: at,
}));

export const clock: Answer<ClockView> = object("ClockView", "A clock.", () => ({
  now: at,
  frozen: z.boolean(),
}));

export const fault: Answer<Fault> = object("Fault", "A fault that was asked for.", () => ({
  id: text,
  ...faultFields(),
}));

export const snapshot: Answer<Snapshot> = lazy(() =>
  snapshotSchema().meta({ id: "Snapshot", description: "Everything, to be put back with `PUT state`." }),
);

export function listOf<T>(name: string, item: Answer<T>): Answer<List<T>> {
  return object(name, "Items, and how many there are in all.", () => ({
    items: z.array(item()),
    total: about("Number of items that match, those beyond the limit included.", z.int()),
  }));
}

export const accounts = listOf("Accounts", account);
export const messages = listOf("Messages", message);
export const inbox = listOf("Inbox", inbound);
export const contacts = listOf("Contacts", contact);
export const templates = listOf("Templates", template);
export const faults = listOf("Faults", fault);
export const journal = listOf("Journal", journalEntry);
