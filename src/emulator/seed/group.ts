/** Groups of a seeded account. */
import * as z from "zod";
import { newGroup } from "../domain/group-rules.ts";
import { object } from "../schema/schema.ts";
import type { SeedGroup } from "../types/seed.ts";
import { seeded, time } from "./seeded-record.ts";

const schema = object("SeedGroup", "A group of contacts, which name it.", () => ({
  name: z.string().min(3).max(255),
  note: z.string().max(255).optional(),
  createdAt: time.optional(),
}));

export const seededGroup = seeded<SeedGroup>({
  schema,
  listOf: ({ groups }) => groups,
  madeAt: ({ createdAt }) => createdAt,
  check(seed, path, checks) {
    checks.time(seed.createdAt, `${path}.createdAt`);
    return seed;
  },
  effects({ name, note }, { nextId }, at) {
    return [{ kind: "keep", of: "groups", record: newGroup({ name, note }, nextId("groups"), at) }];
  },
});
