/** Schemas that several parts of the state share. */
import * as z from "zod";
import { isTime } from "../domain/clock.ts";
import { deliveryMode, optedOutBy, templateStatus } from "../schema/parts.ts";

export const time = z
  .number()
  .refine(isTime, "must be a time from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z");
export const count = z.int().min(0);
/** Milliseconds; `offset` may be negative. */
export const span = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
export const offset = z
  .number()
  .refine((ms) => isTime(Math.abs(ms)), "must be no further than from 1970 to 9999");
export const optOut = z.strictObject({
  at: time,
  by: optedOutBy,
  word: z.string().nullable(),
});
export const approval = z.strictObject({ mode: deliveryMode, stepMs: span, end: templateStatus });
