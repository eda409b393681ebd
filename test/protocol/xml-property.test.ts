/** XML by property, and XML of a mebibyte. */
import * as fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { readXml, XmlSyntaxError } from "../../src/protocol/xml-read.ts";
import { type Plain, writeXml } from "../../src/protocol/xml-write.ts";
import { asRead, DECLARATION, refusal, value } from "./xml-support.ts";

const SEED = 20_130;
const MEBIBYTE = 2 ** 20;

describe("XML by property", () => {
  const text = fc.string({ unit: fc.constantFrom(..."ab&<>\"']-;#x \t\n\r\0\u0001é😀") });
  const key = fc.oneof(
    fc.constantFrom("Id", "item", "__proto__", "constructor", "a b", "0", ""),
    fc.stringMatching(/^[a-zA-Z_]\w{0,4}$/),
  );
  const { plain } = fc.letrec<{ plain: Plain }>((tie) => ({
    plain: fc.oneof(
      { maxDepth: 5 },
      fc.oneof(text, fc.maxSafeInteger(), fc.boolean(), fc.constant(null)),
      fc.array(tie("plain"), { maxLength: 4 }),
      fc.dictionary(key, tie("plain"), { maxKeys: 4 }),
    ),
  }));

  test("what is written is read again [xml.write] [xml.read]", () => {
    fc.assert(
      fc.property(
        plain.filter((generated) => generated !== null),
        (generated) => {
          expect(readXml(writeXml(generated))).toEqual({ root: "response", value: asRead(generated) });
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });

  const name = fc.constantFrom("a", "item", "_b", "c-d.e", "f:g", "été");
  const blanks = fc.constantFrom("", " ", "\n\t", "\r\n", "<!-- c -->", "<?p i?>");
  const attributes = fc.constantFrom("", ' a="1"', ' b=\'&amp;"\' c:d = "x>y"');
  const texts = fc
    .array(
      fc.constantFrom(
        "x",
        " ",
        "\n",
        "\r",
        ";",
        "'",
        '"',
        "]]",
        ">",
        "é😀",
        "&amp;",
        "&lt;",
        "&gt;",
        "&quot;",
        "&apos;",
        "&#65;",
        "&#x1F600;",
        "<!-- c -->",
        "<![CDATA[<&]]>",
        "<?p i?>",
      ),
      { maxLength: 5 },
    )
    .map((pieces) => pieces.join(""))
    .filter((joined) => !joined.replace("<![CDATA[<&]]>", "").includes("]]>"));
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc
      .tuple(
        name,
        attributes,
        fc.oneof(
          { maxDepth: 4 },
          texts,
          fc.array(
            fc.tuple(blanks, tie("tree"), blanks).map((parts) => parts.join("")),
            { minLength: 1, maxLength: 4 },
          ),
        ),
      )
      .map(([tag, attribute, content]) =>
        content.length === 0
          ? `<${tag}${attribute}/>`
          : `<${tag}${attribute}>${Array.isArray(content) ? content.join("") : content}</${tag} >`,
      ),
  }));
  const document = fc
    .tuple(fc.constantFrom("", DECLARATION, `${DECLARATION}<!-- c -->\n`), tree)
    .map((parts) => parts.join(""));

  test("well-formed documents read as fast-xml-parser reads them [xml.read]", () => {
    const oracle = new XMLParser({
      ignoreDeclaration: true,
      ignorePiTags: true,
      parseTagValue: false,
      trimValues: false,
      processEntities: true,
      htmlEntities: true,
    });
    fc.assert(
      fc.property(document, (xml) => {
        const { root, value: read } = readXml(xml);
        expect({ [root]: read }).toEqual(withoutBlanks(oracle.parse(xml)));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  test("a document cut short anywhere is refused [xml.read]", () => {
    fc.assert(
      fc.property(document, fc.nat(), (xml, cut) => {
        expect(() => readXml(xml.slice(0, cut % xml.length))).toThrow(XmlSyntaxError);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  test("any other text is read or refused with XmlSyntaxError, never anything else", () => {
    const piece = fc.constantFrom(
      "<a>",
      "</a>",
      "<a",
      "/>",
      "<!--",
      "-->",
      "<![CDATA[",
      "]]>",
      "<?",
      "?>",
      "<!",
      "&",
      ";",
      "#x",
      " b=",
      '"',
      "'",
      "x",
      " ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(refusal(pieces.join(""))).toMatch(/^none$|^Failed to read XML/);
        expect(refusal(`<a>${pieces.join("")}</a>`)).toMatch(/^none$|^Failed to read XML/);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});

/** fast-xml-parser reports the blanks between children as `#text`. */
function withoutBlanks(parsed: unknown): unknown {
  if (Array.isArray(parsed)) return parsed.map(withoutBlanks);
  if (typeof parsed !== "object" || parsed === null) return parsed;
  return Object.fromEntries(
    Object.entries(parsed).flatMap(([key, child]) => (key === "#text" ? [] : [[key, withoutBlanks(child)]])),
  );
}

describe("XML of a mebibyte", () => {
  const filled = (piece: string): string => piece.repeat(MEBIBYTE / piece.length);

  test.each([
    ["open tags", filled("<a>")],
    ["a name", `<${filled("a")}`],
    ["blanks in a tag", `<a ${filled(" ")}`],
    ["blanks around an equals sign", `<a b${filled(" ")}=${filled(" ")}`],
    ["quotes that never close", `<a ${filled("b='")}`],
    ["attributes without a blank", `<a ${filled('b=""')}`],
    ["ampersands", `<a>${filled("&")}</a>`],
    ["a reference without end", `<a>&#${filled("1")}</a>`],
    ["a long reference", `<a>&#${filled("1")};</a>`],
    ["dashes in a comment", `<a><!--${filled("- ")}</a>`],
    ["brackets in CDATA", `<a><![CDATA[${filled("]")}</a>`],
    ["open instructions", filled("<?a")],
    ["brackets outside the root", filled("]")],
  ])("%s are refused in one pass", (_, xml) => {
    expect(refusal(xml)).toContain("Failed");
  });

  test.each([
    ["siblings", `<a>${filled("<b/>")}</a>`, MEBIBYTE / 4],
    ["items", `<a>${filled("<b>x</b>")}</a>`, MEBIBYTE / 8],
  ])("%s are read in one pass", (_, xml, count) => {
    expect(value(xml)).toHaveProperty("b.length", count);
  });

  test.each([
    ["entities", `<a>${filled("&lt;")}</a>`, MEBIBYTE / 4],
    ["text", `<a>${filled("x")}</a>`, MEBIBYTE],
    ["comments between letters", `<a>${filled("x<!---->")}</a>`, MEBIBYTE / 8],
    ["line ends", `<a>${filled("\r\n")}</a>`, MEBIBYTE / 2],
    ["closing brackets", `<a>${filled("]")}</a>`, MEBIBYTE],
  ])("%s are text in one pass", (_, xml, length) => {
    expect(value(xml)).toHaveLength(length);
  });
});
