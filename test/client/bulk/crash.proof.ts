/** A process that dies between any two steps of a run, and the runs that go on after it. */
import { describe, expect, it } from "vitest";
import type { BulkItem, Journal, JournalEntry, ProTexting } from "../../../src/client/index.ts";
import { collect, MemoryJournal, messages, turns, type World, world } from "./support.ts";

/** Everything a process does that others see, up to the step at which it dies: then nothing ever goes on. */
class Mortal {
  #steps = 0;
  readonly #diesAt: number;
  #die: () => void = () => undefined;
  readonly death = new Promise<"dead">((resolve) => {
    this.#die = () => resolve("dead");
  });

  constructor(diesAt: number) {
    this.#diesAt = diesAt;
  }

  async step(): Promise<void> {
    if (++this.#steps < this.#diesAt) return;
    this.#die();
    await new Promise<never>(() => undefined);
  }

  /** Dies before an entry is kept, while it is being written, or after that and before the caller knows. */
  journal(kept: MemoryJournal): Journal {
    return {
      read: () => kept.read(),
      append: async (entry: JournalEntry) => {
        await this.step();
        await turns(1);
        await this.step();
        await kept.append(entry);
        await this.step();
      },
    };
  }

  /** Dies before a request arrives, or after that and before its answer is here. */
  client({ connect, fetch }: World): ProTexting {
    return connect({
      fetch: async (url, init) => {
        await this.step();
        const answer = await fetch(url, init);
        await this.step();
        return answer;
      },
    });
  }
}

/** Text of sends by another client. */
const OTHER = "other";

/** One life of a process. @returns whether it came to its end */
async function live(
  there: World,
  list: readonly BulkItem[],
  kept: MemoryJournal,
  diesAt: number,
): Promise<boolean> {
  const mortal = new Mortal(diesAt);
  const run = mortal.client(there).sms.sendMany(list, { journal: mortal.journal(kept), concurrency: 2 });
  const end = await Promise.race([there.time.run(Promise.race([run, mortal.death])), mortal.death]);
  await turns(5);
  return end !== "dead";
}

/** Checks what must be true once a run has come to its end. */
async function check(
  there: World,
  list: readonly BulkItem[],
  kept: MemoryJournal,
  lives: string,
): Promise<number> {
  const { results } = await there.time.run(
    collect(there.connect().sms.sendMany(list, { journal: kept, reconcile: true })),
  );
  const { items: all } = await there.emulator.messages.list({ limit: 1000 });
  const items = all.filter(({ text }) => !text.startsWith(OTHER));
  const told = results
    .toSorted((a, b) => a.index - b.index)
    .map((result) => ({ outcome: result.outcome, id: "id" in result ? result.id : undefined }));
  const truth = list.map(({ message }) => {
    const booked = items.filter(({ text }) => text === message);
    return { outcome: booked.length === 1 ? "accepted" : "unknown", id: booked[0]?.id };
  });
  expect({ lives, told, booked: items.length }).toEqual({
    lives,
    told: truth,
    booked: new Set(items.map(({ text }) => text)).size,
  });
  return told.filter(({ outcome }) => outcome === "unknown").length;
}

describe("a process that dies at any step", () => {
  const list = messages(6).map((item, index) => ({ ...item, mobilePhone: `1212555015${index % 3}` }));

  it("leaves nothing that is sent twice: each item is accepted once, or in doubt and never sent again", async () => {
    let finished = false;
    let steps = 0;
    for (; !finished; steps++) {
      const there = world();
      const kept = new MemoryJournal();
      finished = await live(there, list, kept, steps + 1);
      const inDoubt = await check(there, list, kept, `dies at step ${steps + 1}`);
      expect(inDoubt).toBeLessThanOrEqual(2);
    }
    // For each item two appends with three places to die, and a request with two.
    expect(steps).toBe(list.length * 8 + 1);
  });

  it("leaves nothing that is sent twice, whenever it dies again on resuming", async () => {
    let lives = 0;
    for (let first = 1; first <= 24; first++) {
      for (let second = 1; second <= 24; second++) {
        const there = world();
        const kept = new MemoryJournal();
        const short = list.slice(0, 3);
        await live(there, short, kept, first);
        await live(there, short, kept, second);
        await check(there, short, kept, `dies at step ${first}, then at step ${second}`);
        lives++;
      }
    }
    expect(lives).toBe(576);
  });

  it("while it waits to send again after a refusal leaves that item to be sent", async () => {
    const there = world({ limits: { rate: null } });
    const kept = new MemoryJournal();
    // Another client has used up the recipient's limit.
    for (let count = 0; count < 10; count++) {
      await there.time.run(
        there.connect().sms.send({ mobilePhone: "12125550150", message: `${OTHER} ${count}` }),
      );
    }
    const before = there.emulator;
    void there.connect({ retries: 2 }).sms.sendMany(list.slice(0, 1), { journal: kept });
    await turns(50);
    expect(kept.states()).toEqual(["#0 sending", "#0 postponed"]);
    there.time.clock.advance(61_000);
    expect((await before.messages.list({})).total).toBe(10);
    await check(there, list.slice(0, 1), new MemoryJournal(kept.entries), "dies while it waits");
  });
});
