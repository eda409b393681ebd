/** Schemas of the control API's inputs. Every mistake is named by its field. */
import * as z from "zod";
import { durationMs } from "../../protocol/duration.ts";
import { endpoints } from "../../protocol/endpoints.ts";
import { timeOfIso } from "../../protocol/vendor-time.ts";
import { isTime } from "../domain/clock.ts";
import { plainWords } from "../plain-words.ts";
import {
  accountGate,
  accountLimits,
  deliveryStatus,
  global,
  numberStatus,
  rates,
  templateStatus,
} from "../settings-schema.ts";
import { ProblemError } from "./problem.ts";

/** Most characters of a message from a handset: ten parts and a little more. */
const INBOUND_AT_MOST = 1600;
const MESSAGES_AT_MOST = 10_000;
const WAIT_AT_MOST_MS = 10 * 60_000;
const WAIT_MS = 10_000;

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const token = z.string().min(1).max(200);
const digits = z.string().regex(/^\d{3,15}$/, "must be 3 to 15 digits");

const mode = z.enum(["immediate", "time", "polls", "manual"]);

const accountFields = {
  credits: count.optional(),
  numbers: z.array(z.unknown()).min(1).max(1000).pipe(z.array(digits)).optional(),
  numberStatus: z.record(digits, numberStatus).optional(),
  limits: accountLimits.optional(),
  ...accountGate,
  rates: rates.optional(),
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
};

export const accountPatch = z.strictObject(accountFields);
export const newAccount = z.strictObject({ token, ...accountFields });
export const tenant = z.strictObject({ token: token.optional() });

const belonging = z.strictObject({ id: z.int().min(1), name: z.string().min(1).max(250) });
const written = z.string().min(1).max(INBOUND_AT_MOST);
export const inbound = z.strictObject({
  token,
  from: z.string(),
  to: z.string().optional(),
  message: written,
  keyword: belonging.optional(),
  campaign: belonging.optional(),
  carrier: z.strictObject({ code: z.string().max(250), name: z.string().max(250) }).optional(),
});

const limit = z.coerce.number().int().min(1).max(MESSAGES_AT_MOST).default(100);
const timeoutMs = z.coerce.number().int().min(0).max(WAIT_AT_MOST_MS).default(WAIT_MS);
const messageFilter = {
  token: token.optional(),
  recipient: z.string().optional(),
  contains: z.string().optional(),
};
const journalFilter = {
  token: token.optional(),
  path: z.string().optional(),
  status: z.coerce.number().int().optional(),
  rule: z.string().optional(),
};

export const messagesQuery = z.strictObject({ ...messageFilter, limit });
export const inboxQuery = z.strictObject({
  token,
  from: z.string().optional(),
  contains: z.string().optional(),
  limit,
});
export const contactsQuery = z.strictObject({ token, limit });
export const waitForMessage = z.strictObject({
  ...messageFilter,
  status: z.coerce.number().pipe(deliveryStatus).optional(),
  timeoutMs,
});
export const journalQuery = z.strictObject({ ...journalFilter, limit });
export const waitForJournal = z.strictObject({
  ...journalFilter,
  after: z.coerce.number().int().optional(),
  timeoutMs,
});
export const templateId = z.int().min(0);
export const templateQuery = z.strictObject({ token });
export const templatesQuery = z.strictObject({ token, limit });
export const templateStatusBody = z.strictObject({ token, id: templateStatus });
export const messageStatus = z.strictObject({ id: deliveryStatus });

export const TIMES = "must be from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z";
const time = z
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
  }, TIMES);
export const setClock = z.strictObject({
  token: token.optional(),
  now: time,
  frozen: z.boolean().optional(),
});
export const advanceClock = z.strictObject({
  token: token.optional(),
  by: z.custom<number | string>(
    (value) => durationMs(value) !== undefined,
    'must be milliseconds, or a text like "5m", "90s", "2h" or "30d"',
  ),
});

const ms = z.number().min(0).max(WAIT_AT_MOST_MS);
const faultFields = z.strictObject({
  kind: z.enum(["status", "latency", "reset", "close", "garbage", "cut", "hang"]),
  match: z
    .strictObject({
      endpoint: z.enum(endpoints.map(({ id }) => id)).optional(),
      token: token.optional(),
      recipient: z.string().optional(),
    })
    .default({}),
  when: z.enum(["before", "after"]).default("before"),
  nth: z.int().min(1).default(1),
  times: z.int().min(1).nullable().default(null),
  probability: z.number().min(0).max(1).default(1),
  status: z.int().min(400).max(599).default(500),
  atByte: count.nullable().default(null),
  latency: z
    .discriminatedUnion("distribution", [
      z.strictObject({ distribution: z.literal("fixed"), ms }),
      z.strictObject({ distribution: z.literal("uniform"), minMs: ms, maxMs: ms }),
      z.strictObject({
        distribution: z.literal("log-normal"),
        medianMs: ms,
        sigma: z.number().min(0).max(5),
      }),
    ])
    .default({ distribution: "fixed", ms: 0 }),
});

/** Longest time of a fixed or uniform latency, the median of a log-normal one; milliseconds. */
function longestMs(latency: z.infer<typeof faultFields>["latency"]): number {
  switch (latency.distribution) {
    case "fixed":
      return latency.ms;
    case "uniform":
      return latency.maxMs;
    case "log-normal":
      return latency.medianMs;
  }
}

const msField = { fixed: "ms", uniform: "maxMs", "log-normal": "medianMs" } as const;

/**
 * Refuses a 4xx after the store is written. A client may send again after a 4xx, which says that the send was not
 * accepted, and would send twice through no mistake of its own: no server contradicts itself like that.
 */
export const fault = faultFields
  .refine(({ kind, when, status }) => kind !== "status" || when === "before" || status >= 500, {
    path: ["status"],
    message:
      'must be 500 or more where when is "after": a 4xx says that nothing was done, and the books are written by then',
  })
  .check(({ value: { kind, latency }, issues }) => {
    if (kind !== "latency" || longestMs(latency) !== 0) return;
    issues.push({
      code: "custom",
      input: latency,
      path: ["latency", msField[latency.distribution]],
      message: "must be more than 0 where kind is latency: the fault would do nothing",
    });
  });

export const eventsQuery = z.strictObject({
  token: token.optional(),
  after: z.coerce.number().int().min(0).optional(),
});

/** @throws ProblemError 400 that names each field */
export function check<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value, { error: plainWords });
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
