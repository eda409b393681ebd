/** Kinds of records that a seed may have, by the key of the account: a line each. */
import type * as z from "zod";
import type {
  SeedCustomField,
  SeedGroup,
  SeedKeyword,
  SeedScheduledMessage,
  SeedShortUrl,
  SeedShortUrlClick,
} from "../types/seed.ts";
import { seededCustomField } from "./custom-field.ts";
import { seededGroup } from "./group.ts";
import { seededKeyword } from "./keyword.ts";
import { seededScheduledMessage } from "./scheduled-message.ts";
import type { SeededRecord } from "./seeded-record.ts";
import { seededShortUrl } from "./short-url.ts";
import { seededShortUrlClick } from "./short-url-click.ts";

interface SeedRecords {
  readonly customFields: SeedCustomField;
  readonly groups: SeedGroup;
  readonly keywords: SeedKeyword;
  readonly shortUrls: SeedShortUrl;
  readonly shortUrlClicks: SeedShortUrlClick;
  readonly scheduledMessages: SeedScheduledMessage;
}

export const seededRecords: SeededRecords = {
  customFields: seededCustomField,
  groups: seededGroup,
  keywords: seededKeyword,
  // Clicks come after what they are on, also where both have one time.
  shortUrls: seededShortUrl,
  shortUrlClicks: seededShortUrlClick,
  scheduledMessages: seededScheduledMessage,
};

type SeededName = keyof SeedRecords;
export type SeededLists = { readonly [Name in SeededName]: readonly SeedRecords[Name][] | undefined };
export type SeededSchemas = { readonly [Name in SeededName]: z.ZodType<SeededLists[Name]> };
export type SeededRecords = {
  readonly [Name in SeededName]: SeededRecord<SeededLists[Name], SeededSchemas[Name]>;
};
