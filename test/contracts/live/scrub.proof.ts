/** The token in an answer, in whatever spelling. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PLACEHOLDER, scrubber } from "../../../contracts/live/egress/scrub.ts";

const visible = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 8,
  maxLength: 40,
});
const around = fc
  .string({ unit: "binary", maxLength: 20 })
  .map((text) => Buffer.from(text).toString("latin1"));

const spellings: Readonly<Record<string, (token: string) => string>> = {
  raw: (token) => token,
  "percent-encoded": (token) => encodeURIComponent(token),
  "percent-encoded twice, in small letters": (token) =>
    encodeURIComponent(encodeURIComponent(token)).toLowerCase(),
  "JSON with escaped slashes": (token) => JSON.stringify(token).slice(1, -1).replaceAll("/", "\\/"),
  "JSON escapes for every letter": (token) =>
    Array.from(token, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join(""),
  "XML entities": (token) =>
    token.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
  "XML references": (token) =>
    Array.from(token, (letter) => `&#x${letter.charCodeAt(0).toString(16)};`).join(""),
  hex: (token) => Buffer.from(token).toString("hex"),
  "UTF-16": (token) => Buffer.from(token, "utf16le").toString("latin1"),
};

describe("the token is taken out of an answer", () => {
  it.each(Object.entries(spellings))("%s", (_name, spell) => {
    fc.assert(
      fc.property(visible, around, around, (token, before, after) => {
        const scrubbed = scrubber(token)(before + spell(token) + after);
        expect(scrubbed).toContain(PLACEHOLDER);
        expect(scrubbed).not.toContain(spell(token));
      }),
    );
  });

  it.each(["base64", "base64url"] as const)("%s, wherever it stands in what was encoded", (encoding) => {
    fc.assert(
      fc.property(
        visible,
        fc.uint8Array({ maxLength: 5 }),
        fc.uint8Array({ maxLength: 5 }),
        (token, before, after) => {
          const encoded = Buffer.concat([before, Buffer.from(token), after]).toString(encoding);
          const scrubbed = scrubber(token)(encoded);
          expect(scrubbed).toContain(PLACEHOLDER);
          expect(Buffer.from(scrubbed, encoding).toString("latin1")).not.toContain(token);
        },
      ),
    );
  });

  it("and nothing else is touched", () => {
    const text =
      '{"AvailableCredits":1000,"Url":"https://api2.protexting.com/v1/sms/send?access_token=other"}';
    expect(scrubber("live_token_1")(text)).toBe(text);
  });
});
