/** Input that is refused before anything leaves. */

import { failedTo } from "./error-message.ts";
import { type InvalidField, InvalidInputError } from "./errors.ts";

/** @throws InvalidInputError when any field is wrong */
export function refuseInput(wrong: readonly InvalidField[], purpose: string): void {
  if (wrong.length === 0) return;
  throw new InvalidInputError(
    failedTo(purpose, "the input is invalid", listFields(wrong), "correct it. Nothing was sent"),
    { fields: wrong },
  );
}

/** A refused value; of an object no more than that it is one. */
export function shown(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (Array.isArray(value)) return "array";
  const isPlain = value === null || (typeof value !== "object" && typeof value !== "function");
  return isPlain ? String(value) : typeof value;
}

export function listFields(fields: readonly InvalidField[]): string {
  return fields.map(({ field, message }) => `${field}: ${message}`).join("; ");
}
