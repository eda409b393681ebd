import { describe, expect, it } from "vitest";
import { json, TestEmulator } from "../support/test-emulator.ts";

const PATH = "/v1/credits/balance";
const REFUSED = "None of your requested content types is supported.";

/** `json`, `xml` or the refusal's status and message. */
async function outcome(emulator: TestEmulator, accept: string | undefined, query = ""): Promise<string> {
  const answer = await emulator.call(PATH, { query, ...(accept === undefined ? {} : { accept }) });
  if (answer.status === 200) {
    const [, format = ""] = /^application\/(json|xml); charset=UTF-8$/.exec(type(answer)) ?? [];
    return format;
  }
  return `${answer.status} ${json<{ readonly message: string }>(answer).message}`;
}

function type({ headers }: { readonly headers: Headers }): string {
  return headers.get("Content-Type") ?? "";
}

describe("the format of the answer", () => {
  it.each([
    [undefined, "json"],
    ["", "json"],
    [" , ,", "json"],
    ["*/*", "json"],
    ["application/json", "json"],
    ["application/xml", "xml"],
    ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "xml"],
    ["application/xml, application/json", "xml"],
    ["application/json, application/xml", "json"],
    ["application/xml;q=0.5,application/json;q=0.9", "json"],
    ["application/json;q=0.5,application/xml;q=0.9", "xml"],
    ["application/json;q=0", "json"],
    ["application/json;q=0, application/xml", "xml"],
    ["*/*;q=1.0, application/xml;q=0.1", "xml"],
    ["*/*, application/xml;q=0.1", "xml"],
    ["image/png, */*;q=0.1", "json"],
    ["image/png, application/xml;q=0.2", "xml"],
    ["application/json; charset=UTF-8", "json"],
    ["application/xml;version=1.0", "xml"],
    ["application/xml;q=nonsense, application/json;q=0.1", "json"],
  ])("[negotiate.accept] Accept: %s gives %s", async (accept, format) => {
    expect(await outcome(new TestEmulator(), accept)).toBe(format);
  });

  it.each([
    "application/*",
    "text/xml",
    "text/html",
    "APPLICATION/XML",
    "Application/Json",
    "application/hal+json",
    "*",
    "image/png",
    "application/jsonp",
    "__proto__",
  ])("[negotiate.accept] Accept: %s is 415, in JSON", async (accept) => {
    const answer = await new TestEmulator().call(PATH, { accept });
    expect([answer.status, answer.reason, type(answer)]).toEqual([
      415,
      "Unsupported Media Type",
      "application/json; charset=UTF-8",
    ]);
    expect(json(answer)).toEqual({ name: "Unsupported Media Type", message: REFUSED, code: 0, status: 415 });
  });

  it.each([
    ["_format=xml", undefined, "xml"],
    ["_format=json", "application/xml", "json"],
    ["_format=xml", "image/png", "xml"],
    ["_format=json&_format=xml", undefined, "xml"],
    [".format=xml", undefined, "xml"],
  ])("[negotiate.format-parameter] ?%s with Accept: %s gives %s", async (query, accept, format) => {
    expect(await outcome(new TestEmulator(), accept, query)).toBe(format);
  });

  it.each(["XML", "html", "application/xml", "xml ", ""])(
    "[negotiate.unknown-format] ?_format=%s is 415 in JSON, though Accept is fine",
    async (format) => {
      const emulator = new TestEmulator();
      const query = `_format=${encodeURIComponent(format)}`;
      const answer = await emulator.call(PATH, { query, accept: "application/xml" });
      expect(type(answer)).toBe("application/json; charset=UTF-8");
      expect(await outcome(emulator, undefined, query)).toBe(
        `415 The requested response format is not supported: ${format}`,
      );
    },
  );

  it.each([
    ["2.0.13", "500 An internal server error occurred."],
    ["2.0.55", "400 Invalid data received for GET parameter '_format'."],
  ] as const)(
    "[negotiate.unknown-format] in release %s one in brackets is %s",
    async (framework, refusal) => {
      const emulator = new TestEmulator({ framework });
      expect(await outcome(emulator, undefined, "_format[]=xml")).toBe(refusal);
      expect(await outcome(emulator, undefined, "_format[a][b]=json")).toBe(refusal);
    },
  );

  it("[errors.release] in release 2.0.55 the refusals are 406 Not Acceptable", async () => {
    const older = new TestEmulator({ framework: "2.0.13" });
    const newer = new TestEmulator({ framework: "2.0.55" });
    expect(await outcome(older, "image/png")).toBe(`415 ${REFUSED}`);
    expect(await outcome(newer, "image/png")).toBe(`406 ${REFUSED}`);
    const answer = await newer.call(PATH, { query: "_format=html" });
    expect([answer.status, answer.reason]).toEqual([406, "Not Acceptable"]);
  });
});
