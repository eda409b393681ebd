import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { JournalEntry } from "../../../src/emulator/store/types.ts";
import { Parts, SHOP } from "./parts.ts";

const calls = fc.array(
  fc.record({ token: fc.constantFrom(SHOP, "test_other"), isWrong: fc.boolean(), clears: fc.nat(30) }),
  { maxLength: 60 },
);

it("a walk through the journal finds what the whole journal has, whatever its steps", async () => {
  await fc.assert(
    fc.asyncProperty(
      calls,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      async (made, limit, budget) => {
        const parts = new Parts({ retention: { journal: 25 } });
        for (const { token, isWrong, clears } of made) {
          await parts.send({ MobilePhone: isWrong ? "x" : "16465550150", Message: "Hello" }, token);
          if (clears === 0) await parts.store.clearJournal("test_other");
        }
        for (const filter of [{ token: SHOP }, { status: 422 }, { token: SHOP, rule: "fields.rules" }, {}]) {
          const found: JournalEntry[] = [];
          let before: number | undefined;
          for (;;) {
            const { items, looked, older } = await parts.store.walkJournal(filter, { before, limit, budget });
            expect(looked).toBeLessThanOrEqual(budget);
            found.push(...items);
            if (older === null) break;
            before = older;
          }
          expect(found).toEqual((await parts.store.journal({ ...filter, limit: 1000 })).items);
          for (const entry of found) expect(await parts.store.journalEntry(entry.number)).toBe(entry);
        }
        expect(await parts.store.journalEntry(10_000)).toBeUndefined();
      },
    ),
    { numRuns: 30 },
  );
});
