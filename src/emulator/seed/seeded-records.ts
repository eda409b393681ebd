/** Kinds of records that a seed may have, by the key of the account: a line each. */
import type * as z from "zod";
import type { SeedCustomField, SeedKeyword, SeedScheduledMessage } from "../types/seed.ts";
import { seededCustomField } from "./custom-field.ts";
import { seededKeyword } from "./keyword.ts";
import { seededScheduledMessage } from "./scheduled-message.ts";
import type { SeededRecord } from "./seeded-record.ts";

interface SeedRecords {
  readonly customFields: SeedCustomField;
  readonly keywords: SeedKeyword;
  readonly scheduledMessages: SeedScheduledMessage;
}

export const seededRecords: SeededRecords = {
  customFields: seededCustomField,
  keywords: seededKeyword,
  scheduledMessages: seededScheduledMessage,
};

type SeededName = keyof SeedRecords;
export type SeededLists = { readonly [Name in SeededName]: readonly SeedRecords[Name][] | undefined };
export type SeededSchemas = { readonly [Name in SeededName]: z.ZodType<SeededLists[Name]> };
export type SeededRecords = {
  readonly [Name in SeededName]: SeededRecord<SeededLists[Name], SeededSchemas[Name]>;
};
