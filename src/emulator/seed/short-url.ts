/** Short URLs of a seeded account. */
import * as z from "zod";
import { count } from "../schema/parts.ts";
import { about, object } from "../schema/schema.ts";
import { httpUrl, shortCode } from "../schema/short-url.ts";
import type { SeedShortUrl } from "../types/seed.ts";
import { seeded, time } from "./seeded-record.ts";

const schema = object("SeedShortUrl", "A short address that leads to another one.", () => ({
  code: shortCode,
  originalUrl: httpUrl,
  title: z.string().max(255).optional(),
  createdAt: time.optional(),
  tracksNumbers: about("True when left out.", z.boolean().optional()),
  campaigns: about(
    "Campaigns of groups whose messages held it, and how many messages.",
    z.array(z.strictObject({ campaignId: count, sent: count })).optional(),
  ),
}));

export const seededShortUrl = seeded<SeedShortUrl>({
  schema,
  listOf: ({ shortUrls }) => shortUrls,
  madeAt: ({ createdAt }) => createdAt,
  check(seed, path, checks) {
    checks.time(seed.createdAt, `${path}.createdAt`);
    return seed;
  },
  effects({ code, originalUrl, title = "", tracksNumbers = true, campaigns = [] }, { nextId }, at) {
    const id = nextId("shortUrls");
    const record = { id, title, code, originalUrl, createdAt: at, tracksNumbers, campaigns };
    return [{ kind: "keep", of: "shortUrls", record }];
  },
});
