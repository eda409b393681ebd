import { describe, expect, test } from "vitest";
import endpoints from "../../fixtures/vendor/endpoints.json" with { type: "json" };
import recordings from "../../fixtures/wire/cases.json" with { type: "json" };
import { readXml, readXmlItems, XmlSyntaxError, type XmlValue } from "../../src/protocol/xml-read.ts";
import { type Plain, writeXml } from "../../src/protocol/xml-write.ts";
import { asRead, DECLARATION, refusal, value } from "./xml-support.ts";

/** Recorded cases that were sent twice, asking for JSON and for XML. */
const recordedPairs = recordings.cases.flatMap(({ name, response }) => {
  const twin = recordings.cases.find(
    (other) => name.endsWith("-json") && other.name === name.replace(/-json$/, "-xml"),
  );
  return twin?.response.body.startsWith("<?xml") && response.body.startsWith("<?xml") === false
    ? [{ name, json: response.body, xml: twin.response.body }]
    : [];
});

/** The samples that the vendor prints whole; others end in `...` or `…(cut)`. */
const vendorSamples = endpoints.flatMap(({ path, success }) => {
  const xml = success.xml_example;
  return xml?.startsWith("<response>") && /[^.)]<\/response>$/.test(xml) ? [{ path, xml }] : [];
});

const element = (content: string): string => `${DECLARATION}<response>${content}</response>\n`;

describe("XML answers", () => {
  test("the fixtures hold answers to compare", () => {
    expect(recordedPairs.length).toBeGreaterThan(30);
    expect(vendorSamples.length).toBeGreaterThan(20);
  });

  test.each(recordedPairs)(
    "$name: the answer is written byte for byte as Yii wrote it [xml.write]",
    ({ json, xml }) => {
      expect(writeXml(JSON.parse(json))).toBe(xml);
    },
  );

  test.each<[string, Plain, string]>([
    ["an empty list is a self-closing root", [], `${DECLARATION}<response/>\n`],
    ["an empty array in a field is self-closing", { a: [], b: {} }, element("<a/><b/>")],
    ["an empty text opens and closes", { a: "" }, element("<a></a>")],
    ["null opens and closes", { a: null, b: [null] }, element("<a></a><b><item></item></b>")],
    ["a list has an item for each entry", ["a", "b"], element("<item>a</item><item>b</item>")],
    ["lists nest", [["a"], []], element("<item><item>a</item></item><item/>")],
    ["a map keeps its order", { b: "1", a: { c: "2" } }, element("<b>1</b><a><c>2</c></a>")],
    ["text alone stands in the root", "a", element("a")],
    ["an empty text leaves the root open and closed", "", element("")],
    ["null as the whole response has no body", null, ""],
    ["booleans are words", [true, false], element("<item>true</item><item>false</item>")],
    ["the three characters of markup are escaped", ["&<>\"'/"], element("<item>&amp;&lt;&gt;\"'/</item>")],
    ["CR is a reference; tab and LF are raw", ["\r\n\t"], element("<item>&#13;\n\t</item>")],
    ["control characters are raw", ["\u0001\u001f\u007f"], element("<item>\u0001\u001f\u007f</item>")],
    ["a NUL cuts the text", ["a&\0b"], element("<item>a&amp;</item>")],
    ["Unicode is raw", ["é😀\u2028"], element("<item>é😀\u2028</item>")],
    ["names may be any XML name", { "été:a-b.c": 1, _: 2 }, element("<été:a-b.c>1</été:a-b.c><_>2</_>")],
  ])("%s [xml.write]", (_, plain, xml) => {
    expect(writeXml(plain)).toBe(xml);
  });

  test.each(["", "0", "12", "-a", "a b", "a<b", "é×", "a\0", "\u00b7"])(
    "the name %j becomes `item` [xml.write]",
    (name) => {
      expect(writeXml({ [name]: "x" })).toBe(element("<item>x</item>"));
    },
  );

  test("a key called __proto__ is an element like any other [xml.write]", () => {
    expect(writeXml(JSON.parse('{"__proto__":"x"}'))).toBe(element("<__proto__>x</__proto__>"));
  });

  test("booleans are words [xml.write]", () => {
    expect(writeXml({ a: true, b: false })).toBe(element("<a>true</a><b>false</b>"));
  });

  test.each<[number, string]>([
    [0, "0"],
    [-12, "-12"],
    [Number.MAX_SAFE_INTEGER, "9007199254740991"],
    [1.5, "1.5"],
    [0.1 + 0.2, "0.3"],
    [1 / 3, "0.33333333333333"],
    [0.0001, "0.0001"],
    [0.00001, "1.0E-5"],
    [-1.5e-7, "-1.5E-7"],
    [99_999_999_999_999.5, "1.0E+14"],
    [1e25, "1.0E+25"],
    [Number.NaN, "NAN"],
    [Number.NEGATIVE_INFINITY, "-INF"],
  ])("the number %d is printed as PHP does, %s [xml.write]", (number, printed) => {
    expect(writeXml([number])).toBe(element(`<item>${printed}</item>`));
  });
});

describe("XML read", () => {
  test.each(recordedPairs)("$name: reads to the values of the JSON answer [xml.read]", ({ json, xml }) => {
    expect(readXml(xml)).toEqual({ root: "response", value: asRead(JSON.parse(json)) });
  });

  test.each(vendorSamples)("the vendor's sample of $path is read [xml.read]", ({ xml }) => {
    expect(refusal(xml)).toBe("none");
  });

  test.each<[string, string, XmlValue]>([
    ["text is kept as written", "<r> a\tb\n </r>", " a\tb\n "],
    ["an empty element is empty text", "<r></r>", ""],
    ["a self-closing element is empty text", "<r />", ""],
    ["a byte order mark is passed over", "\uFEFF<r>a</r>", "a"],
    ["a byte order mark inside is text", "<r>\uFEFF</r>", "\uFEFF"],
    ["line ends become LF", "<r>a\r\nb\rc&#13;</r>", "a\nb\nc\r"],
    ["the five entities are known", "<r>&amp;&lt;&gt;&quot;&apos;</r>", "&<>\"'"],
    ["entities are resolved once", "<r>&amp;lt;&#38;amp;</r>", "&lt;&amp;"],
    ["numeric references are resolved", "<r>&#65;&#x1F600;&#x000041;&#9;</r>", "A😀A\t"],
    ["CDATA is text", "<r>a<![CDATA[<b>&amp;]]]]>c</r>", "a<b>&amp;]]c"],
    ["comments split no text", "<r>a<!-- - < & -->b<!----></r>", "ab"],
    ["processing instructions are dropped", '<?xml version="1.0"?><?a <x?><r>a<?b?></r>\n<?c?>', "a"],
    ["attributes are dropped", `<r a="1>" b = '"&lt;'\n c:d=""><x e="f"/></r >`, { x: "" }],
    ["blanks between children are dropped", "<r>\n <a>1</a>\r\n\t<b> </b>\n</r>\n", { a: "1", b: " " }],
    [
      "a repeated name is an array in order",
      "<r><a>1</a><b/><a/><a><c>2</c></a></r>",
      { a: ["1", "", { c: "2" }], b: "" },
    ],
    ["a single child is no array", "<r><item>1</item></r>", { item: "1" }],
    ["raw control characters pass, as Yii writes them", "<r>\u0001</r>", "\u0001"],
    ["names may be any XML name", "<r><été:a-b.c/><_/></r>", { "été:a-b.c": "", _: "" }],
  ])("%s [xml.read]", (_, xml, expected) => {
    expect(value(xml)).toEqual(expected);
  });

  test.each([
    ["nothing", ""],
    ["blanks", " \n"],
    ["a declaration alone", DECLARATION],
    ["two roots", "<a/><b/>"],
    ["two roots with text", "<a>1</a>\n<a>2</a>"],
    ["text before the root", "x<a/>"],
    ["text behind the root", "<a/>x"],
    ["CDATA behind the root", "<a/><![CDATA[x]]>"],
    ["a reference behind the root", "<a/>&#32;"],
    ["a byte order mark that is not first", " \uFEFF<a/>"],
    ["an unclosed root", "<a>"],
    ["an unclosed child", "<a><b></a>"],
    ["crossed tags", "<a><b></a></b>"],
    ["an end tag alone", "</a>"],
    ["an end tag too many", "<a></a></a>"],
    ["an end tag of another case", "<a></A>"],
    ["an end tag with an attribute", '<a></a b="c">'],
    ["a bare ampersand", "<a>b & c</a>"],
    ["an ampersand before a name without semicolon", "<a>?x=1&id=2</a>"],
    ["an unknown entity", "<a>&nbsp;</a>"],
    ["an entity of another case", "<a>&AMP;</a>"],
    ["an entity called as a property of objects", "<a>&constructor;</a>"],
    ["a reference to NUL", "<a>&#0;</a>"],
    ["a reference to a control character", "<a>&#1;</a>"],
    ["a reference to a surrogate", "<a>&#xD83D;&#xDE00;</a>"],
    ["a reference beyond Unicode", "<a>&#x110000;</a>"],
    ["a reference to U+FFFF", "<a>&#xFFFF;</a>"],
    ["a reference with an upper-case X", "<a>&#X41;</a>"],
    ["a reference without digits", "<a>&#;&#x;</a>"],
    ["an unknown entity in an attribute", '<a b="&c;"/>'],
    ["markup in an attribute", '<a b="<"/>'],
    ["an attribute without value", "<a b/>"],
    ["an attribute without quotes", "<a b=c/>"],
    ["an attribute given twice", '<a b="" b=""/>'],
    ["attributes without a blank between", '<a b=""c=""/>'],
    ["a name that starts with a digit", "<1/>"],
    ["a name that starts with a blank", "< a/>"],
    ["the vendor's misprinted tag", "<r><DeliveryStatus_Id><2/DeliveryStatus_Id></r>"],
    ["a name with a no-break space", '<a\u00a0b="c"/>'],
    ["text beside elements", "<a>b<c/></a>"],
    ["`]]>` in text", "<a>]]></a>"],
    ["`--` in a comment", "<a><!-- -- --></a>"],
    ["an unclosed comment", "<a><!-- </a>"],
    ["an unclosed CDATA section", "<a><![CDATA[</a>"],
    ["an unclosed instruction", "<a><?b</a>"],
    ["an instruction without a name", "<a><? b?></a>"],
    ["a DOCTYPE", "<!DOCTYPE a><a/>"],
    ["a DOCTYPE with entities", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ["a lower-case doctype", "<!doctype a><a/>"],
  ])("%s is refused [xml.read]", (_, xml) => {
    expect(refusal(xml)).toMatch(/^Failed to read XML: .+ \(offset \d+\)\.$/);
  });

  test("a billion laughs are refused before the first [xml.read]", () => {
    const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`);
    const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "lol">${laughs.join("")}]><l>&l9;</l>`;
    expect(refusal(bomb)).toContain("DOCTYPE");
  });

  test("the error tells where, and quotes no text, which may hold a token", () => {
    expect(refusal("<a>\r\n<b>?access_token=secret&id=2</b></a>")).toBe(
      "Failed to read XML: `&` that should be `&amp;` (offset 27).",
    );
  });

  test("the error names the element that is not closed", () => {
    expect(refusal("<a><b></b><c>")).toBe("Failed to read XML: <c> is not closed (offset 13).");
    expect(refusal("<a><b></a>")).toBe("Failed to read XML: </a> where <b> is open (offset 6).");
  });

  test("32 levels are read and 33 refused, or as many as asked for [xml.read]", () => {
    const nested = (levels: number): string => `${"<a>".repeat(levels - 1)}<a/>${"</a>".repeat(levels - 1)}`;
    expect(refusal(nested(32))).toBe("none");
    expect(refusal(nested(33))).toContain("more than 32 elements nested");
    expect(readXml(nested(2), { maxDepth: 2 }).value).toEqual({ a: "" });
    expect(() => readXml(nested(3), { maxDepth: 2 })).toThrow(XmlSyntaxError);
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "<%s> is a name like any other",
    (name) => {
      const once = value(`<r><${name}>x</${name}></r>`);
      expect(Object.entries(once)).toEqual([[name, "x"]]);
      expect(Object.getPrototypeOf(once)).toBeNull();
      expect(Object.entries(value(`<r><${name}/><${name}/></r>`))).toEqual([[name, ["", ""]]]);
      expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
    },
  );

  test("a list is its items, one or many, and none when empty [xml.read]", () => {
    expect(readXmlItems(value("<r/>"))).toEqual([]);
    expect(readXmlItems(value("<r>\n</r>"))).toEqual([]);
    expect(readXmlItems(value("<r><item>a</item></r>"))).toEqual(["a"]);
    expect(readXmlItems(value("<r><item/><item><b>1</b></item></r>"))).toEqual(["", { b: "1" }]);
    expect(readXmlItems(value("<r><item><item>a</item><item>b</item></item></r>"))).toEqual([
      { item: ["a", "b"] },
    ]);
  });

  test.each<[string, XmlValue]>([
    ["text", "a"],
    ["an object without items", { name: "Unauthorized" }],
    ["an array", ["a"]],
  ])("%s is no list", (_, notAList) => {
    expect(() => readXmlItems(notAList)).toThrow(TypeError);
  });
});
