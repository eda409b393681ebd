/** Server-sent events of the emulator. */
import { describe, expect, it, onTestFinished } from "vitest";
import { eventStream } from "../../src/emulator/control/event-stream.ts";
import type { SettingsInput } from "../../src/emulator/index.ts";
import { mergeSettings } from "../../src/emulator/merge-settings.ts";
import { seededDraw } from "../../src/emulator/runtime/random.ts";
import { MemoryStore } from "../../src/emulator/store/memory-store.ts";
import { WakeUp } from "../../src/emulator/store/wake-up.ts";
import { ManualClock, START } from "../support/manual-clock.ts";
import { json, NO_LIMITS, SEED, startTestEmulator, TestEmulator, TOKEN } from "../support/test-emulator.ts";

interface Frame {
  readonly id: number | undefined;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Reads a stream of events piece by piece. */
class Reader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #frames: Frame[] = [];
  #text = "";

  constructor(body: ReadableStream<Uint8Array> | null) {
    if (body === null) throw new Error("Expected a stream.");
    this.#reader = body.getReader();
    onTestFinished(() => this.leave());
  }

  /** Reads what a stream opens with. */
  async opened(): Promise<this> {
    await this.#reader.read();
    return this;
  }

  /** The next event; undefined at the end of the stream. */
  async next(): Promise<Frame | undefined> {
    for (;;) {
      const frame = this.#frames.shift();
      if (frame !== undefined) return frame;
      const { done, value } = await this.#reader.read();
      if (done) return undefined;
      const pieces = (this.#text + new TextDecoder().decode(value)).split("\n\n");
      this.#text = pieces.pop() ?? "";
      for (const piece of pieces) if (!piece.startsWith(":")) this.#frames.push(frameOf(piece));
    }
  }

  async take(count: number): Promise<readonly (Frame | undefined)[]> {
    const taken: (Frame | undefined)[] = [];
    for (let index = 0; index < count; index++) taken.push(await this.next());
    return taken;
  }

  async leave(): Promise<void> {
    await this.#reader.cancel().catch(() => {});
  }
}

function frameOf(piece: string): Frame {
  const fields = new Map(
    piece.split("\n").map((line) => {
      const colon = line.indexOf(": ");
      return [line.slice(0, colon), line.slice(colon + 2)] as const;
    }),
  );
  const id = fields.get("id");
  return {
    id: id === undefined ? undefined : Number(id),
    event: fields.get("event") ?? "",
    data: JSON.parse(fields.get("data") ?? "null"),
  };
}

/** Summary of a frame: `status 2 at 3000` counts milliseconds from the start. */
function told(frame: Frame | undefined): string {
  if (frame === undefined) return "the end";
  const { at, status, path, from, to } = frame.data;
  if (frame.event === "gap") return `gap ${from}-${to}`;
  const after = Date.parse(String(at)) - START;
  if (frame.event === "journal") return `journal ${path} ${status} at ${after}`;
  const id = typeof status === "object" && status !== null && "id" in status ? ` ${status.id}` : "";
  return `${frame.event}${id} at ${after}`;
}

async function listen(
  emulator: TestEmulator,
  query = "",
  headers: Record<string, string> = {},
): Promise<Reader> {
  const answer = await emulator.emulator.fetch(`http://localhost/_emulator/events${query}`, { headers });
  expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, "text/event-stream"]);
  return new Reader(answer.body);
}

describe("a stream of events", () => {
  it("tells of messages, statuses and requests, with ids that count up", async () => {
    const emulator = new TestEmulator();
    const reader = await listen(emulator);
    const message = await emulator.sent();
    await emulator.emulator.clock.advance("3s");
    const frames = await reader.take(4);
    expect(frames.map((frame) => frame?.id)).toEqual([1, 2, 3, 4]);
    expect(frames.map((frame) => frame?.event)).toEqual(["message", "journal", "status", "status"]);
    const common = { token: "test…", at: "2026-01-15T12:00:00.000Z" };
    expect(frames[0]?.data).toEqual({ type: "message", ...common, message });
    expect(frames[1]?.data).toEqual({
      type: "journal",
      ...common,
      number: 1,
      path: "/v1/sms/send",
      status: 200,
    });
    expect(frames[2]?.data).toEqual({
      type: "status",
      token: "test…",
      at: "2026-01-15T12:00:01.000Z",
      message,
      status: { id: 10, description: "Processed" },
    });
    expect(frames[3]?.data).toMatchObject({ status: { id: 2, description: "Delivered" } });
  });

  it("tells of what handsets write and of who opts out, with the token cut short", async () => {
    const emulator = new TestEmulator();
    const reader = await listen(emulator);
    await emulator.emulator.inbound({ token: TOKEN, from: "12125550150", message: "STOP" });
    await emulator.emulator.inbound({ token: TOKEN, from: "12125550150", message: "START" });
    const common = { token: "test…", at: "2026-01-15T12:00:00.000Z" };
    const inbound = { type: "inbound", ...common, from: "12125550150", to: "82257" };
    const change = { type: "opt-out", ...common, recipient: "12125550150" };
    const frames = await reader.take(4);
    expect(frames.map((frame) => [frame?.event, frame?.data])).toEqual([
      ["inbound", { ...inbound, number: 1 }],
      ["opt-out", { ...change, optedOut: true, by: "handset" }],
      ["inbound", { ...inbound, number: 2 }],
      ["opt-out", { ...change, optedOut: false, by: null }],
    ]);
  });

  it("tells of statuses in the order in which they fell due, many at once, at the time they did", async () => {
    const emulator = new TestEmulator(NO_LIMITS);
    const reader = await listen(emulator);
    for (let sent = 0; sent < 20; sent++) {
      await emulator.sent();
      emulator.clock.advance(100);
    }
    const before = await reader.take(40 + 11);
    const steps = before.filter((frame) => frame?.event === "status").map(told);
    // The first were Processed while the last were sent.
    expect(steps[0]).toBe("status 10 at 1000");
    await emulator.emulator.clock.advance("30d");
    const all = [...before, ...(await reader.take(29))].filter((frame) => frame?.event === "status");
    const times = all.map((frame) => Date.parse(String(frame?.data["at"])) - START);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times).toEqual(
      Array.from({ length: 20 }, (_, sent) => [sent * 100 + 1000, sent * 100 + 3000])
        .flat()
        .toSorted((a, b) => a - b),
    );
  });

  it("tells of a status before the message that was sent after it, however late it is read", async () => {
    const emulator = new TestEmulator();
    const reader = await listen(emulator);
    await emulator.sent();
    emulator.clock.advance(10_000);
    await emulator.sent();
    expect((await reader.take(6)).map(told)).toEqual([
      "message at 0",
      "journal /v1/sms/send 200 at 0",
      "status 10 at 1000",
      "status 2 at 3000",
      "message at 10000",
      "journal /v1/sms/send 200 at 10000",
    ]);
  });

  it("tells nothing more of a message that retention has dropped, however many there were", async () => {
    const emulator = new TestEmulator({
      limits: { rate: null, perRecipient: null, sameText: null },
      account: { credits: 10_000 },
      retention: { messages: 2 },
    });
    await emulator.emulator.clock.freeze();
    const reader = await listen(emulator);
    for (let sent = 0; sent < 1100; sent++) await emulator.sent();
    await reader.take(2 * 1100);
    await emulator.emulator.clock.advance("1m");
    expect((await reader.take(4)).map(told)).toEqual([
      "status 10 at 1000",
      "status 10 at 1000",
      "status 2 at 3000",
      "status 2 at 3000",
    ]);
  });

  it("tells of each status once: by hand, by reads, and at once", async () => {
    const emulator = new TestEmulator();
    const reader = await listen(emulator, `?token=${TOKEN}`);
    const id = await emulator.sent();
    await emulator.control("POST", `messages/${id}/status`, { id: 9 });
    await emulator.emulator.clock.advance("1h");
    await emulator.emulator.accounts.patch(TOKEN, { delivery: { mode: "immediate", end: 8 } });
    await emulator.sent();
    await emulator.emulator.accounts.patch(TOKEN, { delivery: { mode: "polls" } });
    const polled = await emulator.sent();
    await emulator.call("/v1/sms/delivery-report", { query: `id=${polled}` });
    const frames = (await reader.take(10)).map(told).filter((text) => !text.startsWith("journal"));
    const hour = 3_600_000;
    expect(frames).toEqual([
      "message at 0",
      "status 9 at 0",
      `message at ${hour}`,
      `status 8 at ${hour}`,
      `message at ${hour}`,
      `status 10 at ${hour}`,
    ]);
  });

  it("of one account tells of that account alone, and of its clock", async () => {
    const emulator = new TestEmulator();
    const reader = await listen(emulator, "?token=test_bobby");
    await emulator.sent({}, { token: "test_alice" });
    await emulator.sent({}, { token: "test_bobby" });
    await emulator.emulator.clock.advance("1h", { token: "test_alice" });
    await emulator.emulator.clock.advance("2s", { token: "test_bobby" });
    const frames = await reader.take(3);
    expect(frames.map((frame) => frame?.data["token"])).toEqual(["test…", "test…", "test…"]);
    expect(frames.map(told)).toEqual(["message at 0", "journal /v1/sms/send 200 at 0", "status 10 at 1000"]);
    expect(frames.map((frame) => frame?.id)).toEqual([3, 4, 7]);
  });

  it("restored for one account does not tell of the others' statuses twice", async () => {
    const emulator = new TestEmulator();
    const reader = await listen(emulator);
    await emulator.sent({}, { token: "test_alice" });
    await emulator.sent({}, { token: "test_bobby" });
    await reader.take(4);
    const own = await emulator.emulator.snapshot({ token: "test_alice" });
    await emulator.emulator.restore(own, { token: "test_alice" });
    await emulator.emulator.clock.advance("1h");
    await emulator.call("/v1/credits/balance");
    const frames = (await reader.take(5)).map(told);
    expect(frames.filter((text) => text.startsWith("status"))).toHaveLength(4);
    expect(frames.at(-1)).toBe("journal /v1/credits/balance 200 at 3600000");
  });
});

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

describe("the end of the emulator", () => {
  it("ends a stream in order, whether it is being read or not", async () => {
    const emulator = new TestEmulator();
    const [waiting, idle] = [await listen(emulator), await listen(emulator)];
    const end = waiting.next();
    await emulator.emulator.close();
    expect([await end, await idle.next()]).toEqual([undefined, undefined]);
  });

  it("ends a stream over a socket in order, and lets go of the port", async () => {
    const { url, close } = await startTestEmulator();
    const answer = await fetch(`${url}/_emulator/events`);
    const reader = new Reader(answer.body);
    const end = reader.next();
    await close();
    expect(await end).toBeUndefined();
  }, 4500);
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
