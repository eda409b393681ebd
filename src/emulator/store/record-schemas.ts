/** Schema of the records of each kind, as snapshots and state files have them. */
import * as z from "zod";
import type { RecordName, Records } from "../domain/records.ts";
import { lazy } from "../schema/schema.ts";
import { count, time } from "./schema-parts.ts";

export type RecordSchemas = { readonly [Name in RecordName]: () => z.ZodType<Records[Name]> };

/** Ties each schema to the type: a part that one has and the other lacks does not compile. */
export const recordSchemas: RecordSchemas = {
  customFields: lazy(() => z.strictObject({ id: count, name: z.string(), createdAt: time, updatedAt: time })),
};
