/** Keywords of a seeded account. */
import * as z from "zod";
import { about, object } from "../schema/schema.ts";
import type { SeedKeyword } from "../types/seed.ts";
import { seeded, time } from "./seeded-record.ts";

const reply = () => z.string().min(1).max(480).optional();

const schema = object("SeedKeyword", "A keyword that the account has reserved.", () => ({
  keyword: about("Word that handsets text.", z.string().min(4).max(50)),
  number: about("One of the account's numbers; the first when left out.", z.string().optional()),
  reservedAt: time.optional(),
  autoreply: about("Reply to who texts it; the setting `keywords.autoreply` when left out.", reply()),
  alreadyIn: about("Reply to who texts it again; the setting `keywords.alreadyIn` when left out.", reply()),
  status: about("0 Not Active, 1 Active; Active when left out.", z.literal([0, 1]).optional()),
}));

export const seededKeyword = seeded<SeedKeyword>({
  schema,
  listOf: ({ keywords }) => keywords,
  madeAt: ({ reservedAt }) => reservedAt,
  check(seed, path, checks) {
    checks.time(seed.reservedAt, `${path}.reservedAt`);
    return seed.number === undefined ? seed : { ...seed, number: checks.own(seed.number, `${path}.number`) };
  },
  effects({ keyword, number, status = 1, autoreply = null, alreadyIn = null }, { account, nextId }, at) {
    const own = number ?? account.numbers[0] ?? "";
    const id = nextId("keywords");
    const record = { id, keyword, number: own, reservedAt: at, status, autoreply, alreadyIn };
    return [{ kind: "keep", of: "keywords", record }];
  },
});
