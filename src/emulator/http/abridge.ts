/** Abridges bodies for the journal, so that a thousand of them fit into memory. */
import type { Fields } from "../framework/read-body.ts";

/** Characters and values kept; the longest sensible body has far fewer. */
const KEPT = 16_000;

/** The fields themselves, or their count when they are huge. */
export function abridged(fields: Fields): Fields {
  if (allowanceAfter(fields, KEPT) >= 0) return fields;
  return { "(not kept)": `${Object.keys(fields).length} fields of more than ${KEPT} characters in all` };
}

/** A text, or a copy of its beginning when it is too long: a slice would keep the whole in memory. */
export function abridgedText(text: string, kept = KEPT): string {
  if (text.length <= kept) return text;
  return `${Buffer.from(text.slice(0, kept)).toString()}… (${text.length - kept} more characters are not kept)`;
}

/** Rest of an allowance; below 0 as soon as it is used up. */
function allowanceAfter(value: unknown, allowance: number): number {
  if (typeof value === "string") return allowance - value.length;
  let left = allowance - 1;
  if (typeof value !== "object" || value === null) return left;
  if (!Array.isArray(value)) for (const name of Object.keys(value)) left -= name.length;
  for (const inner of Object.values(value)) {
    if (left < 0) break;
    left = allowanceAfter(inner, left);
  }
  return left;
}
