/** Records to the vendor's names, order and types. */

import type { CodedField, Field, Fields, TimeField } from "../../protocol/api/field.ts";
import type { Encodable } from "../../protocol/api/values.ts";
import { vendorDateTime } from "../../protocol/vendor-time.ts";
import type { Plain } from "../../protocol/xml-write.ts";

/** @returns the record as JSON and XML have it */
export function encode<Of extends Fields>(
  fields: Of,
  values: Encodable<Of>,
): Readonly<Record<string, Plain>> {
  return encodeLoosely(fields, values);
}

/** The compiler has checked the values against the fields; here they are read by name. */
function encodeLoosely(fields: Fields, values: object): Readonly<Record<string, Plain>> {
  const record: Record<string, Plain> = {};
  for (const [key, field] of Object.entries(fields)) {
    const value: unknown = Reflect.get(values, key);
    if (field.kind === "coded") Object.assign(record, encodeCoded(field, Number(value)));
    else record[field.name] = encodeValue(field, value);
  }
  return record;
}

function encodeCoded({ name, table, quoted }: CodedField, id: number): Readonly<Record<string, Plain>> {
  return {
    [`${name}_Id`]: encodeNumber(id, quoted),
    [`${name}_Description`]: table[id] ?? "",
  };
}

function encodeValue(field: Exclude<Field, CodedField>, value: unknown): Plain {
  if (value === null) return field.absent ?? null;
  switch (field.kind) {
    case "time":
      return timeText(Number(value), field);
    case "number":
      return encodeNumber(value, field.quoted);
    case "flag":
      return value === true ? 1 : 0;
    case "numbers":
      return entries(value).map((entry) => encodeNumber(entry, field.quoted));
    case "addresses":
      return entries(value).map(String);
    case "unexplained":
      return [];
    case "records":
      return entries(value).map((entry) => encodeLoosely(field.fields, Object(entry)));
    default:
      return String(value);
  }
}

function timeText(ms: number, { colons }: TimeField): string {
  const written = vendorDateTime(ms);
  return colons === true ? written.replaceAll("-", ":") : written;
}

function encodeNumber(value: unknown, quoted = false): number | string {
  return quoted ? String(value) : Number(value);
}

function entries(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
