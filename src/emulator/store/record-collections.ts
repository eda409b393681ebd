/** Form of the records of each kind, as snapshots and state files have them. */
import * as z from "zod";
import type { RecordName, Records } from "../domain/records.ts";
import { byId, type Collection } from "./collection.ts";
import { count, time } from "./schema-parts.ts";

type RecordCollections = {
  readonly [Name in RecordName]: Collection<Map<number, Records[Name]>, Records[Name][]>;
};

/** Ties each schema to its type: a part that one has and the other lacks does not compile. */
export const recordCollections: RecordCollections = {
  customFields: byId(() => z.strictObject({ id: count, name: z.string(), createdAt: time, updatedAt: time })),
  keywords: byId(() =>
    z.strictObject({
      id: count,
      keyword: z.string(),
      number: z.string(),
      reservedAt: time,
      status: z.literal([0, 1]),
      // Not in the files of earlier builds.
      autoreply: z.string().nullable().default(null),
      alreadyIn: z.string().nullable().default(null),
    }),
  ),
};
