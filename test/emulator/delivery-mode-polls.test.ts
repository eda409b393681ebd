/** Statuses that move with each poll, and what all modes have in common. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Delivery,
  type DeliveryStep,
  decideStep,
  historyAt,
  nextStep,
  pollStep,
  statusAt,
} from "../../src/emulator/domain/delivery.ts";
import { type DeliveryStatusId, isFinal } from "../../src/protocol/delivery-status.ts";
import { TestEmulator, TOKEN } from "../support/test-emulator.ts";
import { DAY, history, OTHER, REPORT, read, statuses, view } from "./delivery-steps.ts";

const SIMPLE_REPORT = "/v1/sms-simple/delivery-report";
const LIST = "/v1/sent-history/single-list";
const VIEW = "/v1/sent-history/single-view";

describe("the mode polls", () => {
  const polls = { delivery: { mode: "polls" } } as const;

  it.each([
    [REPORT, (id: string) => `id=${id}`],
    [SIMPLE_REPORT, (id: string) => `id=${id}`],
    [LIST, () => ""],
    [VIEW, () => "id=1001"],
  ])(
    "[delivery.pace] is a step per read of %s, which tells the status before its step",
    async (path, query) => {
      const emulator = new TestEmulator(polls);
      const id = await emulator.sent();
      const told: number[] = [];
      for (let poll = 0; poll < 4; poll++) told.push(await read(emulator, path, query(id)));
      expect(told).toEqual([1, 10, 2, 2]);
      expect(await history(emulator, id)).toEqual([1, 10, 2]);
    },
  );

  it("[delivery.pace] neither time nor the control API nor another account's read is a step", async () => {
    const test = new TestEmulator(polls);
    const id = await test.sent();
    test.clock.advance(30 * DAY);
    for (let look = 0; look < 3; look++) {
      await view(test, id);
      await test.messages();
      await test.emulator.messages.waitFor({ token: TOKEN });
      await test.call(REPORT, { query: `id=${id}`, token: "test_bob" });
      await test.call(LIST, { token: "test_bob" });
    }
    expect(await read(test, REPORT, `id=${id}`)).toBe(1);
    expect((await view(test, id)).history).toEqual([
      { id: 1, at: "2026-01-15T12:00:00.000Z" },
      { id: 10, at: "2026-02-14T12:00:00.000Z" },
    ]);
  });

  it("[delivery.pace] only the rows of the page that is read take a step", async () => {
    const emulator = new TestEmulator(polls);
    const [older, newer] = [await emulator.sent(), await emulator.sent()];
    await emulator.call(LIST, { query: "per-page=1" });
    expect([await history(emulator, older), await history(emulator, newer)]).toEqual([[1], [1, 10]]);
  });

  it.each<[end: DeliveryStatusId, told: readonly number[]]>([
    [1, [1, 1, 1, 1]],
    [10, [1, 10, 10, 10]],
    [4, [1, 10, 4, 4]],
    [3, [1, 10, 3, 3]],
  ])("[delivery.pace] ends at %i after reads of %j", async (end, told) => {
    const emulator = new TestEmulator({ delivery: { mode: "polls", end } });
    const id = await emulator.sent();
    const seen: number[] = [];
    for (const _ of told) seen.push(await read(emulator, REPORT, `id=${id}`));
    expect(seen).toEqual(told);
  });

  it("[delivery.pace] a mode of one recipient moves its messages alone", async () => {
    const emulator = new TestEmulator();
    await emulator.open(TOKEN, { recipients: { [OTHER]: { mode: "polls" } } });
    const [timed, polled] = [await emulator.sent(), await emulator.sent({ MobilePhone: OTHER })];
    emulator.clock.advance(DAY);
    expect([await history(emulator, timed), await history(emulator, polled)]).toEqual([[1, 10, 2], [1]]);
    await read(emulator, REPORT, `id=${polled}`);
    expect(await history(emulator, polled)).toEqual([1, 10]);
  });
});

describe("all four modes", () => {
  const status = fc.constantFrom(...statuses.map(({ id }) => id));
  const delivery: fc.Arbitrary<Delivery> = fc.record({
    sentAt: fc.constant(0),
    pace: fc.record({
      mode: fc.constantFrom("immediate", "time", "polls", "manual"),
      processedAfterMs: fc.integer({ min: 0, max: 20 }),
      deliveredAfterMs: fc.integer({ min: 0, max: 20 }),
      end: status,
    }),
    end: status,
    taken: fc.constant([]),
  });
  const happening = fc.record({
    kind: fc.constantFrom("time", "poll", "hand"),
    by: fc.integer({ min: 0, max: 8 }),
    status,
  });

  it("[delivery.end] what has been told stays told, and a final status never moves", () => {
    let ended = 0;
    fc.assert(
      fc.property(delivery, fc.array(happening, { maxLength: 30 }), (start, happenings) => {
        let message = start;
        let now = 0;
        let told = historyAt(message, now);
        for (const what of happenings) {
          const wasFinal = isFinal(statusAt(message, now));
          now += what.by;
          const isNowFinal = isFinal(statusAt(message, now));
          const step = stepOf(what, message, now);
          const byHand = what.kind === "hand" && !isNowFinal ? { at: now, status: what.status } : undefined;
          expect(what.kind === "hand" ? step : undefined).toEqual(byHand);
          expect(isNowFinal && step !== undefined).toBe(false);
          const expected = step?.status ?? statusAt(message, now);
          message = { ...message, taken: step === undefined ? message.taken : [...message.taken, step] };
          expect(statusAt(message, now)).toBe(expected);
          const tells = historyAt(message, now);
          expect(tells.at(-1)?.status).toBe(expected);
          expect(wasFinal ? tells : tells.slice(0, told.length)).toEqual(told);
          told = tells;
        }
        if (!isFinal(statusAt(message, now))) return;
        ended += 1;
        expect(nextStep(message, now)).toBeUndefined();
        expect(told.filter((step) => isFinal(step.status))).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
    expect(ended).toBeGreaterThan(50);
  });

  it("[delivery.end] times never go backwards in a history", () => {
    fc.assert(
      fc.property(delivery, fc.integer({ min: 0, max: 40 }), (message, now) => {
        const times = historyAt(message, now).map(({ at }) => at);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(times.every((at) => at <= now)).toBe(true);
      }),
    );
  });
});

/** Step by a poll or a decision by hand; time alone makes none. */
function stepOf(
  { kind, status }: { readonly kind: "time" | "poll" | "hand"; readonly status: DeliveryStatusId },
  message: Delivery,
  now: number,
): DeliveryStep | undefined {
  switch (kind) {
    case "time":
      return undefined;
    case "poll":
      return pollStep(message, now);
    case "hand":
      return decideStep(message, status, now);
  }
}
