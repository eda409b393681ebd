import { describe, expect, it } from "vitest";
import { multipartTexts } from "../../src/emulator/framework/multipart.ts";
import { json, RECIPIENT, TestEmulator } from "../support/test-emulator.ts";

const TYPE = "multipart/form-data; boundary=cut";

/** Lines ended as on the wire. */
function lines(...written: readonly string[]): string {
  return written.join("\r\n");
}

function part(name: string, value: string): string {
  return lines("--cut", `Content-Disposition: form-data; name="${name}"`, "", value, "");
}

function texts(body: string, type = TYPE): readonly (readonly [string, string])[] {
  return [...multipartTexts(type, body)];
}

describe("multipart bodies, as PHP reads them", () => {
  it("[body.form] give their texts in order, line ends inside kept", () => {
    const body = `${part("a", "1")}${part("b", "x\r\n\ny\n")}${part("a", "")}--cut--\r\n`;
    expect(texts(body)).toEqual([
      ["a", "1"],
      ["b", "x\r\n\ny\n"],
      ["a", ""],
    ]);
  });

  it.each([
    ["a quoted boundary", 'multipart/form-data; charset=utf-8; boundary="cut"'],
    ["a boundary in single quotes", "multipart/form-data; boundary='cut'"],
    ["a name in other letters", "Multipart/Form-Data; BOUNDARY=cut; x=y"],
  ])("[body.form] take %s", (_, type) => {
    expect(texts(`${part("a", "1")}--cut--`, type)).toEqual([["a", "1"]]);
  });

  it.each([
    ["lines that end with LF alone", '--cut\nContent-Disposition: form-data; name="a"\n\n1\n--cut--\n', "1"],
    ["an unquoted name", lines("--cut", "content-disposition: form-data; name=a", "", "1", "--cut--"), "1"],
    ["an escaped quote in the name", `${part('a\\"b', "1")}--cut--`, "1"],
    ["what stands before the first boundary", `preamble\r\n${part("a", "1")}--cut--`, "1"],
    [
      "other headers",
      lines(
        "--cut",
        "Content-Type: text/plain",
        'Content-Disposition: form-data; name="a"',
        "",
        "1",
        "--cut--",
      ),
      "1",
    ],
    ["a body that breaks off, as far as it goes", `${part("a", "1").trimEnd()}23`, "123"],
    ["a boundary inside a line, which is text", `${part("a", "x--cut--y")}--cut--`, "x--cut--y"],
  ])("[body.form] take %s", (_, body, value) => {
    expect(texts(body).map(([, text]) => text)).toEqual([value]);
  });

  it.each([
    ["no boundary in the type", "multipart/form-data", part("a", "1")],
    ["another boundary", "multipart/form-data; boundary=other", part("a", "1")],
    ["a part without a name", TYPE, lines("--cut", "Content-Disposition: form-data", "", "1", "--cut--")],
    ["a part without headers", TYPE, lines("--cut", "", "1", "--cut--")],
    ["headers that do not end", TYPE, lines("--cut", 'Content-Disposition: form-data; name="a"')],
    [
      "a file",
      TYPE,
      lines("--cut", 'Content-Disposition: form-data; name="a"; filename="a.txt"', "", "1", "--cut--"),
    ],
    ["an empty body", TYPE, ""],
  ])("[body.form] have no texts in %s", (_, type, body) => {
    expect(texts(body, type)).toEqual([]);
  });

  it("[query.php] names make arrays as in a query, and the last duplicate wins", async () => {
    const body =
      part("MobilePhone", "x") +
      part("MobilePhone", RECIPIENT) +
      part("Message[]", "a") +
      part("Subject", "s");
    const answer = await new TestEmulator().call("/v1/sms/send", {
      method: "POST",
      contentType: TYPE,
      body: `${body}--cut--`,
    });
    expect(json(answer)).toEqual([{ field: "Message", message: "Message must be a string." }]);
  });
});
