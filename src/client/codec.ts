/** Bodies to text and back, in the two formats of the API. */
import type { Format } from "../protocol/wire.ts";
import { type InvalidField, InvalidInputError } from "./errors.ts";
import type { BodyFields, QueryFields } from "./operation.ts";
import { ShapeError } from "./shape.ts";

export const mediaTypes = {
  json: "application/json",
  xml: "application/xml",
} as const satisfies Record<Format, string>;

/**
 * @throws InvalidInputError when a value cannot be written: no number, or characters that XML has no place for
 */
export async function encodeBody(fields: BodyFields, format: Format, purpose: string): Promise<string> {
  const given: [string, string | number][] = [];
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) given.push([name, value]);
  const xml = format === "xml" ? await import("./xml.ts") : undefined;
  const unwritable: InvalidField[] = [];
  for (const [name, value] of given) {
    if (typeof value === "number" && !Number.isFinite(value)) {
      unwritable.push({ field: ownName(name), message: `should be a number (${value})` });
    } else if (xml?.canBeXml(String(value)) === false) {
      unwritable.push({ field: ownName(name), message: "holds a character that XML cannot carry" });
    }
  }
  refuse(unwritable, purpose);
  return xml === undefined ? JSON.stringify(Object.fromEntries(given)) : xml.writeRequest(given);
}

/** @throws InvalidInputError for a number that is none of ids and pages, which the API would take for another */
export function encodeQuery(fields: QueryFields, purpose: string): Readonly<Record<string, string>> {
  const written: Record<string, string> = {};
  const unwritable: InvalidField[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    written[name] = String(value);
    if (typeof value === "string" || (Number.isSafeInteger(value) && value > 0)) continue;
    unwritable.push({ field: ownName(name), message: `should be a whole number above 0 (${value})` });
  }
  refuse(unwritable, purpose);
  return written;
}

function refuse(fields: readonly InvalidField[], purpose: string): void {
  if (fields.length === 0) return;
  throw new InvalidInputError(
    `Failed to ${purpose}: ${listFields(fields)}. Nothing was sent. Please correct the input.`,
    { fields },
  );
}

/**
 * Reads a body by what it looks like, since the API has been seen to label JSON as XML. XML comes out in the
 * shape its JSON has, with text for numbers.
 *
 * @returns undefined for an empty body
 * @throws ShapeError, not the parser's own error, which may quote half a token
 */
export async function decodeBody(text: string): Promise<unknown> {
  // Takes a byte order mark off as well, which JSON.parse would stumble over.
  const start = text.trimStart();
  if (start === "") return undefined;
  if (!start.startsWith("<")) return attempt("JSON", () => JSON.parse(start));
  const { readAnswer } = await import("./xml.ts");
  return attempt("XML", () => readAnswer(start));
}

function attempt(name: string, parse: () => unknown): unknown {
  try {
    return parse();
  } catch {
    throw new ShapeError(`the body is no ${name} of the API's`);
  }
}

/** The API's name of a parameter as the client writes it: `mobilePhone` for `MobilePhone`, `perPage` for `per-page`. */
export function ownName(wireName: string): string {
  const joined = wireName.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

export function listFields(fields: readonly InvalidField[]): string {
  return fields.map(({ field, message }) => `${field}: ${message}`).join("; ");
}
