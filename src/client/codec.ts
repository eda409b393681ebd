/** Bodies to text and back, in the two formats of the API. */
import type { Format } from "../protocol/wire.ts";
import { type InvalidField, InvalidInputError } from "./errors.ts";
import type { BodyFields } from "./operation.ts";
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
  if (unwritable.length > 0) {
    throw new InvalidInputError(
      `Failed to ${purpose}: ${listFields(unwritable)}. Nothing was sent. Please correct the input.`,
      { fields: unwritable },
    );
  }
  return xml === undefined ? JSON.stringify(Object.fromEntries(given)) : xml.writeRequest(given);
}

/**
 * Reads a body by what it looks like, since the API has been seen to label JSON as XML. XML comes out in the
 * shape its JSON has, with text for numbers.
 *
 * @returns undefined for an empty body
 * @throws ShapeError, not the parser's own error, which may quote half a token
 */
export async function decodeBody(text: string): Promise<unknown> {
  const start = text.trimStart();
  if (start === "") return undefined;
  if (!start.startsWith("<")) return attempt("JSON", () => JSON.parse(text));
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

/** The API's name of a parameter as the client writes it: `MobilePhone` is `mobilePhone`. */
export function ownName(wireName: string): string {
  return wireName.charAt(0).toLowerCase() + wireName.slice(1);
}

export function listFields(fields: readonly InvalidField[]): string {
  return fields.map(({ field, message }) => `${field}: ${message}`).join("; ");
}
