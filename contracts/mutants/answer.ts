/**
 * An answer of the API as something that can be rewritten: status, headers, and the body as rows, whichever format
 * it came in. Fields are edited in place, so that nothing else of the answer changes with them.
 */
import { escapeXml } from "../../src/shared/escape.ts";

export interface RecordedAnswer {
  readonly status: number;
  /** Names as they are sent, one entry for each line. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Edit of a field: another name, another value, both, or `undefined` for a field that goes away. */
export type FieldEdit = (name: string, value: unknown) => readonly [name: string, value: unknown] | undefined;

export function isJson({ body }: RecordedAnswer): boolean {
  return !body.startsWith("<");
}

/** Every field of every row; rows are the body itself, or its entries when it is a list. */
export function editFields(answer: RecordedAnswer, edit: FieldEdit): RecordedAnswer {
  return isJson(answer) ? editJson(answer, edit) : { ...answer, body: editXml(answer.body, edit) };
}

function editJson(answer: RecordedAnswer, edit: FieldEdit): RecordedAnswer {
  const body: unknown = JSON.parse(answer.body);
  return withJson(answer, Array.isArray(body) ? body.map((row) => editRow(row, edit)) : editRow(body, edit));
}

export function withJson(answer: RecordedAnswer, body: unknown): RecordedAnswer {
  return { ...answer, body: JSON.stringify(body) };
}

function editRow(row: unknown, edit: FieldEdit): unknown {
  if (typeof row !== "object" || row === null || Array.isArray(row)) return row;
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]: [string, unknown]) => {
      const edited = edit(name, value);
      return edited === undefined ? [] : [edited];
    }),
  );
}

/** An element without elements in it, or an empty one. The vendor's answers have no attributes. */
const LEAF = /<([A-Za-z_]\w*)>([^<]*)<\/\1>|<([A-Za-z_]\w*)\/>/g;
const ENVELOPE: readonly string[] = ["response", "item"];

function editXml(body: string, edit: FieldEdit): string {
  return body.replaceAll(LEAF, (whole, full: string | undefined, text = "", empty = "") => {
    const name = full ?? empty;
    if (ENVELOPE.includes(name)) return whole;
    const edited = edit(name, decodeXml(text));
    if (edited === undefined) return "";
    const [to, value] = edited;
    const written = value === null ? "" : escapeXml(String(value));
    return to === name && written === text ? whole : `<${to}>${written}</${to}>`;
  });
}

function decodeXml(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** @param edit gives the line to send instead, or nothing for none */
export function editHeader(
  answer: RecordedAnswer,
  name: string,
  edit: (value: string) => readonly [name: string, value: string] | undefined,
): RecordedAnswer {
  const headers = answer.headers.flatMap(([own, value]): (readonly [string, string])[] => {
    if (own.toLowerCase() !== name.toLowerCase()) return [[own, value]];
    const edited = edit(value);
    return edited === undefined ? [] : [edited];
  });
  return { ...answer, headers };
}

/** Header names are the same in any case. */
export function isSame(one: RecordedAnswer, other: RecordedAnswer): boolean {
  return one.status === other.status && one.body === other.body && headersOf(one) === headersOf(other);
}

function headersOf({ headers }: RecordedAnswer): string {
  return JSON.stringify(headers.map(([name, value]) => [name.toLowerCase(), value]));
}
