/** A field that lists ids: JSON's list, XML's items, or a form's brackets. */
import { isRecord } from "../../shared/is-record.ts";
import { type FieldRule, labelOf } from "./form.ts";
import { type Fields, fieldOf } from "./read-body.ts";
import { wanted } from "./wanted.ts";

/** @param isKnown true for an id that the account has */
export function idList(field: string, isKnown: (id: number) => boolean): FieldRule {
  return {
    field,
    skipsEmpty: true,
    error: (value) => (idsIn(value)?.every(isKnown) ? undefined : `${labelOf(field)} is invalid.`),
    wants: (value) => wanted(field, "that lists ids of the account", value),
  };
}

/** Ids of a validated field, each once; undefined when it was left out. */
export function idsOf(fields: Fields, field: string): readonly number[] | undefined {
  const value = fieldOf(fields, field);
  return value === undefined ? undefined : [...new Set(idsIn(value))];
}

function idsIn(value: unknown): readonly number[] | undefined {
  if (value === "" || value === null) return [];
  const listed = isRecord(value) ? Object.values(value).flat() : value;
  if (!Array.isArray(listed)) return undefined;
  const isId = (entry: unknown) =>
    (typeof entry === "string" || typeof entry === "number") && /^\d{1,15}$/.test(String(entry));
  return listed.every(isId) ? listed.map(Number) : undefined;
}
