/** Custom contact fields of a seeded account. */
import * as z from "zod";
import { object } from "../schema/schema.ts";
import type { SeedCustomField } from "../types/seed.ts";
import { seeded, time } from "./seeded-record.ts";

const schema = object("SeedCustomField", "A field that the account has added to its contacts.", () => ({
  name: z.string().min(3).max(255),
  createdAt: time.optional(),
}));

export const seededCustomField = seeded<SeedCustomField>({
  schema,
  listOf: ({ customFields }) => customFields,
  madeAt: ({ createdAt }) => createdAt,
  check(seed, path, checks) {
    checks.time(seed.createdAt, `${path}.createdAt`);
    return seed;
  },
  effects({ name }, { nextId }, at) {
    const record = { id: nextId("customFields"), name, createdAt: at, updatedAt: at };
    return [{ kind: "keep", of: "customFields", record }];
  },
});
