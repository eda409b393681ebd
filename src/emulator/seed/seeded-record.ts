/** A kind of record that a seed may have. */
import * as z from "zod";
import type { AccountView, Effect } from "../domain/transition.ts";
import { lazy } from "../schema/schema.ts";
import type { SeedAccount } from "../types/seed.ts";
import { RELATIVE } from "./seed-time.ts";

interface Kind<Seed> {
  /** Form of one; a message that begins with "is" comes after the value that it speaks of. */
  readonly schema: () => z.ZodType<Seed>;
  /** All of an account. */
  readonly listOf: (account: SeedAccount) => readonly Seed[] | undefined;
  /** Time at which one was made, as it is written. */
  readonly madeAt: (seed: Seed) => string | undefined;
  /** Reports what does not fit the account. @returns the same with every phone number as digits */
  readonly check: (seed: Seed, path: string, checks: SeedChecks) => Seed;
  /** Effects of making it; run at its time, in order with the account's messages. */
  readonly effects: (seed: Seed, view: AccountView, at: number) => readonly Effect[];
}

/** What a seed's reader and writer do with a kind without knowing its form. */
export interface SeededRecord<List, Schema = z.ZodType<List>> {
  /** Form of all of an account. */
  readonly schema: () => Schema;
  readonly checked: (account: SeedAccount, key: string, checks: SeedChecks) => List;
  readonly past: (account: SeedAccount) => readonly {
    readonly madeAt: string | undefined;
    readonly effects: (view: AccountView, at: number) => readonly Effect[];
  }[];
}

export function seeded<Seed>(kind: Kind<Seed>): SeededRecord<readonly Seed[] | undefined> {
  const { schema, listOf, madeAt, check, effects } = kind;
  return {
    schema: lazy(() => schema().array().optional()),
    checked: (account, key, checks) =>
      listOf(account)?.map((seed, index) => check(seed, `${key}[${index}]`, checks)),
    past: (account) =>
      (listOf(account) ?? []).map((seed) => ({
        madeAt: madeAt(seed),
        effects: (view, at) => effects(seed, view, at),
      })),
  };
}

/** Checks of values that depend on the account and on the time of planting. */
export interface SeedChecks {
  time(written: string | undefined, path: string): void;
  /** @returns digits */
  phone(written: string, path: string): string;
  /** @returns digits of one of the account's numbers */
  own(written: string, path: string): string;
  /** Reports a code that no short URL of the account has by then. */
  shortUrl(code: string, clickedAt: string | undefined, path: string): void;
}

const NO_TIME =
  'is no time (ISO 8601 like "2026-01-31T12:00:00Z", or counted back like "-90s", "-2h", "-3d")';
/** A time of a seed as it is written. */
export const time = z.union([z.iso.datetime({ offset: true }), z.string().regex(RELATIVE)], NO_TIME);
