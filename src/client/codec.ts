/** Bodies to text and back, in the two formats of the API. */
import type { Format } from "../protocol/wire.ts";
import { type InvalidField, InvalidInputError } from "./errors.ts";
import { failedTo } from "./grammar.ts";
import type { BodyFields, QueryFields } from "./operation.ts";
import { ShapeError } from "./shape.ts";

type Value = string | number;

/** Half of a character outside the basic plane: no text, and the API could not store it. */
const HALF_CHARACTER = /\p{Surrogate}/u;

/**
 * @throws InvalidInputError when a value is neither a text nor a number, or holds characters that cannot be sent. The
 * same values pass in both formats, but for the control characters that XML has no place for.
 */
export async function encodeBody(fields: BodyFields, format: Format, purpose: string): Promise<string> {
  const xml = format === "xml" ? await import("./xml.ts") : undefined;
  const given = checked(fields, purpose, (value) => {
    if (typeof value === "number" ? !Number.isFinite(value) : typeof value !== "string")
      return `should be a text or a number (${shown(value)})`;
    const text = String(value);
    return HALF_CHARACTER.test(text) ? "holds half a character" : xml?.whyUnwritable(text);
  });
  return xml?.writeRequest(given) ?? JSON.stringify(Object.fromEntries(given));
}

/** A value of any type, for a message. */
function shown(value: unknown): string {
  return typeof value === "object" && value !== null ? "an object" : `${String(value)}`;
}

/** @throws InvalidInputError for a number that is none of ids and pages, which the API would take for another */
export function encodeQuery(fields: QueryFields, purpose: string): Readonly<Record<string, string>> {
  const given = checked(fields, purpose, (value) =>
    typeof value === "string" || (Number.isSafeInteger(value) && value > 0)
      ? undefined
      : `should be a whole number above 0 (${value})`,
  );
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

/** The fields that are given, unless there is something wrong with one of them. */
function checked(
  fields: BodyFields,
  purpose: string,
  whyWrong: (value: Value) => string | undefined,
): readonly (readonly [name: string, value: Value])[] {
  const given: [string, Value][] = [];
  const wrong: InvalidField[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    given.push([name, value]);
    const message = whyWrong(value);
    if (message !== undefined) wrong.push({ field: ownName(name), message });
  }
  if (wrong.length === 0) return given;
  throw new InvalidInputError(
    failedTo(purpose, "the input is invalid", listFields(wrong), "correct it. Nothing was sent"),
    { fields: wrong },
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
  const xml = start.startsWith("<") ? await import("./xml.ts") : undefined;
  try {
    return xml ? xml.readAnswer(start) : JSON.parse(start);
  } catch {
    throw new ShapeError(`the body is no ${xml ? "XML" : "JSON"} of the API's`);
  }
}

/** The API's name of a parameter as the client writes it: `mobilePhone` for `MobilePhone`, `perPage` for `per-page`. */
export function ownName(wireName: string): string {
  return wireName.replace(/^.|-[a-z]/g, (found) => found[1]?.toUpperCase() ?? found.toLowerCase());
}

export function listFields(fields: readonly InvalidField[]): string {
  return fields.map(({ field, message }) => `${field}: ${message}`).join("; ");
}
