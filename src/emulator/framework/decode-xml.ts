/**
 * Bytes of an XML body → text, by their mark and the encoding that the document declares, as libxml 2.9 does it; and
 * what libxml refuses before it reads the first element.
 */
import { XmlSyntaxError } from "../../protocol/xml-read.ts";

const BLANK = "[ \\t\\r\\n]";
const BEGINS_DECLARATION = /^<\?xml(?![\w:.\-\xB7-\uFFFF])/;
const DECLARATION = new RegExp(
  `^<\\?xml${BLANK}+version${BLANK}*=${BLANK}*(?:"1\\.\\d*"|'1\\.\\d*')` +
    `(?:${BLANK}+encoding${BLANK}*=${BLANK}*(?:"([A-Za-z][\\w.-]*)"|'([A-Za-z][\\w.-]*)'))?` +
    `(?:${BLANK}+standalone${BLANK}*=${BLANK}*(?:"(?:yes|no)"|'(?:yes|no)'))?${BLANK}*\\?>`,
);
const LATE_DECLARATION = new RegExp(`^${BLANK}+<\\?xml(?:${BLANK}|\\?)`);
const BYTE_ORDER_MARK = "\uFEFF";
/** Declarations are shorter, whatever blanks they have; bytes. */
const HEAD = 1024;
/** Characters that no XML document has, as they are or as a reference. */
const FORBIDDEN = new RegExp("[^\\t\\n\\r -\\uFFFD]");
/** Bytes that windows-1252 gives no character. */
const UNDEFINED_IN_1252 = /[\x81\x8D\x8F\x90\x9D]/;
/** Its characters of 0x80 to 0x9F, the rest being ISO-8859-1; Node 20's own decoder has none of them. */
const ONLY_IN_1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ";
const NOT_ASCII = /[^\0-\x7F]/;

type Family = "8-bit" | "utf-16le" | "utf-16be";

/** First bytes that tell a family, and whether they are a mark or the document's own. */
const BEGINNINGS: readonly {
  readonly bytes: readonly number[];
  readonly family: Family;
  readonly mark: boolean;
}[] = [
  { bytes: [0xef, 0xbb, 0xbf], family: "8-bit", mark: true },
  { bytes: [0xff, 0xfe], family: "utf-16le", mark: true },
  { bytes: [0xfe, 0xff], family: "utf-16be", mark: true },
  { bytes: [0x3c, 0, 0x3f, 0], family: "utf-16le", mark: false },
  { bytes: [0, 0x3c, 0, 0x3f], family: "utf-16be", mark: false },
];

/** @throws XmlSyntaxError for what libxml refuses in a declaration, an encoding or a character */
export function decodeXml(bytes: Uint8Array): string {
  const beginning = BEGINNINGS.find((one) => one.bytes.every((byte, at) => bytes[at] === byte));
  const family = beginning?.family ?? "8-bit";
  const content = bytes.subarray(beginning?.mark === true ? beginning.bytes.length : 0);
  const text = decode(content, declaredEncoding(content, family), family);
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden !== null) throw new XmlSyntaxError("a character that XML does not have", forbidden.index);
  if (text.startsWith(BYTE_ORDER_MARK)) throw new XmlSyntaxError("a second byte order mark", 0);
  if (LATE_DECLARATION.test(text)) throw new XmlSyntaxError("blanks before the XML declaration", 0);
  return text;
}

/** In capitals; undefined where none is declared. */
function declaredEncoding(content: Uint8Array, family: Family): string | undefined {
  const head = content.subarray(0, HEAD);
  const text = family === "8-bit" ? latin1(head) : new TextDecoder(family).decode(head);
  if (!BEGINS_DECLARATION.test(text)) return undefined;
  const declaration = DECLARATION.exec(text);
  if (declaration === null) {
    throw new XmlSyntaxError(
      'an XML declaration that is not like `<?xml version="1.0" encoding="UTF-8"?>`',
      0,
    );
  }
  return (declaration[1] ?? declaration[2])?.toUpperCase();
}

function decode(content: Uint8Array, declared: string | undefined, family: Family): string {
  if (family !== "8-bit") {
    const fits =
      declared === undefined || ["UTF-8", "UTF8", "UTF-16", family.toUpperCase()].includes(declared);
    if (!fits) throw new XmlSyntaxError(`${declared} declared in a document in UTF-16`, 0);
    // A byte too many at the end is dropped.
    return wellFormed(content.subarray(0, content.length & ~1), family);
  }
  switch (declared) {
    case undefined:
    case "UTF-8":
    case "UTF8":
      return wellFormed(content, "utf-8");
    case "ISO-8859-1":
    case "ISO-LATIN-1":
    case "LATIN1":
      return latin1(content);
    case "WINDOWS-1252":
    case "CP1252":
      return without(UNDEFINED_IN_1252, latin1(content), declared).replace(/[\x80-\x9F]/g, (character) =>
        ONLY_IN_1252.charAt(character.charCodeAt(0) - 0x80),
      );
    case "US-ASCII":
    case "ASCII":
      return without(NOT_ASCII, latin1(content), declared);
    default:
      throw new XmlSyntaxError(
        declared.startsWith("UTF-16")
          ? `${declared} declared in a document that is not in it`
          : "an encoding that is not known; use UTF-8",
        0,
      );
  }
}

/** Not what `TextDecoder` calls ISO-8859-1, which is windows-1252. */
function latin1({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString("latin1");
}

function wellFormed(content: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw new XmlSyntaxError(`bytes that are not ${encoding.toUpperCase()}`, 0);
  }
}

function without(undefinedIn: RegExp, text: string, encoding: string): string {
  const found = undefinedIn.exec(text);
  if (found !== null) throw new XmlSyntaxError(`bytes that are not ${encoding}`, found.index);
  return text;
}
