/** Hostile text in an answer does nothing in a report but be read. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { htmlReport } from "../../../contracts/report/html.ts";
import { terminalReport } from "../../../contracts/report/terminal.ts";
import { sampleVerification } from "./sample.ts";

const strange = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom(
        ..."<>\"'&/=`\n\r\t\0",
        "</style>",
        "<script>alert(1)</script>",
        "<!--",
        '" onmouseover="x',
      ),
      fc.constantFrom(
        "\u001b]0;title\u0007",
        "\u001b[2J",
        "\u009b2J",
        "\u202e",
        "\u2066",
        "\u2028",
        "\ud800",
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

/** Tags and what is in them but for the values of attributes. */
function skeleton(page: string): readonly string[] {
  return [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/="[^"]*"/g, ""));
}

describe("texts from outside", () => {
  it("leave the page's markup as it is", () => {
    const harmless = skeleton(htmlReport(sampleVerification("harmless")));
    fc.assert(
      fc.property(strange, (text) => {
        expect(skeleton(htmlReport(sampleVerification(text)))).toEqual(harmless);
      }),
    );
  });

  it("are on the page as they are, but for what cannot be seen, which is spelled out", () => {
    const page = htmlReport(sampleVerification(`<b>&"'\u202e\u001b[31m\n`));
    expect(page).toContain(String.raw`<code>&lt;b&gt;&amp;&quot;&#39;\u{202e}\u{1b}[31m\n</code>`);
  });

  it("send a terminal nothing but lines of text, as many as harmless ones", () => {
    const lines = terminalReport(sampleVerification("harmless")).split("\n").length;
    fc.assert(
      fc.property(strange, (text) => {
        const report = terminalReport(sampleVerification(text));
        expect(report.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(report.split("\n")).toHaveLength(lines);
      }),
    );
  });
});
