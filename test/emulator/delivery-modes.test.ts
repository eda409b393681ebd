/** Final statuses of messages, and the way there in each mode; a final status never changes. */
import { describe, expect, it } from "vitest";
import { deliveryStatuses } from "../../src/protocol/delivery-status.ts";
import {
  type Answered,
  json,
  type MessageView,
  RECIPIENT,
  TestEmulator,
  TOKEN,
} from "../support/test-emulator.ts";
import { DAY, history, OTHER, REPORT, read, statuses, view } from "./delivery-steps.ts";

async function decide(emulator: TestEmulator, id: string, status: unknown): Promise<Answered> {
  return await emulator.control("POST", `messages/${id}/status`, { id: status });
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
