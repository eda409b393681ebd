/** Custom contact fields of a seeded account. */
import * as z from "zod";
import type { SeedCustomField } from "./data.ts";
import { type SeededRecord, time } from "./seeded-record.ts";

const schema: z.ZodType<SeedCustomField> = z.strictObject({
  name: z.string().min(3, "is shorter than 3 characters").max(255, "is longer than 255 characters"),
  createdAt: time.optional(),
});

export const seededCustomField: SeededRecord<SeedCustomField> = {
  schema: schema.array().optional(),
  madeAt: ({ createdAt }) => createdAt,
  check(seed, path, checks) {
    checks.time(seed.createdAt, `${path}.createdAt`);
    return seed;
  },
  effects({ name }, { nextId }, at) {
    const record = { id: nextId("customFields"), name, createdAt: at, updatedAt: at };
    return [{ kind: "keep", of: "customFields", record }];
  },
};
