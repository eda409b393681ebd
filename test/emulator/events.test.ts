/** Server-sent events of the emulator. */
import { describe, expect, it } from "vitest";
import { START } from "../support/manual-clock.ts";
import { NO_LIMITS, startTestEmulator, TestEmulator, TOKEN } from "../support/test-emulator.ts";
import { listen, Reader, told } from "./event-reader.ts";

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
