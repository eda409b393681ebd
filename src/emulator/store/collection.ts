/** Shapes of the lists that an account keeps: a queue, a map, and records by id. */
import type * as z from "zod";
import { lazy } from "../schema/schema.ts";
import { Fifo } from "./fifo.ts";
import { weighRecord } from "./weigh.ts";

/** Everything that the store does with a list without knowing its entries. */
export interface Collection<Live, Entries extends readonly unknown[], Schema = z.ZodType<Entries>> {
  /** Form of its entries in a snapshot; none for a snapshot of a build that had no such list. */
  readonly schema: () => Schema;
  /** Form of one entry in a state file. */
  readonly entry: () => z.ZodType<Entries[number]>;
  /** Makes the list, empty or from a snapshot's entries. */
  readonly make: (entries?: Entries) => Live;
  /** Entries as they are now, oldest first, sharing only what never changes in place. */
  readonly entries: (live: Live) => Entries;
  readonly size: (live: Live) => number;
  readonly weigh: (entry: Entries[number]) => number;
  /** Removes and returns the oldest entry. */
  readonly shift: (live: Live) => Entries[number] | undefined;
}

/** @param copy of an entry that changes in place */
export function queue<Entry>(
  entry: () => z.ZodType<Entry>,
  weigh: (entry: Entry) => number,
  copy: (entry: Entry) => Entry = (same) => same,
): Collection<Fifo<Entry>, Entry[]> {
  return {
    schema: lazy(() => entry().array().default([])),
    entry,
    weigh,
    make: (entries) => new Fifo(entries),
    entries: (live) => Array.from(live, copy),
    size: (live) => live.size,
    shift: (live) => live.shift(),
  };
}

/** A map that is ordered by last change. */
export function map<Value>(
  entry: () => z.ZodType<readonly [string, Value]>,
  weigh: (value: Value) => number,
): Collection<Map<string, Value>, (readonly [string, Value])[]> {
  return {
    schema: lazy(() => entry().array().default([])),
    entry,
    weigh: ([, value]) => weigh(value),
    make: (entries) => new Map(entries),
    entries: (live) => [...live],
    size: (live) => live.size,
    shift: (live) => shiftMap(live),
  };
}

/** Records by id, in the order in which they were made. */
export function byId<Of extends { readonly id: number }>(
  entry: () => z.ZodType<Of>,
): Collection<Map<number, Of>, Of[]> {
  return {
    schema: lazy(() => entry().array().default([])),
    entry,
    weigh: weighRecord,
    make: (entries = []) => new Map(entries.map((record) => [record.id, record])),
    entries: (live) => [...live.values()],
    size: (live) => live.size,
    shift: (live) => shiftMap(live)?.[1],
  };
}

function shiftMap<Key, Value>(live: Map<Key, Value>): readonly [Key, Value] | undefined {
  const [oldest] = live;
  if (oldest !== undefined) live.delete(oldest[0]);
  return oldest;
}
