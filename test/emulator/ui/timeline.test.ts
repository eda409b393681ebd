import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Message } from "../../../src/emulator/domain/message.ts";
import { timelineOf } from "../../../src/emulator/ui/views/timeline.ts";
import { Parts, SHOP } from "./parts.ts";

/** A message of the real books, sent at another time. */
async function sample(): Promise<Message> {
  const parts = new Parts();
  await parts.send({ MobilePhone: "16465550150", Message: "Hello" });
  const [message] = await parts.all({ token: SHOP });
  if (message === undefined) throw new Error("Expected a message.");
  return message;
}

const message = await sample();

function historyOf(times: readonly number[], credits: number) {
  let balance = credits;
  const messages = times.map((sentAt): Message => {
    const facts = { ...message.facts, balance };
    balance -= message.credits;
    return { ...message, sentAt, facts };
  });
  let reads = 0;
  const at = (position: number): Message | undefined => {
    reads += 1;
    return messages[position];
  };
  return { messages, history: { total: messages.length, at }, left: () => balance, reads: () => reads };
}

it("each piece of the picture counts what was sent in it, and ends with the balance that was left", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 200 }),
      fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined }),
      fc.integer({ min: 1, max: 60 }),
      async (unordered, from, pieces) => {
        const times = unordered.toSorted((a, b) => a - b);
        const { messages, history, left } = historyOf(times, 1000);
        const timeline = await timelineOf(history, { from, to: 100_000, pieces }, left());
        const starts = timeline?.pieces.map((piece) => piece.from) ?? [];
        const ends = [...starts.slice(1), timeline?.to ?? 0];
        const naive = starts.map((start, index) => {
          const end = ends[index] ?? 0;
          const before = messages.filter(({ sentAt }) => sentAt < end);
          const last = before.at(-1);
          return {
            sends: before.filter(({ sentAt }) => sentAt >= start).length,
            balance: last === undefined ? 1000 : last.facts.balance - last.credits,
          };
        });
        expect(timeline?.pieces.map(({ sends, balance }) => ({ sends, balance }))).toEqual(naive);
      },
    ),
  );
});

it("a picture of 100,000 messages looks at few of them", async () => {
  const { history, left, reads } = historyOf(
    Array.from({ length: 100_000 }, (_, index) => index * 10),
    1_000_000,
  );
  const timeline = await timelineOf(history, { from: undefined, to: 1_000_000, pieces: 48 }, left());
  expect(timeline?.sends).toBe(100_000);
  expect(reads()).toBeLessThan(1000);
});

it("an account that has sent nothing has no picture", async () => {
  const { history } = historyOf([], 1000);
  expect(await timelineOf(history, { from: undefined, to: 5, pieces: 48 }, 1000)).toBeUndefined();
});
