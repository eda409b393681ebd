import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { generatedDocs } from "../scripts/docs/generated.ts";
import { ledgerEntries } from "../src/protocol/evidence/ledger.ts";
import { magicFiles } from "../src/protocol/magic-files.ts";
import { magicNumbers } from "../src/protocol/magic-numbers.ts";

const docs = generatedDocs();

function textOf(path: string): string {
  return docs.find((doc) => doc.path === path)?.text ?? "";
}

describe("the docs that are made from code", () => {
  it.each(docs)("$path is up to date (if not: npm run docs)", ({ path, text }) => {
    expect(readFileSync(new URL(`../${path}`, import.meta.url), "utf8")).toBe(text);
  });

  it("the fidelity page has a row for every entry of the ledger", () => {
    const rows = Array.from(textOf("docs/fidelity.md").matchAll(/^\| `([^`]+)` +\|/gm), ([, id]) => id);
    expect(rows).toEqual(ledgerEntries().map(({ id }) => id));
  });

  it("the page of magic numbers has a row for every entry of the catalogue", () => {
    const rows = Array.from(
      textOf("docs/magic-numbers.md").matchAll(/^\| `1 XXX 555 01(\d\d)` \| (.+?) +\|$/gm),
      ([, nn, says]) => ({ nn, says }),
    );
    expect(rows).toEqual(magicNumbers.map(({ nn, says }) => ({ nn, says })));
  });

  it("the page of magic numbers has a row for every magic file", () => {
    const rows = Array.from(
      textOf("docs/magic-numbers.md").matchAll(/^\| `(magic-[^`]+)` +\| (.+?) +\|$/gm),
      ([, file = "", says]) => ({ file: file.replace("<type>", "*"), says }),
    );
    expect(rows).toEqual(magicFiles.map(({ file, says }) => ({ file, says })));
  });

  it("no cell of a table breaks its row", () => {
    for (const { text } of docs) {
      for (const [whole] of text.matchAll(/(?:^\| .*\n)+/gm)) {
        const rows = whole.trimEnd().split("\n");
        const columns = rows.map((row) => row.replaceAll("\\|", "").split("|").length);
        expect(rows.filter((_, index) => columns[index] !== columns[0])).toEqual([]);
      }
    }
  });
});
