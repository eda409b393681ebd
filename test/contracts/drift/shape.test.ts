/** Answers reduced to their shapes, and what counts as a difference between two. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differencesBetween } from "../../../contracts/drift/compare.ts";
import { firstRowOf, type Shape, shapeOf } from "../../../contracts/drift/shape.ts";

const CREDITS = { AvailableCredits: 1000 };

function answer(text: string, headers: Readonly<Record<string, string>> = {}, status = 200) {
  return { status, headers: new Headers(headers), text };
}

function json(value: unknown, headers: Readonly<Record<string, string>> = {}): Shape {
  return shapeOf(answer(JSON.stringify(value), headers));
}

function xml(inside: string): Shape {
  return shapeOf(answer(`<?xml version="1.0"?><response>${inside}</response>`));
}

function places(a: Shape, b: Shape): readonly string[] {
  return differencesBetween(a, b).map(({ where }) => where);
}

describe("a shape", () => {
  it("has status, headers, fields and their forms", () => {
    const row = {
      Id: "8cccf554cd42bf1b22bcc2d9b4e4571a4a87c9d0",
      MobilePhone: "1646555xxxx",
      Message: "Hello World!",
      DateTime: "2026-01-15 07:00:00",
      Type_Id: 1,
      MmsTemplateId: "",
      Blocked_Date: null,
      DeliveryStatus_Id: "2",
      Groups: [],
    };
    const headers = {
      "Content-Type": "application/json;charset=UTF-8",
      "X-Rate-Limit-Limit": "60",
      Date: "Thu, 15 Jan 2026 12:00:00 GMT",
      Link: "<http://127.0.0.1/?page=1>; rel=self",
      Connection: "keep-alive",
    };
    expect(json([row], headers)).toEqual({
      $: ["list"],
      "$[]": ["object"],
      "$[].Blocked_Date": ["null"],
      "$[].DateTime": ["point in time"],
      "$[].DeliveryStatus_Id": ["digits, a documented DeliveryStatus_Id"],
      "$[].Groups": ["empty list"],
      "$[].Id": ["40 hex digits"],
      "$[].Message": ["text"],
      "$[].MmsTemplateId": ["empty text"],
      "$[].MobilePhone": ["masked number"],
      "$[].Type_Id": ["integer, a documented Type_Id"],
      body: ["JSON"],
      "header content-type": ["application/json; charset=utf-8"],
      "header date": ["date"],
      "header link": ["links, rel without quotes"],
      "header link on a single page": ["self"],
      "header x-rate-limit-limit": ["digits"],
      status: ["200"],
    });
  });

  it("of XML takes what stands in item for a list, one or many", () => {
    const one = xml("<item><Id>1</Id></item>");
    expect(one).toMatchObject({ body: ["XML in <response>"], $: ["list"], "$[].Id": ["digits"] });
    expect(xml("<item><Id>1</Id></item><item><Id>2</Id></item>")).toEqual(one);
    expect(firstRowOf(answer("<response><item><Id>7</Id></item></response>"))).toEqual({ Id: "7" });
  });

  it("tells XML that is misprinted as the vendor's samples are, and what is neither JSON nor XML", () => {
    expect(xml("<a>Tom & Jerry</a>")).toMatchObject({
      body: ["XML in <response>, misprinted"],
      "$.a": ["text"],
    });
    expect(xml("<a>")).toMatchObject({ body: ["neither JSON nor XML"] });
    expect(shapeOf(answer("Bad Gateway"))).toMatchObject({ body: ["neither JSON nor XML"] });
    expect(shapeOf(answer(""))).toMatchObject({ body: ["empty"] });
  });

  it("holds no value of an answer, whatever that is", () => {
    const canary = "canary9f";
    const leaf = fc.oneof(
      fc.string().map((text) => `${canary}${text}`),
      fc.string().map((text) => `${text}${canary}`),
    );
    const bodies = fc.dictionary(fc.constantFrom("Id", "Message", "Other"), fc.oneof(leaf, fc.array(leaf)));
    fc.assert(
      fc.property(bodies, (body) => {
        const shape = json(body, { Link: `<http://x/?access_token=${canary}>; rel=self`, "X-Other": canary });
        expect(JSON.stringify(shape)).not.toContain(canary);
      }),
    );
  });
});

describe("two shapes differ", () => {
  it.each([
    ["a field's name", json(CREDITS), json({ Credits: 1000 }), ["$.AvailableCredits", "$.Credits"]],
    ["a field's type", json(CREDITS), json({ AvailableCredits: "1000" }), ["$.AvailableCredits"]],
    ["null instead of an empty text", json({ a: null }), json({ a: "" }), ["$.a"]],
    [
      "a list instead of an object",
      json([CREDITS]),
      json(CREDITS),
      ["$", "$.AvailableCredits", "$[]", "$[].AvailableCredits"],
    ],
    ["the form of a text", json({ Id: "7" }), json({ Id: "seven" }), ["$.Id"]],
    ["a status that nobody documented", json({ Status_Id: 3 }), json({ Status_Id: 77 }), ["$.Status_Id"]],
    ["a header", json(1, { "X-Powered-By": "PHP" }), json(1), ["header x-powered-by"]],
    [
      "a header's form",
      json(1, { "X-Rate-Limit-Reset": "0" }),
      json(1, { "X-Rate-Limit-Reset": "soon" }),
      ["header x-rate-limit-reset"],
    ],
    [
      "the quotes of links",
      json(1, { Link: "<x>; rel=self" }),
      json(1, { Link: '<x>; rel="self"' }),
      ["header link"],
    ],
    ["the name of the root", xml(""), shapeOf(answer("<result/>")), ["body"]],
  ])("by %s", (_case, a, b, expected) => {
    expect(places(a, b)).toEqual(expected);
    expect([...places(b, a)].sort()).toEqual([...expected].sort());
  });

  it("by their status, and then by nothing else", () => {
    const refused = shapeOf(answer("{}", { "X-Other": "1" }, 404));
    expect(differencesBetween(json(CREDITS), refused)).toEqual([{ where: "status", a: ["200"], b: ["404"] }]);
  });
});

describe("two shapes do not differ", () => {
  const row = { Id: 1, Subject: "", MmsTemplateId: "" };
  it.each([
    ["by values", json([row]), json([{ ...row, Id: 2 }])],
    ["by how many rows there are, or whether there are any", json([row]), json([])],
    ["by whether a text is empty", json([row]), json([{ ...row, Subject: "News" }])],
    ["by what some rows have empty", json([{ a: "" }, { a: 7 }]), json([{ a: "" }])],
    [
      "by what some rows have and others have not",
      json([{ a: null }, { a: "2026-01-15 07:00:00" }]),
      json([{ a: null }]),
    ],
    [
      "by an empty element of XML, which may be anything",
      xml("<Groups/>"),
      xml("<Groups><item>1</item></Groups>"),
    ],
    ["by an empty list of XML", xml(""), xml("<item><Id>1</Id></item>")],
    [
      "by the case of a charset",
      json(1, { "Content-Type": "a/b; charset=UTF-8" }),
      json(1, { "Content-Type": "a/b;charset=utf-8" }),
    ],
    [
      "by links to pages that only one of them has",
      json(1, { Link: "<x>; rel=self", "X-Pagination-Page-Count": "1" }),
      json(1, { Link: "<x>; rel=self, <y>; rel=next", "X-Pagination-Page-Count": "2" }),
    ],
  ])("%s", (_case, a, b) => {
    expect(differencesBetween(a, b)).toEqual([]);
    expect(differencesBetween(b, a)).toEqual([]);
  });
});
