/**
 * Reads a request's body so strictly that no other reader can find something else in it: a flat list of texts and
 * whole numbers, each under a name of its own, in the one spelling that the client uses.
 */
import { readXml } from "../../../src/protocol/xml-read.ts";

export type Field = readonly [name: string, value: string | number];

export interface RequestBody {
  /** Fields that could be read; not to be relied on when there are flaws. */
  readonly fields: readonly Field[];
  /** Reasons why another reader might see something else. */
  readonly flaws: readonly string[];
}

export const NO_BODY: RequestBody = { fields: [], flaws: [] };

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @param contentType of the request */
export function readBody(bytes: Uint8Array, contentType: string): RequestBody {
  if (bytes.length === 0) return contentType === "" ? NO_BODY : flawed("a content type without content");
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return flawed("it is not UTF-8");
  }
  switch (contentType) {
    case "application/json":
      return named(readJson(text));
    case "application/xml":
      return named(readXmlBody(text));
    default:
      return flawed("it is neither application/json nor application/xml");
  }
}

function flawed(flaw: string, fields: readonly Field[] = []): RequestBody {
  return { fields, flaws: [flaw] };
}

/** Names may not be told apart by case alone, which some readers do not see. */
function named({ fields, flaws }: RequestBody): RequestBody {
  const names = fields.map(([name]) => name.toLowerCase());
  const twice = fields.find(([name], index) => names.indexOf(name.toLowerCase()) !== index);
  const odd = fields.find(([name]) => !/^[A-Za-z]+$/.test(name));
  return {
    fields,
    flaws: [
      ...flaws,
      ...(twice === undefined ? [] : [`${twice[0]} is given twice`]),
      ...(odd === undefined ? [] : ["a field's name holds other characters than letters"]),
    ],
  };
}

const BLANKS = /[ \t\r\n]*/y;
const JSON_TEXT = /"(?:[^"\\\p{Cc}\p{Cs}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const JSON_NUMBER = /-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?(?![\d.eE])/y;

/** By hand, since `JSON.parse` keeps the last of two fields of the same name and says nothing. */
function readJson(text: string): RequestBody {
  const fields: Field[] = [];
  let at = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? "";
    at += found.length;
    return found;
  };
  const mark = (): string => {
    take(BLANKS);
    const found = text[at] ?? "";
    if ("{}:,".includes(found)) at += found.length;
    take(BLANKS);
    return found;
  };
  const problem = () => flawed(`it is no flat JSON object (offset ${at})`, fields);
  if (mark() !== "{") return problem();
  for (let next = text[at] === "}" ? mark() : ","; next !== "}"; next = mark()) {
    if (next !== ",") return problem();
    const name = take(JSON_TEXT);
    if (name === "" || mark() !== ":") return problem();
    const value = take(text[at] === '"' ? JSON_TEXT : JSON_NUMBER);
    if (value === "") return problem();
    const read: unknown = JSON.parse(value);
    fields.push([String(JSON.parse(name)), typeof read === "number" ? read : String(read)]);
  }
  if (at !== text.length) return problem();
  const halves = fields.some(([, value]) => /\p{Cs}/u.test(String(value)));
  return halves ? flawed("half a surrogate pair", fields) : { fields, flaws: [] };
}

/** Elements without attributes in one root: no comments, no CDATA, no declarations, which readers differ in. */
const PLAIN_XML =
  /^(?:<\?xml version="1\.0" encoding="UTF-8"\?>)?\s*<request>(?:<([A-Za-z]+)>[^<]*<\/\1>)*<\/request>\s*$/;

function readXmlBody(text: string): RequestBody {
  const plain = PLAIN_XML.test(text);
  const fields: Field[] = [];
  try {
    const { value } = readXml(text);
    const entries = typeof value === "string" || isList(value) ? [] : Object.entries(value);
    for (const [name, child] of entries) {
      for (const one of isList(child) ? child : [child])
        fields.push([name, typeof one === "string" ? one : ""]);
    }
  } catch {
    return flawed("it cannot be read as XML");
  }
  return plain ? { fields, flaws: [] } : flawed("it is not the plain XML that the client writes", fields);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
