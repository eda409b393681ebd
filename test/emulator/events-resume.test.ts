/** A stream of events that begins where an earlier one broke off, and what is kept for that. */
import { describe, expect, it } from "vitest";
import { eventStream } from "../../src/emulator/control/event-stream.ts";
import type { SettingsInput } from "../../src/emulator/index.ts";
import { mergeSettings } from "../../src/emulator/merge-settings.ts";
import { seededDraw } from "../../src/emulator/runtime/random.ts";
import { MemoryStore } from "../../src/emulator/store/memory-store.ts";
import { WakeUp } from "../../src/emulator/store/wake-up.ts";
import { ManualClock, START } from "../support/manual-clock.ts";
import { json, NO_LIMITS, SEED, TestEmulator } from "../support/test-emulator.ts";
import { listen, Reader, told } from "./event-reader.ts";

describe("a stream that resumes", () => {
  async function noted(settings?: SettingsInput): Promise<TestEmulator> {
    const emulator = new TestEmulator(settings);
    const first = await listen(emulator);
    for (let call = 0; call < 6; call++) await emulator.call("/v1/credits/balance");
    await first.take(1);
    await first.leave();
    return emulator;
  }

  it.each<[string, Record<string, string>]>([
    ["", { "Last-Event-ID": "4" }],
    ["?after=4", {}],
    ["?after=1", { "Last-Event-ID": "4" }],
  ])("goes on after the event that was seen (%j %j)", async (query, headers) => {
    const reader = await listen(await noted(), query, headers);
    expect((await reader.take(2)).map((frame) => frame?.id)).toEqual([5, 6]);
  });

  it("goes on after what was seen while nobody read", async () => {
    const emulator = await noted();
    await emulator.call("/v1/credits/balance");
    const reader = await listen(emulator, "?after=6");
    expect((await reader.next())?.id).toBe(7);
  });

  it("without an id begins now", async () => {
    const emulator = await noted();
    const reader = await listen(emulator);
    await emulator.call("/v1/credits/balance");
    expect((await reader.next())?.id).toBe(7);
  });

  it("with an id of another run begins now and does not wait for that id", async () => {
    const emulator = await noted();
    const reader = await listen(emulator, "", { "Last-Event-ID": "5000" });
    await emulator.call("/v1/credits/balance");
    expect((await reader.next())?.id).toBe(7);
  });

  it.each(["", "x", "-1", "1.5"])("takes no notice of the Last-Event-ID %j", async (id) => {
    const emulator = await noted();
    const reader = await listen(emulator, "?after=5", { "Last-Event-ID": id });
    expect((await reader.next())?.id).toBe(6);
  });

  it("[retention.events] tells a reader who fell behind of the gap, then what is kept", async () => {
    const emulator = await noted({ retention: { events: 2 } });
    const reader = await listen(emulator, "?after=1");
    const frames = await reader.take(3);
    expect(frames.map(told)).toEqual([
      "gap 2-4",
      "journal /v1/credits/balance 200 at 0",
      "journal /v1/credits/balance 200 at 0",
    ]);
    expect(frames.map((frame) => frame?.id)).toEqual([undefined, 5, 6]);
  });

  it("goes on over a reset and over a restore of an older state, with ids that are new", async () => {
    const emulator = new TestEmulator();
    const older = await emulator.emulator.snapshot();
    const reader = await listen(emulator);
    for (const again of [() => emulator.emulator.reset(), () => emulator.emulator.restore(older)]) {
      await emulator.call("/v1/credits/balance");
      await again();
    }
    await emulator.call("/v1/credits/balance");
    const ids: (number | undefined)[] = [];
    for (
      let frame = await reader.next();
      ids.push(frame?.id) && frame?.id !== 3;
      frame = await reader.next()
    );
    expect(ids.at(-1)).toBe(3);
  });

  it("finds the newest after a restore that left a hole in the ids", async () => {
    const emulator = await noted();
    const older = await emulator.emulator.snapshot();
    for (let call = 0; call < 5; call++) await emulator.call("/v1/credits/balance");
    await emulator.emulator.restore(older);
    const reader = await listen(emulator, "?after=11");
    await emulator.call("/v1/credits/balance");
    expect((await reader.next())?.id).toBe(12);
  });

  it.each(["after=-1", "after=x", "limit=1", "token="])("is 400 for the query %s", async (query) => {
    const answer = await new TestEmulator().control("GET", `events?${query}`);
    const { errors } = json<{ readonly errors: readonly { readonly field: string }[] }>(answer);
    expect([answer.status, errors[0]?.field]).toEqual([400, query.split("=")[0]]);
  });
});

describe("what is held", () => {
  /** A store whose reads by the stream are counted. */
  function counted() {
    const clock = new ManualClock();
    const settings = mergeSettings(NO_LIMITS);
    const store = new MemoryStore({ settings, clock, draw: seededDraw(SEED), log: () => {} });
    const reads = { count: 0 };
    const events = store.events.bind(store);
    store.events = (...query) => {
      reads.count += 1;
      return events(...query);
    };
    return { store, reads };
  }

  function recordCall(store: MemoryStore, number: number): void {
    store.record({
      at: START,
      token: null,
      method: "GET",
      target: `/v1/${number}`,
      fields: null,
      status: 200,
      responseHeaders: {},
      responseBody: "",
      decided: {
        by: "rules",
        explanation: { outcome: "accepted", decidedBy: "credits.answer", steps: [] },
      },
      booksStatus: 200,
      breakage: null,
      fault: null,
    });
  }

  it("until it is read is not lost, although more comes as somebody begins to read", async () => {
    const { store } = counted();
    const { signal: ending } = new AbortController();
    const stream = eventStream({ store, wakeUp: new WakeUp(store, ending), ending }, undefined, undefined);
    const reader = await new Reader(stream).opened();
    for (let number = 1; number <= 2500; number++) recordCall(store, number);
    const first = reader.next();
    for (let number = 2501; number <= 5000; number++) recordCall(store, number);
    const ids = [await first, ...(await reader.take(4999))].map((frame) => frame?.id);
    expect(ids).toEqual(Array.from({ length: 5000 }, (_, index) => index + 1));
  });

  it("[retention.events] for a slow reader is its place: nothing is read for it, then come the gap and the newest", async () => {
    const { store, reads } = counted();
    const ending = new AbortController();
    const stream = eventStream(
      { store, wakeUp: new WakeUp(store, ending.signal), ending: ending.signal },
      undefined,
      undefined,
    );
    const reader = new Reader(stream);
    for (let number = 1; number <= 60_000; number++) {
      recordCall(store, number);
      if (number % 1000 === 0) await Promise.resolve();
    }
    expect(reads.count).toBe(0);
    const [gap, first] = await reader.take(2);
    expect([told(gap), first?.id, first?.data["path"]]).toEqual(["gap 1-10000", 10_001, "/v1/10001"]);
    // One piece at a time, each of a thousand.
    expect(reads.count).toBe(1);
    expect((await reader.take(1000)).at(-1)?.id).toBe(11_001);
    expect(reads.count).toBe(2);
  });

  it("is nothing while nobody has listened", async () => {
    const emulator = new TestEmulator();
    await emulator.sent();
    await emulator.emulator.clock.advance("1h");
    await emulator.call("/v1/credits/balance");
    const { events, lastEvent } = (await emulator.emulator.snapshot()).root;
    expect([events, lastEvent]).toEqual([[], 0]);
  });

  it("by a reader who leaves is let go of", async () => {
    const { store, reads } = counted();
    const listeners = { count: 0 };
    const onChange = store.onChange.bind(store);
    store.onChange = (listener) => {
      listeners.count += 1;
      const stop = onChange(listener);
      return () => {
        listeners.count -= 1;
        stop();
      };
    };
    const { signal: ending } = new AbortController();
    const wakeUp = new WakeUp(store, ending);
    const readers = Array.from(
      { length: 10 },
      () => new Reader(eventStream({ store, wakeUp, ending }, undefined, undefined)),
    );
    for (const reader of readers) void reader.next();
    await Promise.resolve();
    expect(listeners.count).toBe(1);
    for (const reader of readers) await reader.leave();
    expect(listeners.count).toBe(0);
    const before = reads.count;
    store.putAccount("test_alice", {});
    await Promise.resolve();
    expect(reads.count).toBe(before);
  });
});
