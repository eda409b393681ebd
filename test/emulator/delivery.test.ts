import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { historyAt, statusAt } from "../../src/emulator/domain/delivery.ts";
import { json, type MessageView, TestEmulator, TOKEN } from "../support/test-emulator.ts";

async function reported(emulator: TestEmulator, id: string): Promise<unknown> {
  const answer = await emulator.call("/v1/sms/delivery-report", { query: `id=${id}` });
  const [{ DeliveryStatus_Id, DeliveryStatus_Description }] = JSON.parse(answer.text);
  return [DeliveryStatus_Id, DeliveryStatus_Description];
}

const PENDING = ["1", "Pending"];
const PROCESSED = ["10", "Processed"];
const DELIVERED = ["2", "Delivered"];

describe("delivery in time", () => {
  it.each([
    [0, PENDING],
    [999, PENDING],
    [1000, PROCESSED],
    [2999, PROCESSED],
    [3000, DELIVERED],
    [30 * 24 * 3600 * 1000, DELIVERED],
  ])("[delivery.pace] %i ms after the send the report says %j", async (ms, status) => {
    const emulator = new TestEmulator();
    const id = await emulator.sent();
    emulator.clock.advance(ms);
    expect(await reported(emulator, id)).toEqual(status);
  });

  it("[delivery.pace] reading changes nothing: each message has its own time", async () => {
    const emulator = new TestEmulator();
    const first = await emulator.sent();
    emulator.clock.advance(2500);
    const second = await emulator.sent();
    expect(await reported(emulator, first)).toEqual(PROCESSED);
    expect(await reported(emulator, first)).toEqual(PROCESSED);
    emulator.clock.advance(500);
    expect(await reported(emulator, first)).toEqual(DELIVERED);
    expect(await reported(emulator, second)).toEqual(PENDING);
  });

  it("[delivery.pace] the control API shows the status and when each began", async () => {
    const emulator = new TestEmulator();
    const id = await emulator.sent();
    emulator.clock.advance(1500);
    const view = json<MessageView>(await emulator.control("GET", `messages/${id}`));
    expect(view).toMatchObject({
      sentAt: "2026-01-15T12:00:00.000Z",
      status: { id: 10, description: "Processed" },
      history: [
        { id: 1, at: "2026-01-15T12:00:00.000Z" },
        { id: 10, at: "2026-01-15T12:00:01.000Z" },
      ],
    });
  });

  it("[delivery.pace] immediate mode delivers at once", async () => {
    const emulator = new TestEmulator({ delivery: { mode: "immediate" } });
    expect(await reported(emulator, await emulator.sent())).toEqual(DELIVERED);
  });

  it("[delivery.pace] an account may have its own pace, from its next message on", async () => {
    const emulator = new TestEmulator();
    await emulator.open(TOKEN, { delivery: { processedAfterMs: 10, deliveredAfterMs: 20 } });
    const fast = await emulator.sent();
    await emulator.control("PATCH", `accounts/${TOKEN}`, { delivery: { mode: "immediate" } });
    const immediate = await emulator.sent();
    const elsewhere = await emulator.sent({}, { token: "test_bob" });
    expect([await reported(emulator, fast), await reported(emulator, immediate)]).toEqual([
      PENDING,
      DELIVERED,
    ]);
    emulator.clock.advance(20);
    expect(await reported(emulator, fast)).toEqual(DELIVERED);
    expect(
      json(await emulator.call("/v1/sms/delivery-report", { query: `id=${elsewhere}`, token: "test_bob" })),
    ).toMatchObject([{ DeliveryStatus_Id: "1" }]);
  });
});

describe("a status without a plan", () => {
  it("[delivery.pace] is the last one of the history, whatever the pace, the end and the time", () => {
    const delivery = fc.record({
      sentAt: fc.integer({ min: 0, max: 10_000 }),
      pace: fc.record({
        mode: fc.constantFrom("time" as const, "immediate" as const),
        processedAfterMs: fc.integer({ min: 0, max: 50 }),
        deliveredAfterMs: fc.integer({ min: 0, max: 50 }),
        end: fc.constant(2 as const),
      }),
      end: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 10 as const),
      taken: fc.constant([]),
    });
    fc.assert(
      fc.property(delivery, fc.integer({ min: 0, max: 120 }), (sent, passed) => {
        const now = sent.sentAt + passed;
        expect(statusAt(sent, now)).toBe(historyAt(sent, now).at(-1)?.status);
      }),
      { seed: 3, numRuns: 1000 },
    );
  });
});
