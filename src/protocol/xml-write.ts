import { escapeXml } from "../shared/escape.ts";
import { isXmlName } from "./xml-read.ts";

/** Values that a response may hold: PHP's scalars, lists, and maps in the order of their keys. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * Writes a response as Yii does, byte for byte: XML declaration, one line of document, newline.
 *
 * Not every result is well-formed XML, as in Yii: control characters come out raw. A NUL cuts its text there.
 * `null` as the whole response has no body, so it gives `""`.
 *
 * @see FRAMEWORK.md, section 9
 */
export function writeXml(value: Plain): string {
  return value === null ? "" : `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement("response", value)}\n`;
}

/** The names that nearly all fields have, told from others faster than {@link isXmlName} does. */
const ASCII_NAME = /^[A-Za-z_]\w*$/;

function writeElement(name: string, value: Plain): string {
  if (value === null || typeof value !== "object") return `<${name}>${writeScalar(value)}</${name}>`;
  let children = "";
  if (isList(value)) {
    for (const entry of value) children += writeElement("item", entry);
  } else {
    for (const [key, entry] of Object.entries(value)) {
      children += writeElement(ASCII_NAME.test(key) || isXmlName(key) ? key : "item", entry);
    }
  }
  return children === "" ? `<${name}/>` : `<${name}>${children}</${name}>`;
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function writeScalar(value: string | number | boolean | null): string {
  if (typeof value === "string") return writeText(value);
  if (typeof value === "number") return writeNumber(value);
  if (value === null) return "";
  return String(value);
}

const SPECIAL = /[&<>\r\0]/;

function writeText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  const end = text.indexOf("\0");
  const kept = end < 0 ? text : text.slice(0, end);
  return escapeXml(kept).replaceAll("\r", "&#13;");
}

/** PHP's `precision` setting: significant digits of a float made into text. */
const FLOAT_DIGITS = 14;

/**
 * A number as PHP 5.6 makes it into text. A safe integer counts as an integer, since a JavaScript number does not
 * remember which it was; anything else is a float of 14 digits, such as `0.3` for 0.1 + 0.2, or `1.0E+25`.
 */
function writeNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  if (Number.isNaN(value)) return "NAN";
  if (!Number.isFinite(value)) return value < 0 ? "-INF" : "INF";
  const [mantissa = "", exponent = ""] = value.toExponential(FLOAT_DIGITS - 1).split("e");
  const power = Number(exponent);
  if (power >= -4 && power < FLOAT_DIGITS) return String(Number(value.toPrecision(FLOAT_DIGITS)));
  const [whole, fraction] = String(Number(mantissa)).split(".");
  return `${whole}.${fraction ?? "0"}E${power < 0 ? "-" : "+"}${Math.abs(power)}`;
}
