/** Allowed bodies: one way to write each, so that no other reader can see something else in it. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBody } from "../../../contracts/live/egress/body.ts";
import {
  type Allowed,
  isSame,
  readQuery,
  writeQuery,
} from "../../../contracts/live/egress/egress-request.ts";
import { worstCaseOf } from "../../../contracts/live/egress/worst-case.ts";

const json = (text: string) => readBody(Buffer.from(text), "application/json");
const xml = (text: string) => readBody(Buffer.from(text), "application/xml");

describe("a body", () => {
  it("is read as JSON does it, when it is flat", () => {
    const names = fc.string({ unit: fc.constantFrom(..."abcdeABCDE"), minLength: 1, maxLength: 12 });
    const value = fc.oneof(fc.string({ unit: "grapheme" }), fc.integer());
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(names, value), { selector: ([name]) => name.toLowerCase() }),
        (fields) => {
          const written = JSON.stringify(Object.fromEntries(fields), undefined, 1);
          const read = json(written);
          expect(read.flaws).toEqual([]);
          expect(new Map(read.fields)).toEqual(new Map(fields));
        },
      ),
    );
  });

  it("in XML is read as the client writes it", () => {
    const text =
      '<?xml version="1.0" encoding="UTF-8"?>\n<request><MobilePhone>1</MobilePhone><Message>a &amp; b &lt;3</Message></request>\n';
    expect(xml(text)).toEqual({
      fields: [
        ["MobilePhone", "1"],
        ["Message", "a & b <3"],
      ],
      flaws: [],
    });
  });

  it.each([
    ["two fields of one name", json('{"Message":"a","Message":"b"}')],
    ["two that differ in case", json('{"Message":"a","message":"b"}')],
    ["a list", json('{"MobilePhone":["1"]}')],
    ["an object", json('{"MobilePhone":{"0":"1"}}')],
    ["a name with brackets", json('{"MobilePhone[]":"1"}')],
    ["true", json('{"MobilePhone":true}')],
    ["a figure that is rounded", json('{"MobilePhone":16465550123000001}')],
    ["a figure with an exponent", json('{"MobilePhone":1.6465550123e10}')],
    ["a comment", json('{"Message":"a"/**/}')],
    ["something behind it", json('{"Message":"a"}{}')],
    ["a comma too many", json('{"Message":"a",}')],
    ["half a surrogate pair", json('{"Message":"\\ud83d"}')],
    ["a byte order mark", json('\uFEFF{"Message":"a"}')],
    ["nothing in it", json(" ")],
    ["two elements of one name", xml("<request><Message>a</Message><Message>b</Message></request>")],
    ["an attribute", xml('<request><Message a="b">a</Message></request>')],
    ["CDATA", xml("<request><MobilePhone><![CDATA[1]]></MobilePhone></request>")],
    ["a comment in XML", xml("<request><MobilePhone>1<!-- 2 --></MobilePhone></request>")],
    ["nested elements", xml("<request><MobilePhone><a>1</a></MobilePhone></request>")],
    [
      "a DOCTYPE",
      xml('<!DOCTYPE request [<!ENTITY a "1">]><request><MobilePhone>&a;</MobilePhone></request>'),
    ],
    ["another root", xml("<other><Message>a</Message></other>")],
    ["another encoding", xml('<?xml version="1.0" encoding="UTF-16"?><request></request>')],
    ["another type", readBody(Buffer.from("MobilePhone=1"), "application/x-www-form-urlencoded")],
    ["bytes that are no UTF-8", readBody(Uint8Array.of(0x22, 0xff), "application/json")],
  ])("with %s is not plain", (_what, { flaws }) => {
    expect(flaws).not.toEqual([]);
  });
});

describe("a query", () => {
  it("that is read is written as it was", () => {
    const pairs = fc.array(fc.tuple(fc.stringMatching(/^[\w-]{1,8}$/), fc.string({ unit: "grapheme" })));
    fc.assert(
      fc.property(pairs, (all) => {
        expect(readQuery(writeQuery(all))).toEqual(all);
      }),
    );
  });

  it.each(["a[]=1", "a%5B0%5D=1", "a", "a=1&", "a=%zz", "a=1;b=2", "a=1#b", "=1"])(
    "%s is not read",
    (query) => {
      expect(readQuery(query)).toBeUndefined();
    },
  );
});

describe("a request is the planned one", () => {
  const planned: Allowed = {
    name: "n",
    method: "POST",
    path: "/v1/sms/send",
    query: [["access_token", "test_placeholder"]],
    accept: "application/json",
    contentType: "application/json",
    body: json('{"MobilePhone":"nobody","MmsTemplateId":7}'),
  };
  const caller = { address: "127.0.0.1", host: "127.0.0.1", knowsSecret: true, gone: () => false };
  const asking = (other: Partial<Allowed>) =>
    isSame({ ...planned, ...other, bytes: new Uint8Array(), caller }, planned);

  it("when all is the same but the order of its fields", () => {
    expect(asking({})).toBe(true);
    expect(asking({ body: json('{ "MmsTemplateId": 7, "MobilePhone": "nobody" }') })).toBe(true);
  });

  it.each<Partial<Allowed>>([
    { method: "PUT" },
    { path: "/v1/sms-simple/send" },
    { query: [] },
    { query: [["access_token", "unknown"]] },
    { query: [...planned.query, ["page", "1"]] },
    { accept: "application/xml" },
    { contentType: "application/xml" },
    { body: json('{"MobilePhone":"nobody","MmsTemplateId":"7"}') },
    { body: json('{"MobilePhone":"nobody"}') },
  ])("not with %j", (other) => {
    expect(asking(other)).toBe(false);
  });
});

describe("the worst that a request can cost", () => {
  const sms = (fields: object, path = "/v1/sms/send") =>
    worstCaseOf(path, json(JSON.stringify(fields))).credits;
  const to = { MobilePhone: "12125550155" };

  it.each([
    [1, { ...to, Message: "Hello" }],
    [4, { ...to, Message: "x".repeat(480) }],
    [2, { ...to, Message: "ü😀".repeat(30) }],
    [1, { ...to, Message: "" }],
    [4, { ...to, Message: "Hello", MmsTemplateId: 7 }],
    [7, { ...to, Message: "x".repeat(480), MmsTemplateId: 7, MmsResend: 0 }],
    [5, { ...to, Message: "x".repeat(150), MmsTemplateId: 7 }],
    [0, { MobilePhone: "nobody", Message: "Hello" }],
    [0, { MobilePhone: "", Message: "Hello" }],
  ])("is %i credits for %j", (credits, fields) => {
    expect(sms(fields)).toBe(credits);
    expect(sms(fields, "/v1/sms-simple/send")).toBe(credits);
  });

  it("is nothing for what sends nothing", () => {
    expect(worstCaseOf("/v1/credits/balance", json("{}")).credits).toBe(0);
  });
});
