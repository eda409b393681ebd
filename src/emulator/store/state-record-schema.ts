/** Schema of a record of the state, checked before it is accepted. */
import * as z from "zod";
import { lazy } from "../schema/schema.ts";
import { collections, isListName } from "./collections.ts";
import type { ListName } from "./lists.ts";
import { stateSchemas } from "./snapshot-schema.ts";
import type { RecordValues, StateRecord } from "./state-record.ts";

function read<K extends keyof RecordValues>(kind: K, schema: z.ZodType<RecordValues[K]>) {
  return (value: unknown) => ({ kind, value: schema.parse(value) });
}

/** Ties the schema to the state's types: a part that one has and the other lacks does not compile. */
const readers = lazy((): { readonly [K in keyof RecordValues]: (value: unknown) => StateRecord } => {
  const { tenant, snapshot } = stateSchemas();
  const { tenants: _tenants, order, faults, journal, events, ...rootFields } = snapshot.shape.root.shape;
  return {
    root: read("root", z.strictObject(rootFields)),
    account: read("account", z.strictObject(tenant)),
    message: read("message", order.element),
    fault: read("fault", faults.element),
    call: read("call", journal.element),
    event: read("event", events.element),
  };
});

/** Kinds of entries in the files of earlier builds; now they are called as their lists are. */
const earlierNames: ReadonlyMap<string, ListName> = new Map([
  ["inbound", "inbox"],
  ["contact", "contacts"],
  ["template", "templates"],
  ["window", "windows"],
  ["faultCount", "faultCounts"],
]);

const line = z.record(z.string(), z.unknown());

/**
 * @param value an object of one key, the record's kind
 * @throws ZodError or Error when it is not a record
 */
export function parseRecord(value: unknown): StateRecord {
  const [[named, content] = ["", undefined], ...others] = Object.entries(line.parse(value));
  const kind = earlierNames.get(named) ?? named;
  if (others.length > 0 || !isKind(kind)) throw new Error(`it is no record, but ${JSON.stringify(named)}`);
  return isListName(kind)
    ? { kind, value: collections[kind].entry().parse(content) }
    : readers()[kind](content);
}

function isKind(kind: string): kind is StateRecord["kind"] {
  return isListName(kind) || Object.hasOwn(readers(), kind);
}
