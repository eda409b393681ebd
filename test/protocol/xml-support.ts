/** XML as it is read and refused. */
import { readXml, XmlSyntaxError, type XmlValue } from "../../src/protocol/xml-read.ts";
import { type Plain } from "../../src/protocol/xml-write.ts";

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
export const value = (xml: string): XmlValue => readXml(xml).value;

export const refusal = (xml: string): string => {
  try {
    readXml(xml);
  } catch (error) {
    if (error instanceof XmlSyntaxError) return error.message;
    throw error;
  }
  return "none";
};

/** Value as a reader gets it from what was written: no numbers, no booleans, no difference of "", null and []. */
export function asRead(plain: Plain): XmlValue {
  if (plain === null) return "";
  if (typeof plain === "string") return plain.split("\0", 1)[0] ?? "";
  if (typeof plain !== "object") return String(plain);
  const children = new Map<string, XmlValue[]>();
  for (const [key, entry] of Object.entries(plain)) {
    const name = Array.isArray(plain) || !/^[a-zA-Z_]\w*$/.test(key) ? "item" : key;
    children.set(name, [...(children.get(name) ?? []), asRead(entry)]);
  }
  if (children.size === 0) return "";
  return Object.fromEntries(
    [...children].map(([name, [first = "", ...rest]]) => [name, rest.length > 0 ? [first, ...rest] : first]),
  );
}
