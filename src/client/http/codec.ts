/** Bodies to text and back, in the two formats of the API. */

import type { Format } from "../../protocol/format.ts";
import type { InvalidField } from "../errors/errors.ts";
import { refuseInput, shown } from "../errors/invalid-input.ts";
import type { ParamValue } from "../options/params.ts";
import { ShapeError } from "./decode.ts";
import type { BodyFields, Operation } from "./operation.ts";

/** Half of a surrogate pair: no character, so no message can hold it. */
const HALF_PAIR = /\p{Surrogate}/u;

/**
 * @throws InvalidInputError for what is neither a text nor a number, whatever the format, and for characters that XML
 * has no place for
 */
export async function encodeBody(operation: Operation<object>, format: Format): Promise<string> {
  const xml = format === "xml" ? await import("./xml.ts") : undefined;
  const given = checked(operation.body ?? {}, operation, (value, name) => {
    if (typeof value === "string") return xml?.whyUnwritable(value);
    // The API's names of lists end so; no other parameter takes one.
    if (Array.isArray(value) && name.endsWith("Ids"))
      return value.every(isId) ? undefined : `should list whole numbers above 0 (${shown(value)})`;
    return Number.isFinite(value) ? undefined : `should be a text or a number (${shown(value)})`;
  });
  return xml?.writeRequest(given) ?? JSON.stringify(Object.fromEntries(given));
}

/** @throws InvalidInputError for a number that is none of ids and pages, which the API would take for another */
export function encodeQuery(operation: Operation<object>): Readonly<Record<string, string>> {
  const given = checked(operation.query ?? {}, operation, (value) =>
    typeof value === "string" || isId(value)
      ? undefined
      : `should be a whole number above 0 (${shown(value)})`,
  );
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

function isId(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0;
}

/** The fields that are given, unless there is something wrong with one of them. */
function checked(
  fields: BodyFields,
  { purpose, asks }: Pick<Operation<object>, "purpose" | "asks">,
  whyWrong: (value: ParamValue, name: string) => string | undefined,
): readonly (readonly [name: string, value: ParamValue])[] {
  const given: [string, ParamValue][] = [];
  const wrong: InvalidField[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    given.push([name, value]);
    const isHalf = typeof value === "string" && HALF_PAIR.test(value);
    const message = isHalf ? "holds half a surrogate pair" : whyWrong(value, name);
    if (message !== undefined) wrong.push({ field: ownName(name, asks), message });
  }
  refuseInput(wrong, purpose);
  return given;
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
  // A gateway's page is no answer of the API's, and loads nothing.
  const xml = /^<(?:\?xml|response)\b/.test(start) ? await import("./xml.ts") : undefined;
  try {
    return xml ? xml.readAnswer(start) : JSON.parse(start);
  } catch {
    throw new ShapeError(`the body is no ${start.startsWith("<") ? "XML" : "JSON"} of the API's`);
  }
}

/**
 * The API's name of a parameter as the client writes it: `mobilePhone` for `MobilePhone`, `perPage` for `per-page`.
 * @param asks names of the call's parameters
 */
export function ownName(wireName: string, asks: Readonly<Record<string, string>> = {}): string {
  const own = Object.entries(asks).find(([, asked]) => asked === wireName)?.[0];
  return own ?? wireName.replace(/^.|-[a-z]/g, (found) => found[1]?.toUpperCase() ?? found.toLowerCase());
}
