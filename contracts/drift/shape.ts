/** An answer reduced to its shape: status, names and forms of headers, types and forms of what is in the body. */
import { readXml, type XmlValue } from "../../src/protocol/xml-read.ts";
import { isRecord } from "../../src/shared/is-record.ts";
import { EMPTY_ELEMENT, formOfNumber, formOfText, formsOfHeaders } from "./forms.ts";

export interface DriftAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The forms found at each place, sorted: `status`, `header content-type`, `body`, `$[].Id`. */
export type Shape = Readonly<Record<string, readonly string[]>>;

type Fields = Readonly<Record<string, unknown>>;

interface Body {
  /** How it is written. */
  readonly form: string;
  /** `undefined` where there is nothing to look into. */
  readonly value: unknown;
}

export function shapeOf({ status, headers, text }: DriftAnswer): Shape {
  const found = new Map<string, Set<string>>();
  const note = (where: string, form: string) => {
    const forms = found.get(where) ?? new Set();
    found.set(where, forms.add(form));
  };
  note("status", String(status));
  for (const [where, form] of Object.entries(formsOfHeaders(headers))) note(where, form);
  const { form, value } = readBody(text);
  note("body", form);
  const isXml = form.startsWith("XML");
  const noteValue = (where: string, valueForm: string) =>
    note(where, isXml && valueForm === "empty text" ? EMPTY_ELEMENT : valueForm);
  if (value !== undefined) describe(value, "$", "", noteValue);
  return Object.fromEntries(
    [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([where, forms]) => [where, [...forms].sort()]),
  );
}

/** The first row of a list, in JSON or in XML; undefined when there is none. */
export function firstRowOf({ text }: DriftAnswer): Fields | undefined {
  const { value } = readBody(text);
  const [row]: readonly unknown[] = Array.isArray(value) ? value : [];
  return isRecord(row) ? row : undefined;
}

/** How a body is written, and what is in it. */
export function readBody(text: string): Body {
  if (text === "") return { form: "empty", value: undefined };
  return text.trimStart().startsWith("<") ? readXmlBody(text) : readJsonBody(text);
}

function readJsonBody(text: string): Body {
  try {
    return { form: "JSON", value: JSON.parse(text) };
  } catch {
    return { form: "neither JSON nor XML", value: undefined };
  }
}

function readXmlBody(text: string): Body {
  for (const asPrinted of [false, true]) {
    try {
      const { root, value } = readXml(text, { asPrinted });
      return { form: `XML in <${root}>${asPrinted ? ", misprinted" : ""}`, value: listed(value) };
    } catch {
      // The other reading is tried, and then it is said that there is none.
    }
  }
  return { form: "neither JSON nor XML", value: undefined };
}

/** XML does not tell a list of one from a thing: what stands in `item` is a list. */
function listed(value: XmlValue): unknown {
  if (typeof value === "string") return value;
  if (isXmlList(value)) return value.map(listed);
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === "item") {
    const items = first[1];
    return isXmlList(items) ? items.map(listed) : [listed(items)];
  }
  return Object.fromEntries(entries.map(([name, inner]) => [name, listed(inner)]));
}

function isXmlList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

type Note = (where: string, form: string) => void;

function describe(value: unknown, where: string, field: string, note: Note): void {
  if (Array.isArray(value)) {
    note(where, value.length === 0 ? "empty list" : "list");
    for (const entry of value) describe(entry, `${where}[]`, field, note);
  } else if (isRecord(value)) {
    note(where, "object");
    for (const [name, inner] of Object.entries(value)) describe(inner, `${where}.${name}`, name, note);
  } else {
    note(where, formOfLeaf(value, field));
  }
}

function formOfLeaf(value: unknown, field: string): string {
  switch (typeof value) {
    case "string":
      return formOfText(value, field);
    case "number":
      return formOfNumber(value, field);
    case "boolean":
      return "true or false";
    default:
      return "null";
  }
}
