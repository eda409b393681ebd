import { describe, expect, it } from "vitest";
import { mergeSettings } from "../../src/emulator/merge-settings.ts";
import { seededDraw } from "../../src/emulator/runtime/random.ts";
import { Fifo } from "../../src/emulator/store/fifo.ts";
import { MemoryStore } from "../../src/emulator/store/memory-store.ts";
import { ManualClock, START } from "../support/manual-clock.ts";
import { describeStore } from "./store-contract.ts";

const draw = seededDraw("store");

describeStore("the memory store", (parts) => new MemoryStore({ ...parts, draw }));

describe("the memory store's windows", () => {
  it("lets go of recipients whose sends no longer count, and of no other", () => {
    const store = new MemoryStore({
      settings: mergeSettings(),
      clock: new ManualClock(),
      draw,
      log: () => {},
    });
    store.admit("test_alice");
    const remember = (recipient: string, at: number): void => {
      store.transact("test_alice", {}, () => ({
        result: null,
        effects: [{ kind: "recent-sends", recipient, sends: [{ at, weight: 1 }] }],
      }));
    };
    const remembered = (recipient: string): boolean =>
      store.transact("test_alice", { recipient }, ({ recentSends }) => ({
        result: recentSends.length > 0,
        effects: [],
      })).result;
    for (let sent = 0; sent < 600; sent++) remember(`old${sent}`, START);
    for (let sent = 0; sent < 600; sent++) remember(`new${sent}`, START + 59_000 + sent * 4);
    expect([remembered("old0"), remembered("old599")]).toEqual([false, false]);
    expect([remembered("new0"), remembered("new599")]).toEqual([true, true]);
  });
});

describe("a queue", () => {
  it("gives back the oldest first, however many have gone through it", () => {
    const queue = new Fifo<number>();
    const taken: (number | undefined)[] = [];
    for (let item = 0; item < 5000; item++) {
      queue.push(item);
      if (item >= 3) taken.push(queue.shift());
    }
    expect(taken).toEqual(Array.from({ length: 4997 }, (_, item) => item));
    expect([...queue]).toEqual([4997, 4998, 4999]);
    expect([queue.size, queue.shift(), queue.shift(), queue.shift(), queue.shift()]).toEqual([
      3,
      4997,
      4998,
      4999,
      undefined,
    ]);
    expect(queue.size).toBe(0);
  });
});
