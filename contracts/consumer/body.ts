/**
 * Expected form of a body, written once for both formats.
 *
 * A text or number stands for itself. A `Form` stands for every text of a pattern, or for every whole number.
 * Pact's patterns match the whole value. Objects may have further fields. A list has exactly the entries given in
 * JSON, and at least them, in their order, in XML: Pact has no way to say more there.
 */
import type { Format } from "../../src/client/index.ts";
import { escapeXml } from "../../src/shared/escape.ts";
import * as pact from "../pact/matchers/pact-matchers.ts";

export type Form =
  | { readonly form: "text"; readonly pattern: string; readonly example: string }
  | { readonly form: "integer"; readonly example: number; readonly pattern?: string };

type Leaf = string | number | Form | null | Entries;
/** Numbers, or records in a record; one that has no entries is an empty element in XML, as is null. */
type Entries = readonly (number | Fields)[];
export type Fields = { readonly [name: string]: Leaf };
/** The vendor's answers are an object, or a list of objects. */
export type Body = Fields | readonly Fields[];

/** @param pattern matches the whole text; a regular expression without look-around, since Rust reads it */
export function text(pattern: string, example: string): Form {
  return { form: "text", pattern, example };
}

/** Whatever the API says in its own words; not empty. */
export function words(example: string): Form {
  return text("[\\s\\S]+", example);
}

/** A number in JSON, its digits in XML. */
export function integer(example: number): Form {
  return { form: "integer", example };
}

/** @param pattern of its digits, as in {@link text} */
export function integerLike(pattern: string, example: number): Form {
  return { form: "integer", pattern, example };
}

export function jsonBody(body: Body): unknown {
  return isList(body) ? body.map(jsonFields) : jsonFields(body);
}

function jsonFields(fields: Fields): unknown {
  return Object.fromEntries(Object.entries(fields).map(([name, leaf]) => [name, jsonLeaf(leaf)]));
}

function jsonLeaf(leaf: Leaf): unknown {
  if (typeof leaf !== "object" || leaf === null) return leaf;
  if (isEntries(leaf)) return leaf.map((entry) => (typeof entry === "number" ? entry : jsonFields(entry)));
  const { example, pattern } = leaf;
  if (typeof example === "string") return jsonLike(pattern, "type", example);
  return pattern === undefined ? pact.integer(example) : jsonLike(pattern, "integer", example);
}

/** A pattern alone would match any type, by how its values are written. */
function jsonLike(pattern: string | undefined, type: "type" | "integer", example: string | number) {
  const matchers = [{ "pact:matcher:type": "regex", regex: pattern }, { "pact:matcher:type": type }];
  return { "pact:matcher:type": matchers, value: example };
}

/** @param nested whether an object stands in `item` */
export function xmlBody(body: Body, nested = false): string {
  if (nested && !isList(body)) return xmlBody([body]);
  return pact.xmlDocument("response", xmlElements(body));
}

function xmlElements(body: Body) {
  if (isList(body)) return body.map((fields) => pact.xmlElement("item", xmlFields(fields)));
  return xmlFields(body);
}

function xmlFields(fields: Fields) {
  return Object.entries(fields).map(([name, leaf]) => pact.xmlElement(name, xmlLeaf(leaf)));
}

function xmlLeaf(leaf: Leaf): Parameters<typeof pact.xmlElement>[1] {
  if (leaf === null) return "";
  if (typeof leaf !== "object") return String(leaf);
  if (isEntries(leaf)) {
    return leaf.map((entry) =>
      pact.xmlElement("item", typeof entry === "number" ? String(entry) : xmlFields(entry)),
    );
  }
  return leaf.form === "integer"
    ? pact.regex(leaf.pattern ?? "-?\\d+", String(leaf.example))
    : pact.regex(leaf.pattern, leaf.example);
}

function isEntries(leaf: Form | Entries): leaf is Entries {
  return Array.isArray(leaf);
}

function isList(body: Body): body is readonly Fields[] {
  return Array.isArray(body);
}

export type RequestFields = Readonly<Record<string, string | number | readonly number[]>>;

/** A request's body as the vendor's pages write it. */
export function requestBody(fields: RequestFields, format: Format): unknown {
  if (format === "json") return fields;
  const children = Object.entries(fields).map(([name, value]) => `<${name}>${requestValue(value)}</${name}>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<request>${children.join("")}</request>\n`;
}

function requestValue(value: RequestFields[string]): string {
  if (typeof value !== "object") return escapeXml(String(value));
  return value.map((entry) => `<item>${entry}</item>`).join("");
}
