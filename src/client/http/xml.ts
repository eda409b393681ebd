/** XML both ways. Loaded when first needed, so that bundles of users of JSON alone stay small. */

import { readXml, readXmlItems, type XmlValue } from "../../protocol/xml-read.ts";
import type { ParamValue } from "../options/params.ts";

/** Characters that XML 1.0 cannot hold, not even as a reference: most control characters and half surrogate pairs. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };

export function whyUnwritable(text: string): string | undefined {
  return UNWRITABLE.test(text) ? "holds a character that XML cannot carry" : undefined;
}

/** The fields as children of `request`, the root that the vendor's examples use. */
export function writeRequest(fields: readonly (readonly [name: string, value: ParamValue])[]): string {
  const children = fields.map(([name, value]) => `<${name}>${content(value)}</${name}>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<request>${children.join("")}</request>\n`;
}

function content(value: ParamValue): string {
  if (typeof value === "string" || typeof value === "number") return escape(String(value));
  return value.map((entry) => `<item>${entry}</item>`).join("");
}

function escape(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => escapes[character] ?? character);
}

/**
 * An answer in the shape its JSON has: lists are arrays. All else is text. The slips of the vendor's printed
 * samples are read as they are meant.
 *
 * @throws XmlSyntaxError
 */
export function readAnswer(xml: string): unknown {
  const { root, value } = readXml(xml, { asPrinted: true });
  if (root !== "response") throw new Error(`<response> expected, not <${root}>`);
  return plain(value);
}

function plain(value: XmlValue): unknown {
  if (typeof value === "string") return value;
  if (isList(value)) return value.map(plain);
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === "item") return readXmlItems(value).map(plain);
  return Object.fromEntries(entries.map(([name, child]) => [name, plain(child)]));
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}
