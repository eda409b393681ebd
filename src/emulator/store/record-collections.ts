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
    }),
  ),
  scheduledMessages: byId(() =>
    z.strictObject({
      id: count,
      request: z.strictObject({
        recipient: z.string(),
        text: z.string(),
        templateId: count.nullable(),
        subject: z.string(),
        highResolution: z.boolean(),
        resend: z.boolean(),
        sender: z.string(),
      }),
      sendAt: time,
      status: z.literal([1, 2, 3]),
      refusedBy: z.string().nullable(),
    }),
  ),
};
