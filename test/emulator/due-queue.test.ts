/** Queue of entries that fall due, in order of their time. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { DueQueue } from "../../src/emulator/store/due-queue.ts";

it("gives the earliest of what it holds, whatever was put in and taken out before", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 20 })), { maxLength: 60 }), (steps) => {
      const queue = new DueQueue<{ readonly at: number }>();
      const held: number[] = [];
      for (const at of steps) {
        const next = Math.min(...held);
        expect(queue.peek()?.at).toBe(held.length === 0 ? undefined : next);
        if (at === null) {
          queue.pop();
          held.splice(held.indexOf(next), held.length === 0 ? 0 : 1);
        } else {
          queue.push({ at });
          held.push(at);
        }
        expect(queue.size).toBe(held.length);
      }
      const rest = Array.from(held, () => queue.pop()?.at);
      expect(rest).toEqual(held.toSorted((a, b) => a - b));
      expect([queue.pop(), queue.peek(), queue.size]).toEqual([undefined, undefined, 0]);
    }),
    { numRuns: 500, seed: 1 },
  );
});

it("lets go of what is wanted no more and keeps the order of the rest", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 }), (times) => {
      const queue = new DueQueue<{ readonly at: number }>();
      for (const at of times) queue.push({ at });
      queue.keep(({ at }) => at % 2 === 0);
      queue.push({ at: 7 });
      const left = Array.from({ length: queue.size }, () => queue.pop()?.at);
      expect(left).toEqual([...times.filter((at) => at % 2 === 0), 7].toSorted((a, b) => a - b));
    }),
    { numRuns: 300, seed: 1 },
  );
});
