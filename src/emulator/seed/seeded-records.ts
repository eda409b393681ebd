/** Kinds of records that a seed may have, by the key of the account. */
import type * as z from "zod";
import { isKeyOf } from "../../shared/is-key-of.ts";
import type { SeedCustomField } from "../types/seed.ts";
import { seededCustomField } from "./custom-field.ts";
import type { SeededRecord } from "./seeded-record.ts";

export interface SeedRecords {
  readonly customFields: SeedCustomField;
}

export const seededRecords: SeededRecords = {
  customFields: seededCustomField,
};

export type SeededName = keyof SeedRecords;
export type SeededLists = { readonly [Name in SeededName]: readonly SeedRecords[Name][] | undefined };
export type SeededSchemas = { readonly [Name in SeededName]: z.ZodType<SeededLists[Name]> };
export type SeededRecords = {
  readonly [Name in SeededName]: SeededRecord<SeedRecords[Name], SeededSchemas[Name]>;
};

export const seededNames: readonly SeededName[] = Object.keys(seededRecords).filter((name) =>
  isKeyOf(seededRecords, name),
);
