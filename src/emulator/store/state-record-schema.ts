/** Schema of a record of the state, checked before it is accepted. */
import * as z from "zod";
import { snapshotSchema } from "./snapshot-schema.ts";
import type { RecordKind, RecordValues, StateRecord } from "./state-record.ts";

const { tenants, order, faults, journal, events, ...rootFields } = snapshotSchema.shape.root.shape;
const { inbox, contacts, templates, windows, faultCounts, ...accountFields } = tenants.element.shape;

function read<K extends RecordKind>(kind: K, schema: z.ZodType<RecordValues[K]>) {
  return (value: unknown) => ({ kind, value: schema.parse(value) });
}

/** Ties the schema to the state's types: a part that one has and the other lacks does not compile. */
const readers: { readonly [K in RecordKind]: (value: unknown) => StateRecord } = {
  root: read("root", z.strictObject(rootFields)),
  account: read("account", z.strictObject(accountFields)),
  inbound: read("inbound", inbox.unwrap().element),
  contact: read("contact", contacts.unwrap().element),
  template: read("template", templates.unwrap().element),
  window: read("window", windows.element),
  faultCount: read("faultCount", faultCounts.element),
  message: read("message", order.element),
  fault: read("fault", faults.element),
  call: read("call", journal.element),
  event: read("event", events.element),
};

const line = z.record(z.string(), z.unknown());

/**
 * @param value an object of one key, the record's kind
 * @throws ZodError or Error when it is not a record
 */
export function parseRecord(value: unknown): StateRecord {
  const [[kind, content] = ["", undefined], ...others] = Object.entries(line.parse(value));
  if (others.length > 0 || !isKind(kind)) throw new Error(`it is no record, but ${JSON.stringify(kind)}`);
  return readers[kind](content);
}

function isKind(kind: string): kind is RecordKind {
  return Object.hasOwn(readers, kind);
}
