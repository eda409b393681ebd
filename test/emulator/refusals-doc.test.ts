/** The guide to refusals says what the code says. */
import { describe, expect, it } from "vitest";
import { magicNumbers } from "../../src/protocol/magic-numbers.ts";
import { CARRIER_BLOCKED, refusalCodes } from "../../src/protocol/refusal-codes.ts";
import { readSource } from "../support/test-titles.ts";

describe("docs/refusals.md", () => {
  const guide = readSource("docs/refusals.md");

  it.each(Object.entries(refusalCodes))("has code %s with its text and its number", (code, text) => {
    const row = guide.split("\n").find((line) => line.startsWith(`| ${code} `));
    const magic = magicNumbers.find(({ says }) => says.startsWith(`refused with code ${code}: `));
    expect(row).toContain(text.slice(0, 60));
    expect(row).toContain(`\`1 XXX 555 01${magic?.nn}\``);
  });

  it("has the carriers' codes", () => {
    expect(guide).toContain(`| > 10000 | \`${CARRIER_BLOCKED}\``);
  });
});
