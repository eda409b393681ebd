/** The vendor's answers to records, checked. Fields that were added since are let through. */

import type { Field, Fields } from "../../protocol/api/field.ts";
import type { Decoded, VendorTime } from "../../protocol/api/values.ts";
import { timeOfVendorDateTime, withHyphens } from "../../protocol/vendor-time.ts";

/** Says what was expected where; quotes no value, which may be secret. */
export class ShapeError extends Error {}

/**
 * @param body of one record, bare or in a list of one: the vendor's pages show one endpoint each way, and in XML a
 * single object in `item` as well
 * @throws ShapeError that names the field
 */
export function decode<Of extends Fields>(fields: Of, body: unknown): Decoded<Of> {
  if (Array.isArray(body) && body.length !== 1) {
    throw new ShapeError(`one entry expected, not ${body.length}`);
  }
  return decodeRecord(fields, Array.isArray(body) ? body[0] : body);
}

/** @throws ShapeError that names the field */
export function decodeList<Of extends Fields>(fields: Of, body: unknown): readonly Decoded<Of>[] {
  return listOf(body).map((record) => decodeRecord(fields, record));
}

function decodeRecord<Of extends Fields>(fields: Of, record: unknown): Decoded<Of> {
  const entries: readonly (readonly unknown[])[] = Object.entries(fields).map(([key, field]) => [
    key,
    decodeField(field, record),
  ]);
  // The one place where the compiler cannot see that each key has its field's type.
  return Object.fromEntries(entries);
}

function decodeField(field: Field, record: unknown): unknown {
  const { name } = field;
  if (field.kind === "coded") {
    return { id: numberOf(record, `${name}_Id`), description: textOf(record, `${name}_Description`) };
  }
  if (field.absent !== undefined) {
    const written = textOf(record, name).trim();
    if (written === "" || written === field.absent) return null;
  }
  switch (field.kind) {
    case "remark":
      return textOf(record, name).trim();
    case "identifier":
      return identifierOf(record, name);
    case "number":
      return numberOf(record, name);
    case "flag":
      return numberOf(record, name) !== 0;
    case "time":
      return timeOf(record, name);
    case "numbers":
      return listOf(valueOf(record, name)).map((entry) => numberOf({ [name]: entry }, name));
    case "addresses":
      return listOf(valueOf(record, name)).map((entry) => addressOf(entry, name));
    case "unexplained":
      return listOf(valueOf(record, name));
    case "records":
      return decodeList(field.fields, valueOf(record, name));
    default:
      return textOf(record, name);
  }
}

/** A field of a record; undefined when it is missing or the record is no object. */
export function valueOf(record: unknown, name: string): unknown {
  return typeof record === "object" && record !== null ? Reflect.get(record, name) : undefined;
}

/** XML has no other way to write an empty list than an empty element. */
function listOf(body: unknown): readonly unknown[] {
  if (typeof body === "string" && body.trim() === "") return [];
  if (!Array.isArray(body)) throw new ShapeError("a list expected");
  return body;
}

/** A number is taken as its text, and null as an empty one, since XML writes both so. */
function textOf(record: unknown, name: string): string {
  const value = valueOf(record, name);
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  throw new ShapeError(`${name} should be a text`);
}

function identifierOf(record: unknown, name: string): string {
  const value = textOf(record, name).trim();
  if (value === "") throw new ShapeError(`${name} should not be empty`);
  return value;
}

/** A number, or the decimal writing of one: XML knows only text, and the vendor's JSON mixes both. */
function numberOf(record: unknown, name: string): number {
  const value = textOf(record, name).trim();
  if (!/^-?\d{1,15}(\.\d+)?$/.test(value)) throw new ShapeError(`${name} should be a number`);
  return Number(value);
}

/** Reads the date with hyphens, and with the colons that the pages of scheduled messages print in it. */
function timeOf(record: unknown, name: string): VendorTime {
  const written = withHyphens(textOf(record, name).trim());
  const date = new Date(timeOfVendorDateTime(written));
  if (Number.isNaN(date.getTime())) throw new ShapeError(`${name} should be a date and a time`);
  return { text: written, date };
}

function addressOf(entry: unknown, name: string): string {
  if (typeof entry === "string") return entry;
  throw new ShapeError(`${name} should hold addresses`);
}
