/** Kinds of records that a seed may have, by the key of the account: a line each. */
import type * as z from "zod";
import type { SeedCustomField, SeedGroup, SeedKeyword } from "../types/seed.ts";
import { seededCustomField } from "./custom-field.ts";
import { seededGroup } from "./group.ts";
import { seededKeyword } from "./keyword.ts";
import type { SeededRecord } from "./seeded-record.ts";

interface SeedRecords {
  readonly customFields: SeedCustomField;
  readonly groups: SeedGroup;
  readonly keywords: SeedKeyword;
}

export const seededRecords: SeededRecords = {
  customFields: seededCustomField,
  groups: seededGroup,
  keywords: seededKeyword,
};

type SeededName = keyof SeedRecords;
export type SeededLists = { readonly [Name in SeededName]: readonly SeedRecords[Name][] | undefined };
export type SeededSchemas = { readonly [Name in SeededName]: z.ZodType<SeededLists[Name]> };
export type SeededRecords = {
  readonly [Name in SeededName]: SeededRecord<SeededLists[Name], SeededSchemas[Name]>;
};
