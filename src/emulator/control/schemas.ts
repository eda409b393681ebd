/** What the control API takes. */
import * as z from "zod";
import { ProblemError } from "./problem.ts";

const MESSAGES_AT_MOST = 10_000;

/** No limit is null. */
const rateLimit = z
  .strictObject({
    limit: z.int().min(0).max(1_000_000_000),
    windowSeconds: z.int().min(1).max(1_000_000_000),
  })
  .nullable();

const delivery = z.strictObject({
  mode: z.enum(["immediate", "time"]).optional(),
  processedAfterMs: z.int().min(0).optional(),
  deliveredAfterMs: z.int().min(0).optional(),
});

const accountFields = {
  credits: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  numbers: z
    .array(z.string().regex(/^\d{3,15}$/, "must be 3 to 15 digits"))
    .min(1)
    .optional(),
  limits: z.strictObject({ rate: rateLimit.optional(), perRecipient: rateLimit.optional() }).optional(),
  delivery: delivery.optional(),
};

export const accountPatch = z.strictObject(accountFields);
export const newAccount = z.strictObject({ token: z.string().min(1).max(200), ...accountFields });

const limit = z.coerce.number().int().min(1).max(MESSAGES_AT_MOST).default(100);
export const messagesQuery = z.strictObject({
  token: z.string().optional(),
  recipient: z.string().optional(),
  contains: z.string().optional(),
  limit,
});
export const journalQuery = z.strictObject({ token: z.string().optional(), limit });

/** @throws ProblemError 400 that names each field */
export function check<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.map(({ path, message }) => ({ field: path.join(".") || what, message }));
  throw new ProblemError({
    status: 400,
    title: "Bad Request",
    detail: `The ${what} is not valid: ${errors.map(({ field, message }) => `${field}: ${message}`).join("; ")}.`,
    errors,
  });
}
