/** Kinds of records that a seed may have, by the key of the account: a line each. */
import type * as z from "zod";
import type { SeedCustomField, SeedKeyword, SeedShortUrl, SeedShortUrlClick } from "../types/seed.ts";
import { seededCustomField } from "./custom-field.ts";
import { seededKeyword } from "./keyword.ts";
import type { SeededRecord } from "./seeded-record.ts";
import { seededShortUrl } from "./short-url.ts";
import { seededShortUrlClick } from "./short-url-click.ts";

interface SeedRecords {
  readonly customFields: SeedCustomField;
  readonly keywords: SeedKeyword;
  readonly shortUrls: SeedShortUrl;
  readonly shortUrlClicks: SeedShortUrlClick;
}

export const seededRecords: SeededRecords = {
  customFields: seededCustomField,
  keywords: seededKeyword,
  // Clicks come after what they are on, also where both have one time.
  shortUrls: seededShortUrl,
  shortUrlClicks: seededShortUrlClick,
};

type SeededName = keyof SeedRecords;
export type SeededLists = { readonly [Name in SeededName]: readonly SeedRecords[Name][] | undefined };
export type SeededSchemas = { readonly [Name in SeededName]: z.ZodType<SeededLists[Name]> };
export type SeededRecords = {
  readonly [Name in SeededName]: SeededRecord<SeededLists[Name], SeededSchemas[Name]>;
};
