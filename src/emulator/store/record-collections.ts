/** Form of the records of each kind, as snapshots and state files have them. */
import * as z from "zod";
import type { RecordName, Records } from "../domain/records.ts";
import type { ShortUrl } from "../domain/short-url.ts";
import { byId, type Collection } from "./collection.ts";
import { count, time } from "./schema-parts.ts";

type RecordCollections = {
  readonly [Name in RecordName]: Collection<Map<number, Records[Name]>, Records[Name][]>;
};

/** Ties each schema to its type: a part that one has and the other lacks does not compile. */
export const recordCollections: RecordCollections = {
  customFields: byId(() => z.strictObject({ id: count, name: z.string(), createdAt: time, updatedAt: time })),
  groups: byId(() =>
    z.strictObject({
      id: count,
      name: z.string(),
      note: z.string(),
      keywordId: count,
      parentId: count,
      createdAt: time,
      updatedAt: time,
    }),
  ),
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
  shortUrlClicks: byId(() =>
    z.strictObject({
      id: count,
      shortUrl: count,
      at: time,
      number: z.string(),
      city: z.string(),
      state: z.string(),
      country: z.string(),
      device: z.string(),
    }),
  ),
  shortUrls: byId<ShortUrl>(() =>
    z.strictObject({
      id: count,
      title: z.string(),
      code: z.string(),
      originalUrl: z.string(),
      createdAt: time,
      tracksNumbers: z.boolean(),
      campaigns: z.array(z.strictObject({ campaignId: count, sent: count })),
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
