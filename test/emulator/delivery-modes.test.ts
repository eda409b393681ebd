/** Final statuses of messages, and the way there in each mode; a final status never changes. */
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
import { type DeliveryStatusId, deliveryStatuses, isFinal } from "../../src/protocol/delivery-status.ts";
import {
  type Answered,
  json,
  type MessageView,
  RECIPIENT,
  TestEmulator,
  TOKEN,
} from "../support/test-emulator.ts";

const REPORT = "/v1/sms/delivery-report";
const SIMPLE_REPORT = "/v1/sms-simple/delivery-report";
const LIST = "/v1/sent-history/single-list";
const VIEW = "/v1/sent-history/single-view";
const OTHER = "13105550151";
const DAY = 86_400_000;

const statuses = ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] satisfies DeliveryStatusId[]).map((id) => ({ id }));

async function view(emulator: TestEmulator, id: string): Promise<MessageView> {
  return json<MessageView>(await emulator.control("GET", `messages/${id}`));
}

/** Ids of the statuses it has had. */
async function history(emulator: TestEmulator, id: string): Promise<readonly number[]> {
  return (await view(emulator, id)).history.map((entry) => entry.id);
}

async function decide(emulator: TestEmulator, id: string, status: unknown): Promise<Answered> {
  return await emulator.control("POST", `messages/${id}/status`, { id: status });
}

/** The status that a read through the vendor's API tells. */
async function read(emulator: TestEmulator, path: string, query: string): Promise<number> {
  const parsed: unknown = JSON.parse((await emulator.call(path, { query })).text);
  const row: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  return Number(Object(row).DeliveryStatus_Id);
}

describe("where a message ends", () => {
  it.each(statuses)("[delivery.end] by its account: $id", async ({ id: end }) => {
    const emulator = new TestEmulator();
    await emulator.open(TOKEN, { delivery: { end } });
    const id = await emulator.sent();
    emulator.clock.advance(DAY);
    expect((await view(emulator, id)).status).toEqual({ id: end, description: deliveryStatuses[end] });
    expect(await history(emulator, id)).toEqual(end === 1 ? [1] : end === 10 ? [1, 10] : [1, 10, end]);
  });

  it("[delivery.end] Delivered, unless somebody says otherwise, and the explanation names who", async () => {
    const emulator = new TestEmulator({ delivery: { mode: "immediate" } });
    await emulator.open(TOKEN, { recipients: { [OTHER]: { end: 12 } } });
    const ids = [
      await emulator.sent(),
      await emulator.sent({ MobilePhone: OTHER }),
      await emulator.sent({ MobilePhone: "12125550103" }),
    ];
    const views = await Promise.all(ids.map((id) => view(emulator, id)));
    expect(views.map(({ status }) => status.description)).toEqual(["Delivered", "Expired", "Failed"]);
    const said = ({ explanation }: MessageView) =>
      explanation.steps.find(({ rule }) => rule === "delivery.end" || rule === "magic.delivery");
    expect(views.map(said)).toMatchObject([
      { rule: "delivery.end", inputs: { decidedBy: "account" } },
      { rule: "delivery.end", inputs: { decidedBy: "recipient" } },
      { rule: "magic.delivery", inputs: { decidedBy: "magic" } },
    ]);
  });

  it("[delivery.end] by the account's entry for the recipient, set while it runs, for messages to come", async () => {
    const emulator = new TestEmulator({ delivery: { mode: "immediate" } });
    const before = await emulator.sent();
    const patched = await emulator.control("PATCH", `accounts/${TOKEN}`, {
      recipients: { [RECIPIENT]: { end: 5 }, [OTHER]: { mode: "manual" } },
    });
    expect(patched.status).toBe(200);
    const ids = [before, await emulator.sent(), await emulator.sent({ MobilePhone: OTHER })];
    const shown = await Promise.all(ids.map(async (id) => (await view(emulator, id)).status.id));
    expect(shown).toEqual([2, 5, 1]);
  });

  it("[delivery.end] by the recipient's entry before its magic number, which an entry of a mode leaves alone", async () => {
    const emulator = new TestEmulator({ delivery: { mode: "immediate" } });
    const [failed, rejected] = ["12125550103", "12125550105"];
    await emulator.open(TOKEN, { recipients: { [failed]: { end: 12 }, [rejected]: { mode: "time" } } });
    const [first, second] = [
      await emulator.sent({ MobilePhone: failed }),
      await emulator.sent({ MobilePhone: rejected }),
    ];
    expect([await history(emulator, first), await history(emulator, second)]).toEqual([[12], [1]]);
    emulator.clock.advance(3000);
    expect(await history(emulator, second)).toEqual([1, 10, 5]);
  });

  it.each([
    [{ recipients: { "+1 212": { end: 2 } } }, "recipients.+1 212"],
    [{ recipients: { [RECIPIENT]: { end: 13 } } }, `recipients.${RECIPIENT}.end`],
    [{ recipients: { [RECIPIENT]: { mode: "slow" } } }, `recipients.${RECIPIENT}.mode`],
    [{ delivery: { end: 0 } }, "delivery.end"],
  ])("[delivery.end] what is none is named: %j", async (patch, field) => {
    const emulator = new TestEmulator();
    await emulator.open(TOKEN);
    const answer = await emulator.control("PATCH", `accounts/${TOKEN}`, patch);
    expect([answer.status, json<{ readonly errors: unknown }>(answer).errors]).toEqual([
      400,
      [expect.objectContaining({ field })],
    ]);
  });
});

describe("decided by hand", () => {
  it("[delivery.end] a message moves at once, its history keeps the times, and its plan goes on", async () => {
    const emulator = new TestEmulator();
    const id = await emulator.sent();
    emulator.clock.advance(500);
    const answer = await decide(emulator, id, 4);
    expect([answer.status, json<MessageView>(answer).status]).toEqual([
      200,
      { id: 4, description: "Bufered" },
    ]);
    emulator.clock.advance(DAY);
    expect((await view(emulator, id)).history).toEqual([
      { id: 1, at: "2026-01-15T12:00:00.000Z" },
      { id: 4, at: "2026-01-15T12:00:00.500Z" },
      { id: 10, at: "2026-01-15T12:00:01.000Z" },
      { id: 2, at: "2026-01-15T12:00:03.000Z" },
    ]);
  });

  it("[delivery.end] a final status ends the plan, and a second one is refused", async () => {
    const emulator = new TestEmulator();
    const id = await emulator.sent();
    emulator.clock.advance(1500);
    expect((await decide(emulator, id, 3)).status).toBe(200);
    emulator.clock.advance(DAY);
    const again = await decide(emulator, id, 2);
    expect([again.status, json(again)]).toEqual([
      409,
      {
        type: "about:blank",
        status: 409,
        title: "Conflict",
        detail: `The status of the message "${id}" is final and does not move.`,
      },
    ]);
    expect((await view(emulator, id)).history).toEqual([
      { id: 1, at: "2026-01-15T12:00:00.000Z" },
      { id: 10, at: "2026-01-15T12:00:01.000Z" },
      { id: 3, at: "2026-01-15T12:00:01.500Z" },
    ]);
    expect(await read(emulator, REPORT, `id=${id}`)).toBe(3);
  });

  it("[delivery.end] one that has ended by itself is final, too; the handle says so as well", async () => {
    const test = new TestEmulator({ delivery: { mode: "immediate" } });
    const id = await test.sent();
    expect((await decide(test, id, 3)).status).toBe(409);
    await expect(test.emulator.messages.setStatus(id, 3)).rejects.toThrow("is final and does not move");
  });

  it("[delivery.end] it goes by the account's clock", async () => {
    const test = new TestEmulator({ delivery: { mode: "manual" } });
    const id = await test.sent();
    await test.emulator.clock.advance("2h", { token: TOKEN });
    const { history: entries } = await test.emulator.messages.setStatus(id, 12);
    expect(entries.at(-1)).toEqual({ id: 12, at: "2026-01-15T14:00:00.000Z" });
  });

  it.each([[0], [13], ["2"], [null], [2.5]])("[delivery.end] %j is no status, and named", async (status) => {
    const emulator = new TestEmulator();
    const id = await emulator.sent();
    const answer = await decide(emulator, id, status);
    expect([answer.status, json(answer)]).toEqual([
      400,
      expect.objectContaining({
        errors: [{ field: "id", message: "must be the id of a delivery status, 1 to 12" }],
      }),
    ]);
    expect(await history(emulator, id)).toEqual([1]);
  });

  it("[delivery.end] there is none of a message that does not exist", async () => {
    const emulator = new TestEmulator();
    expect((await decide(emulator, "0".repeat(40), 2)).status).toBe(404);
  });
});

describe("the mode manual", () => {
  it("[delivery.pace] moves by hand alone, neither by time nor by reads", async () => {
    const emulator = new TestEmulator();
    await emulator.open(TOKEN, { delivery: { mode: "manual" } });
    const id = await emulator.sent();
    for (let day = 0; day < 3; day++) {
      emulator.clock.advance(DAY);
      expect(await read(emulator, REPORT, `id=${id}`)).toBe(1);
    }
    for (const status of [10, 4, 10, 11]) expect((await decide(emulator, id, status)).status).toBe(200);
    expect(await history(emulator, id)).toEqual([1, 10, 4, 10, 11]);
    expect(await read(emulator, REPORT, `id=${id}`)).toBe(11);
  });
});

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
