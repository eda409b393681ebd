/** Schemas of the control API's inputs, from which their types are made. Every mistake is named by its field. */
import * as z from "zod";
import { durationMs } from "../../protocol/duration.ts";
import { timeOfIso } from "../../protocol/vendor-time.ts";
import { isTime } from "../domain/clock.ts";
import { plainWords } from "../plain-words.ts";
import { accountFields } from "../schema/account.ts";
import {
  belonging,
  count,
  deliveryStatus,
  digits,
  numberStatus,
  templateStatus,
  token,
} from "../schema/parts.ts";
import { about, lazy, object } from "../schema/schema.ts";
import { httpUrl, shortCode, visitor } from "../schema/short-url.ts";
import { ProblemError } from "./problem.ts";

/** Most characters of a message from a handset: ten parts and a little more. */
const INBOUND_AT_MOST = 1600;
const MESSAGES_AT_MOST = 10_000;
const WAIT_AT_MOST_MS = 10 * 60_000;
const WAIT_MS = 10_000;
const DURATION = 'must be milliseconds, or a text like "5m", "90s", "2h" or "30d"';

/** The entries are looked at only when there are not too many of them. */
const numbers = lazy(() => {
  const few = z.array(z.unknown()).min(1).max(1000);
  z.globalRegistry.add(few, { items: { type: "string", pattern: "^\\d{3,15}$" } });
  return few.pipe(z.array(digits));
});

export const accountPatch = object("AccountPatch", "Properties of an account that a caller may set.", () => ({
  credits: count.optional(),
  numbers: numbers().optional(),
  numberStatus: about(
    "Status ids by number: 0 Active, 1 Inactive, 301 and 302 blocked. Numbers left out stay as they are.",
    z.record(digits, numberStatus).optional(),
  ),
  ...accountFields(),
}));
export const newAccount = object("NewAccountInput", "A new account.", () => ({
  token,
  ...accountPatch().shape,
}));
export const tenant = object("TenantInput", "The account to act on.", () => ({
  token: about("Account to act on; all when left out.", token.optional()),
}));
/** Where the whole body may be left out. */
export const maybeTenant = lazy(() => tenant().optional());
export const nothing = lazy(() => z.strictObject({}));

export const inbound = object("InboundInput", "A message that a handset writes.", () => ({
  token,
  from: about("The handset's number, in any notation.", z.string()),
  to: about(
    "One of the account's numbers; the one that last wrote to this handset when left out, else the first.",
    z.string().optional(),
  ),
  message: about("At most 1,600 characters.", z.string().min(1).max(INBOUND_AT_MOST)),
  keyword: about(
    "The keyword that the message belongs to, as a reply to its auto-reply does; left out, it follows from the text.",
    belonging.optional(),
  ),
  campaign: belonging.optional(),
  carrier: about(
    "Carrier of the handset, for the push.",
    z.strictObject({ code: z.string().max(250), name: z.string().max(250) }).optional(),
  ),
}));

const limit = lazy(() =>
  about(
    "Most items to return: 100 when left out, at most 10,000.",
    z.coerce.number().int().min(1).max(MESSAGES_AT_MOST).default(100),
  ),
);
const timeoutMs = lazy(() =>
  about(
    "Milliseconds to wait: 10,000 when left out, at most 600,000.",
    z.coerce.number().int().min(0).max(WAIT_AT_MOST_MS).default(WAIT_MS),
  ),
);
const messageFilter = lazy(() => ({
  ...tenant().shape,
  recipient: about("Phone number in any notation.", z.string().optional()),
  contains: about("Part of the text.", z.string().optional()),
}));
const journalFilter = lazy(() => ({
  ...tenant().shape,
  path: z.string().optional(),
  status: z.coerce.number().int().optional(),
  rule: about("Id of the ledger entry that decided.", z.string().optional()),
}));

export const messagesQuery = object(
  "MessagesInput",
  "Messages to list; a filter left out matches all.",
  () => ({ ...messageFilter(), limit: limit() }),
);
export const waitForMessage = object(
  "WaitForMessageInput",
  "Message to wait for; a filter left out matches all.",
  () => ({
    ...messageFilter(),
    status: about(
      "Waits until it has reached this delivery status; it may have moved on since.",
      z.preprocess(numberOf, deliveryStatus).optional(),
    ),
    timeoutMs: timeoutMs(),
  }),
);
export const inboxQuery = object(
  "InboxInput",
  "Received messages to list; a filter left out matches all.",
  () => ({
    token,
    from: about("Phone number in any notation.", z.string().optional()),
    contains: about("Part of the text.", z.string().optional()),
    limit: limit(),
  }),
);
export const contactsQuery = object("ContactsInput", "Contacts to list.", () => ({ token, limit: limit() }));
export const journalQuery = object(
  "JournalInput",
  "Requests to list; a filter left out matches all.",
  () => ({ ...journalFilter(), limit: limit() }),
);
export const waitForJournal = object(
  "WaitForJournalInput",
  "Request to wait for; a filter left out matches all.",
  () => ({
    ...journalFilter(),
    after: about("Number of the last entry to skip.", z.coerce.number().int().optional()),
    timeoutMs: timeoutMs(),
  }),
);
export const templateId = lazy(() => z.int().min(0));
export const templateQuery = object(
  "TemplateInput",
  "Ids of templates count per account, so the account is required.",
  () => ({ token }),
);
export const templatesQuery = object("TemplatesInput", "Templates to list.", () => ({
  token,
  limit: limit(),
}));
export const templateStatusBody = object("TemplateStatusInput", "State to set.", () => ({
  token,
  id: templateStatus,
}));
export const shortUrlBody = object("ShortUrlInput", "A new short URL.", () => ({
  token,
  code: shortCode,
  originalUrl: httpUrl,
  title: z.string().max(255).optional(),
  tracksNumbers: about("True when left out.", z.boolean().optional()),
}));
export const shortUrlClickBody = object(
  "ShortUrlClickInput",
  "A click; what is left out is not known.",
  () => ({
    token,
    ...visitor(),
  }),
);
export const messageStatus = object("MessageStatusInput", "Delivery status to set.", () => ({
  id: deliveryStatus,
}));
export const eventsQuery = lazy(() =>
  z.strictObject({
    ...tenant().shape,
    after: about("Number of the last event to skip.", z.coerce.number().int().min(0).optional()),
  }),
);

export const TIMES = "must be from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z";
const time = lazy(() =>
  about(
    "ISO 8601, or milliseconds since 1970.",
    z
      .union([
        z.number().finite(),
        z.iso.datetime({
          offset: true,
          message: "must be ISO 8601, like 2026-01-31T12:00:00Z, or milliseconds since 1970",
        }),
      ])
      .refine((value) => {
        const ms = typeof value === "number" ? value : timeOfIso(value);
        // An unreadable time has been reported already.
        return Number.isNaN(ms) || isTime(ms);
      }, TIMES),
  ),
);
export const setClock = object("SetClockInput", "Time to set.", () => ({
  ...tenant().shape,
  now: time(),
  frozen: about("True to freeze the clock; unchanged when left out.", z.boolean().optional()),
}));
export const advanceClock = object("AdvanceClockInput", "Time to move on.", () => ({
  ...tenant().shape,
  by: about(
    'Milliseconds, or a text like "5m", "90s", "2h" or "30d".',
    z.union([z.number(), z.string()], DURATION).refine((value) => durationMs(value) !== undefined, DURATION),
  ),
}));

/** A query's values are texts. */
function numberOf(value: unknown): unknown {
  return typeof value === "string" ? Number(value) : value;
}

/** @throws ProblemError 400 that names each field */
export function check<T>(schema: () => z.ZodType<T>, value: unknown, what: string): T {
  const result = schema().safeParse(value, { error: plainWords });
  if (result.success) return result.data;
  throw invalid(
    what,
    result.error.issues.flatMap((issue) => {
      const { path, message } = issue;
      return issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => ({ field: [...path, key].join("."), message: "there is no such key" }))
        : [{ field: path.join(".") || what, message }];
    }),
  );
}

/** A problem that names each field. */
export function invalid(
  what: string,
  errors: readonly { readonly field: string; readonly message: string }[],
): ProblemError {
  return new ProblemError({
    status: 400,
    title: "Bad Request",
    detail: `The ${what} is not valid: ${errors.map(({ field, message }) => `${field}: ${message}`).join("; ")}.`,
    errors,
  });
}
