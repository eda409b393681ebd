/** Content of an element: its text, its children, or, for a repeated name, one value per repetition. */
export type XmlValue = string | XmlObject | readonly XmlValue[];

/** An element with child elements. It has no prototype, so `__proto__` and `constructor` are plain names. */
export interface XmlObject {
  readonly [name: string]: XmlValue;
}

/** The document is not well-formed or holds what {@link readXml} refuses. Quotes no text, which may be secret. */
export class XmlSyntaxError extends Error {
  /** Place of the error, in UTF-16 code units from the start; CR LF counts as one. */
  readonly offset: number;

  constructor(problem: string, offset: number) {
    super(`Failed to read XML: ${problem} (offset ${offset}).`);
    this.name = "XmlSyntaxError";
    this.offset = offset;
  }
}

/** The name and the value of the root element. */
export interface XmlDocument {
  readonly root: string;
  readonly value: XmlValue;
}

type Single = string | XmlObject;
type Children = Record<string, Single | Single[]>;
type OpenElement = { readonly name: string; text: string; children: Children | undefined };

// Productions 4 and 4a (names) and 2 (CHARACTER, what a numeric reference may stand for) of XML 1.0, fifth edition.
const NAME_START =
  ":A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F" +
  "\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const BLANK = "[ \\t\\n]";
const NAME_PATTERN = `[${NAME_START}][${NAME_START}\\-.0-9\\xB7\\u0300-\\u036F\\u203F\\u2040]*`;
const NAME = new RegExp(NAME_PATTERN, "uy");
// Neighbouring parts share no character, so a failed match steps back over each of them once at most.
const ATTRIBUTE = new RegExp(`${BLANK}+(${NAME_PATTERN})${BLANK}*=${BLANK}*("[^<"]*"|'[^<']*')`, "uy");
const BLANKS = new RegExp(`${BLANK}*`, "y");
const NOT_BLANK = /[^ \t\r\n]/;
/** A reference, or an `&` that begins none. */
const REFERENCE = /&(?:#x([\da-fA-F]+);|#(\d+);|(\w+);)?/g;
const CHARACTER = /^[\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]$/u;
const ENTITIES = new Map(Object.entries({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }));

/** Element whose text and end tag the vendor's sample misprints as `<2/DeliveryStatus_Id>`. */
const MISPRINTED_ELEMENT = "DeliveryStatus_Id";
const MISPRINTED_END = new RegExp(`<(\\d+)/${MISPRINTED_ELEMENT}>`, "y");

export interface XmlReadOptions {
  /** Most elements that may be nested, the root included. Default: 32. */
  readonly maxDepth?: number;
  /**
   * Reads two slips of the vendor's printed samples as they are meant: in text, an `&` that begins no reference is
   * itself, and `<DeliveryStatus_Id><2/DeliveryStatus_Id>` holds 2. Nothing else is forgiven, and what is
   * well-formed reads the same. Default: false.
   */
  readonly asPrinted?: boolean;
}

/** True when the text is an XML name. */
export function isXmlName(text: string): boolean {
  return text !== "" && matchAt(NAME, text, 0) === text;
}

/**
 * Reads an XML document in time linear in its length.
 *
 * Text is kept as written, line ends normalised to LF. An empty element is `""`. An element with children is an
 * object; blanks between its children are dropped. Attributes, comments and processing instructions are checked
 * and dropped. Raw control characters pass, because Yii writes them raw (FRAMEWORK.md, section 9).
 *
 * @throws XmlSyntaxError when the document is not well-formed, nests deeper than `maxDepth`, has a DOCTYPE (so
 * no entity can be declared, and none but the five of XML is known), or mixes text with child elements
 */
export function readXml(
  source: string,
  { maxDepth = 32, asPrinted = false }: XmlReadOptions = {},
): XmlDocument {
  const text = source.replace(/\r\n?/g, "\n");
  const open: OpenElement[] = [];
  let document: XmlDocument | undefined;
  let first: number | undefined;
  let at = text.startsWith("\uFEFF") ? 1 : 0;

  while (at < text.length) {
    const inside = open.at(-1);
    const next = text.indexOf("<", at);
    const raw = text.slice(at, next < 0 ? text.length : next);
    if (raw.includes("]]>")) throw new XmlSyntaxError("`]]>` in text", at);
    if (inside) inside.text += resolveReferences(raw, at, asPrinted);
    else if (NOT_BLANK.test(raw)) throw new XmlSyntaxError("text outside the root element", at);
    if (next < 0) break;
    at = next;
    first ??= at;

    if (text.startsWith("<!--", at)) {
      at = pastBracket(text, past(text, "--", at + 4));
    } else if (inside && text.startsWith("<![CDATA[", at)) {
      const end = past(text, "]]>", at + 9);
      inside.text += text.slice(at + 9, end - 3);
      at = end;
    } else if (text.startsWith("<!", at)) {
      throw new XmlSyntaxError("a DOCTYPE or other declaration; send the document without it", at);
    } else if (text.startsWith("<?", at)) {
      at = pastInstruction(text, at, at === first);
    } else if (inside && text.startsWith("</", at)) {
      const name = nameAt(text, at + 2);
      if (name !== inside.name) throw new XmlSyntaxError(`</${name}> where <${inside.name}> is open`, at);
      at += 2 + name.length;
      at = pastBracket(text, at + matchAt(BLANKS, text, at).length);
      open.pop();
      document = close(inside, open.at(-1), at) ?? document;
    } else if (asPrinted && inside && isMisprintedEnd(inside, text, at)) {
      const end = past(text, "/", at);
      inside.text = text.slice(at + 1, end - 1);
      at = past(text, ">", end);
      open.pop();
      document = close(inside, open.at(-1), at) ?? document;
    } else {
      const name = nameAt(text, at + 1);
      if (!inside && document) throw new XmlSyntaxError(`a second root element, <${name}>`, at);
      if (open.length >= maxDepth) throw new XmlSyntaxError(`more than ${maxDepth} elements nested`, at);
      const element: OpenElement = { name, text: "", children: undefined };
      at = pastAttributes(text, at + 1 + name.length);
      const empty = text[at] === "/";
      at = pastBracket(text, empty ? at + 1 : at);
      if (empty) document = close(element, inside, at) ?? document;
      else open.push(element);
    }
  }

  const unclosed = open.at(-1);
  if (unclosed) throw new XmlSyntaxError(`<${unclosed.name}> is not closed`, text.length);
  if (!document) throw new XmlSyntaxError("no element", text.length);
  return document;
}

/**
 * The entries of what Yii writes for a list: the `item` children of an element, or none of an empty element.
 *
 * @throws TypeError when the value is anything else
 */
export function readXmlItems(value: XmlValue): readonly XmlValue[] {
  if (typeof value === "string" && !NOT_BLANK.test(value)) return [];
  const items = typeof value === "string" || isList(value) ? undefined : value["item"];
  if (items === undefined) throw new TypeError("Expected a list in XML: an element with <item> children.");
  return isList(items) ? items : [items];
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

/** Hands the element's value to its parent, or returns the result when the element is the root. */
function close(element: OpenElement, parent: OpenElement | undefined, offset: number) {
  const { name, text, children } = element;
  if (children && NOT_BLANK.test(text)) throw new XmlSyntaxError(`text beside elements in <${name}>`, offset);
  const value = children ?? text;
  if (!parent) return { root: name, value };
  const siblings: Children = (parent.children ??= Object.create(null));
  const earlier = siblings[name];
  if (earlier === undefined) siblings[name] = value;
  else if (Array.isArray(earlier)) earlier.push(value);
  else siblings[name] = [earlier, value];
  return undefined;
}

function isMisprintedEnd({ name, text: before, children }: OpenElement, text: string, at: number): boolean {
  return (
    name === MISPRINTED_ELEMENT && before === "" && !children && matchAt(MISPRINTED_END, text, at) !== ""
  );
}

/** Checks the attributes of a start tag and returns the offset behind them, where `>` or `/>` should be. */
function pastAttributes(text: string, offset: number): number {
  const names = new Set<string>();
  for (let at = offset; ; ) {
    ATTRIBUTE.lastIndex = at;
    const [attribute = "", name = "", quoted = ""] = ATTRIBUTE.exec(text) ?? [];
    if (attribute === "") return at + matchAt(BLANKS, text, at).length;
    if (names.has(name)) throw new XmlSyntaxError(`attribute ${name} given twice`, at);
    names.add(name);
    resolveReferences(quoted, at + attribute.length - quoted.length, false);
    at += attribute.length;
  }
}

/** @param isFirst true when only blanks stand before, so that it may be the XML declaration */
function pastInstruction(text: string, at: number, isFirst: boolean): number {
  const name = nameAt(text, at + 2);
  if (/^xml$/i.test(name) && !(isFirst && name === "xml"))
    throw new XmlSyntaxError("an XML declaration that is not first", at);
  const end = at + 2 + name.length;
  if (!text.startsWith("?>", end) && matchAt(BLANKS, text, end) === "") {
    throw new XmlSyntaxError("a blank is missing behind the name of an instruction", end);
  }
  return past(text, "?>", end);
}

function resolveReferences(raw: string, offset: number, keepsBare: boolean): string {
  return raw.replace(
    REFERENCE,
    (written: string, hexadecimal?: string, decimal?: string, name?: string, at = 0) => {
      const character = name === undefined ? characterOf(hexadecimal, decimal) : ENTITIES.get(name);
      if (character !== undefined) return character;
      if (keepsBare) return written;
      throw new XmlSyntaxError("`&` that should be `&amp;`", offset + at);
    },
  );
}

function characterOf(hexadecimal: string | undefined, decimal: string | undefined): string | undefined {
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  const character = code <= 0x10_ff_ff ? String.fromCodePoint(code) : "";
  return CHARACTER.test(character) ? character : undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

function nameAt(text: string, at: number): string {
  const name = matchAt(NAME, text, at);
  if (name === "") throw new XmlSyntaxError("a name is missing or is not an XML name", at);
  return name;
}

function pastBracket(text: string, at: number): number {
  if (text[at] !== ">") throw new XmlSyntaxError("`>` is expected", at);
  return at + 1;
}

function past(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  if (at < 0) throw new XmlSyntaxError(`\`${end}\` is missing`, from);
  return at + end.length;
}
