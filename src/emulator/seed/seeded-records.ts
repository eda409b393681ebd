/** Kinds of records that a seed may have, by the name of their list. Their types stand in `data.ts`. */
import type * as z from "zod";
import { seededCustomField } from "./custom-field.ts";
import type { SeedRecords } from "./data.ts";
import type { SeededRecord } from "./seeded-record.ts";

export const seededRecords: SeededRecords = {
  customFields: seededCustomField,
};

export type SeededName = keyof SeedRecords;
export type SeededSchemas = {
  readonly [Name in SeededName]: z.ZodType<readonly SeedRecords[Name][] | undefined>;
};
export type SeededRecords = {
  readonly [Name in SeededName]: SeededRecord<SeedRecords[Name], SeededSchemas[Name]>;
};
export type CheckedLists = { readonly [Name in SeededName]: readonly SeedRecords[Name][] | undefined };

export const seededNames: readonly SeededName[] = Object.keys(seededRecords).filter(
  (name): name is SeededName => Object.hasOwn(seededRecords, name),
);
