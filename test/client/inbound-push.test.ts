/** Reading the push of a received message, in whatever form a server has its request. */
import { describe, expect, it } from "vitest";
import { isProTextingError, parseInboundPush } from "../../src/client/index.ts";

const query = "number=12125550150&message=Yes+%26+no&keyword=JOIN&carrier_code=77&carrier=Example+Mobile";
const push = {
  number: "12125550150",
  message: "Yes & no",
  keyword: "JOIN",
  carrierCode: "77",
  carrier: "Example Mobile",
};

function failure(request: string): { readonly message: string; readonly fields: unknown } {
  try {
    parseInboundPush(request);
  } catch (error) {
    if (isProTextingError(error, "InvalidInputError")) return error;
    throw error;
  }
  throw new Error("Expected it to be refused.");
}

describe("parseInboundPush", () => {
  it.each([
    ["an address", new URL(`https://shop.example.test/hook?${query}`)],
    ["an address as text", `https://shop.example.test/hook?${query}`],
    ["a request's target", `/hook?${query}`],
    ["a query with its question mark", `?${query}`],
    ["a query", query],
    ["parameters", new URLSearchParams(query)],
    ["an address with further parameters", `/hook?customer=7&${query}#top`],
  ])("reads %s", (_, request) => {
    expect(parseInboundPush(request)).toEqual(push);
  });

  it("takes a question mark that nobody encoded for part of the message", () => {
    for (const start of ["", "?", "/hook?", "http://shop.example.test/a=b?"]) {
      expect(parseInboundPush(`${start}number=1&message=open?`).message).toBe("open?");
    }
  });

  it("has null for what the push may leave out, and keeps an empty message", () => {
    expect(parseInboundPush("number=%2B12125550150&message=")).toEqual({
      number: "+12125550150",
      message: "",
      keyword: null,
      carrierCode: null,
      carrier: null,
    });
  });

  it.each([
    ["", "number is missing; message is missing"],
    ["/hook", "number is missing; message is missing"],
    ["message=hi", "number is missing"],
    ["number=12125550150", "message is missing"],
    ["number=&message=hi", "number should be digits"],
    ["number=Anna&message=hi", "number should be digits"],
    ["number=1&number=2&message=hi", "number is there more than once"],
    [
      "number=1&message=a&message=b&keyword=c&keyword=d",
      "message is there more than once; keyword is there more than once",
    ],
  ])("of %j says what is wrong, and quotes nothing of it", (request, wrong) => {
    const { message, fields } = failure(request);
    expect(message).toBe(
      `Failed to read the pushed message: ${wrong}. Please hand over the request as it came.`,
    );
    expect(fields).toEqual(
      wrong.split("; ").map((said) => {
        const [field = "", ...words] = said.split(" ");
        return { field, message: words.join(" ") };
      }),
    );
  });
});
