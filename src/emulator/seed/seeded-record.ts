/** A kind of record that a seed may have. */
import * as z from "zod";
import type { AccountView, Effect } from "../domain/transition.ts";
import { RELATIVE } from "./seed-time.ts";

export interface SeededRecord<Seed, ListSchema = z.ZodType<readonly Seed[] | undefined>> {
  /** Form of all of an account in a seed; a message that begins with "is" comes after the value that it speaks of. */
  readonly schema: () => ListSchema;
  /** Time at which one was made, as it is written. */
  readonly madeAt: (seed: Seed) => string | undefined;
  /** Reports what does not fit the account. */
  readonly check: (seed: Seed, path: string, checks: SeedChecks) => Seed;
  /** Effects of making it; run at its time, in order with the account's messages. */
  readonly effects: (seed: Seed, view: AccountView, at: number) => readonly Effect[];
}

/** Checks of values that depend on the account and on the time of planting. */
export interface SeedChecks {
  time(written: string | undefined, path: string): void;
  /** @returns digits */
  phone(written: string, path: string): string;
  /** @returns digits of one of the account's numbers */
  own(written: string, path: string): string;
}

const NO_TIME =
  'is no time (ISO 8601 like "2026-01-31T12:00:00Z", or counted back like "-90s", "-2h", "-3d")';
/** A time of a seed as it is written. */
export const time = z.union([z.iso.datetime({ offset: true }), z.string().regex(RELATIVE)], NO_TIME);
