/**
 * Forms of values, never the values themselves: a shape may be written down and shown, an answer of a real account may
 * not.
 */
import type { Field, Fields } from "../../src/protocol/api/field.ts";
import { type Endpoint, endpoints } from "../../src/protocol/endpoints.ts";

const ALL_FIELDS = endpoints.flatMap(({ answer }: Endpoint) => fieldsIn(answer.record ?? answer.list));

/** Fields whose text is a person's or the API's own words: those of records, and `name` and `message` of refusals. */
const FREE_TEXT: ReadonlySet<string> = new Set([
  "name",
  "message",
  ...ALL_FIELDS.flatMap(({ kind, name }) => (kind === "words" || kind === "remark" ? [name] : [])),
]);

/** Form in XML of an empty text, an empty list and null. */
export const EMPTY_ELEMENT = "empty element";

/** The documented ids of a field, of whatever record. */
const ENUMERATIONS: ReadonlyMap<string, ReadonlySet<string>> = enumerations();

const TEXT_FORMS: readonly (readonly [form: string, pattern: RegExp])[] = [
  ["empty text", /^$/],
  ["40 hex digits", /^[0-9a-f]{40}$/],
  ["point in time", /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/],
  ["masked number", /^\d+x+$/],
  ["digits", /^\d+$/],
  ["decimal number", /^-?\d+\.\d+$/],
  ["address", /^https?:\/\/\S+$/],
];

/** @param field its name, which says what its text may be */
export function formOfText(text: string, field: string): string {
  if (text !== "" && (FREE_TEXT.has(field) || field.endsWith("_Description"))) return "text";
  const form = TEXT_FORMS.find(([, pattern]) => pattern.test(text))?.[0] ?? "text";
  return form === "digits" ? enumerated(form, Number(text), field) : form;
}

export function formOfNumber(value: number, field: string): string {
  return Number.isInteger(value) ? enumerated("integer", value, field) : "number";
}

function enumerated(form: string, value: number, field: string): string {
  const ids = ENUMERATIONS.get(field);
  if (ids === undefined) return form;
  return ids.has(String(value)) ? `${form}, a documented ${field}` : `${form}, no documented ${field}`;
}

function fieldsIn(fields: Fields): readonly Field[] {
  return Object.values(fields).flatMap((field) =>
    field.kind === "records" ? [field, ...fieldsIn(field.fields)] : [field],
  );
}

function enumerations(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const field of ALL_FIELDS) {
    if (field.kind !== "coded") continue;
    const ids = found.get(`${field.name}_Id`) ?? new Set();
    found.set(`${field.name}_Id`, ids);
    for (const id of Object.keys(field.table)) ids.add(id);
  }
  return found;
}

/** Headers that belong to the connection, or say how long this one answer is. */
const NOT_COMPARED: ReadonlySet<string> = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
]);

/** Headers whose value is a matter of form. */
const SHOWN: ReadonlySet<string> = new Set([
  "allow",
  "cache-control",
  "content-language",
  "content-type",
  "pragma",
  "vary",
]);

/** The forms of an answer's headers, by where they are. */
export function formsOfHeaders(headers: Headers): Readonly<Record<string, string>> {
  const forms: Record<string, string> = {};
  for (const [name, value] of headers) {
    if (NOT_COMPARED.has(name)) continue;
    if (name === "link") Object.assign(forms, formsOfLink(value, headers));
    else forms[`header ${name}`] = formOfHeader(name, value);
  }
  return forms;
}

function formOfHeader(name: string, value: string): string {
  if (SHOWN.has(name)) return spacedAlike(value.toLowerCase());
  if (/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(value)) return "date";
  return formOfText(value, "");
}

/** One space after each semicolon and comma, and none before it. */
function spacedAlike(value: string): string {
  const parts = value.split(/([;,])/).map((part) => part.trim());
  return parts.join("").replaceAll(/[;,]/g, "$& ").trimEnd();
}

/** Only on a list of one page: how many links there are elsewhere depends on how much there is. */
export const LINKS_OF_ONE_PAGE = "header link on a single page";

function formsOfLink(value: string, headers: Headers): Readonly<Record<string, string>> {
  const rels = Array.from(value.matchAll(/>;\s*rel=("?)([\w-]+)"?/g), ([, quote, rel]) => ({ quote, rel }));
  const quoting = rels.some(({ quote }) => quote === '"') ? "rel in quotes" : "rel without quotes";
  const form = rels.length === 0 ? "no links that can be read" : `links, ${quoting}`;
  const pages = Number(headers.get("x-pagination-page-count") ?? "1");
  if (pages > 1) return { "header link": form };
  return { "header link": form, [LINKS_OF_ONE_PAGE]: rels.map(({ rel }) => rel).join(", ") };
}
