/** Checks of answers at run time. Fields that were added since are let through. */

/** Says what was expected where; quotes no value, which may be secret. */
export class ShapeError extends Error {}

/** A field of an object; undefined when it is missing or the value is no object. */
export function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/**
 * The one record of an answer, bare or in a list of one: the vendor's pages show one endpoint each way, and in
 * XML a single object in `item` as well.
 */
export function single(body: unknown): unknown {
  if (!Array.isArray(body)) return body;
  if (body.length !== 1) throw new ShapeError(`one entry expected, not ${body.length}`);
  return body[0];
}

/** The records of an answer. XML has no other way to write an empty list than an empty element. */
export function list(body: unknown): readonly unknown[] {
  if (typeof body === "string" && body.trim() === "") return [];
  if (!Array.isArray(body)) throw new ShapeError("a list expected");
  return body;
}

/** Text, which may be empty, or a number as text. Null is an empty text, since XML writes it so. */
export function text(record: unknown, name: string): string {
  const value = field(record, name);
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  throw new ShapeError(`${name} should be a text`);
}

/** Text without blanks around it, and not empty. */
export function identifier(record: unknown, name: string): string {
  const value = text(record, name).trim();
  if (value === "") throw new ShapeError(`${name} should not be empty`);
  return value;
}

/** A number, or the decimal writing of one: XML knows only text, and the vendor's JSON mixes both. */
export function number(record: unknown, name: string): number {
  const value = text(record, name).trim();
  if (!/^-?\d{1,15}(\.\d+)?$/.test(value)) throw new ShapeError(`${name} should be a number`);
  return Number(value);
}
