/** The evidence ledger, held against its sources, the settings, the code and the tests. */
import { describe, expect, it } from "vitest";
import vendorEndpoints from "../../fixtures/vendor/endpoints.json" with { type: "json" };
import { defaultSettings } from "../../src/emulator/index.ts";
import type { Evidence } from "../../src/protocol/evidence/entry.ts";
import { ledgerEntries } from "../../src/protocol/evidence/ledger.ts";
import { readSource, sourceFiles, testTitles } from "../support/test-titles.ts";

type Entry = Evidence & { readonly id: string };

const entries: readonly Entry[] = ledgerEntries();
const ids = new Set(entries.map(({ id }) => id));
const titles = testTitles(sourceFiles("test", "contracts"));
const framework = readSource("fixtures/wire/FRAMEWORK.md");
const vendorReference = readSource("fixtures/vendor/api.md") + readSource("fixtures/vendor/errors.md");
const vendorPages = new Set(vendorEndpoints.map(({ doc_page }) => doc_page));

/** Ids that a title claims, in square brackets; other things in brackets have neither dot nor hyphen. */
function claimedIn(title: string): readonly string[] {
  return Array.from(title.matchAll(/\[([a-z]+(?:[.-][a-z]+)+)\]/g), ([, id = ""]) => id);
}

function from<Source extends Evidence["source"]>(source: Source) {
  return entries.filter(
    (entry): entry is Extract<Entry, { readonly source: Source }> => entry.source === source,
  );
}

describe("the tests", () => {
  it("are found, with their titles", () => {
    expect(titles.length).toBeGreaterThan(200);
    expect(titles.map(({ title }) => title)).toContain("are found, with their titles");
  });

  it.each(entries.map(({ id }) => id))("pin %s", (id) => {
    const pins = titles.filter(({ title, idle }) => !idle && claimedIn(title).includes(id));
    expect(pins.map(({ title }) => title)).not.toEqual([]);
  });

  it("claim no id that the ledger does not have", () => {
    const unknown = titles.filter(({ title }) => claimedIn(title).some((id) => !ids.has(id)));
    expect(unknown).toEqual([]);
  });
});

describe("the sources", () => {
  it.each(from("documented"))("of $id are pages that the vendor has", ({ reference }) => {
    const [, slug = ""] = /^page ([a-z0-9-]+)$/.exec(reference) ?? [];
    const inReference = new RegExp(`(?<![\\w-])${slug}(?![\\w-])`);
    expect(slug).not.toBe("");
    expect(vendorPages.has(slug) || inReference.test(vendorReference)).toBe(true);
  });

  it.each(from("recorded"))("of $id are sections of the framework's record", ({ reference }) => {
    const [, named = ""] = /^FRAMEWORK\.md section (\d+(?:(?:, | and )\d+)*)$/.exec(reference) ?? [];
    const sections = named.match(/\d+/g) ?? [];
    expect(sections).not.toEqual([]);
    for (const section of sections) expect(framework).toMatch(new RegExp(`^## ${section}\\. `, "m"));
  });

  it.each(from("assumed"))("of $id are a setting that exists: $setting", ({ setting }) => {
    const value = setting
      .split(".")
      .reduce<unknown>(
        (node, key) => (Object.hasOwn(Object(node), key) ? Object(node)[key] : undefined),
        defaultSettings,
      );
    expect(value).toBeDefined();
  });

  it.each(from("own"))(
    "of $id are the toolkit's own, without a setting that would not change it",
    (entry) => {
      expect(entry.reference).toMatch(/^the (emulator|toolkit)'s own$/);
      expect(entry).not.toHaveProperty("setting");
    },
  );

  it.each(entries)("of $id are told in a sentence", ({ says, reference }) => {
    expect(says).toMatch(/^\S.{15,}[.`]$/);
    expect(reference).not.toBe("");
  });
});

describe("the code", () => {
  const emulator = sourceFiles("src/emulator").map(readSource).join("\n");

  it.each(entries)("names $id where it decides, or the ledger says that it decides nothing", (entry) => {
    expect(emulator.includes(`"${entry.id}"`)).toBe(!("decides" in entry));
  });
});
