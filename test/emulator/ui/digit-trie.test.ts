import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DigitTrie } from "../../../src/emulator/store/conversations/digit-trie.ts";

/** Few digits, so that many begin alike. */
const someDigits = fc.string({ unit: fc.constantFrom("1", "2", "3"), maxLength: 6 });

function trieOf(end: "first" | "last", numbers: readonly string[]) {
  const trie = new DigitTrie<{ readonly recipient: string }>(end);
  const items = numbers.map((recipient) => ({ recipient }));
  for (const item of items) trie.add(item);
  return { trie, items };
}

describe.each([
  { end: "first", fits: (number: string, digits: string) => number.startsWith(digits) },
  { end: "last", fits: (number: string, digits: string) => number.endsWith(digits) },
] as const)("numbers by their $end digits", ({ end, fits }) => {
  it("are those that fit, whatever came and went before", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(someDigits, { minLength: 20, maxLength: 400, size: "max" }),
        fc.nat(200),
        someDigits,
        (numbers, gone, wanted) => {
          const { trie, items } = trieOf(end, numbers);
          for (const item of items.slice(0, gone)) trie.delete(item);
          const found = trie.find(wanted, 1000).map(({ recipient }) => recipient);
          expect(found.toSorted()).toEqual(
            numbers
              .slice(gone)
              .filter((number) => fits(number, wanted))
              .toSorted(),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it("are no more than asked for", () => {
    const numbers = Array.from({ length: 500 }, (_, index) => `1${String(index).padStart(3, "0")}1`);
    expect(trieOf(end, numbers).trie.find("1", 3)).toHaveLength(3);
  });
});
