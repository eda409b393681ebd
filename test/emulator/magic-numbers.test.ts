/** The catalogue of magic numbers, each entry held to what it says. */
import { describe, expect, it } from "vitest";
import type { SettingsInput } from "../../src/emulator/index.ts";
import { deliveryStatuses } from "../../src/protocol/delivery-status.ts";
import { magicFiles } from "../../src/protocol/magic-files.ts";
import { magicNumbers, magicOf } from "../../src/protocol/magic-numbers.ts";
import { json, NO_LIMITS, TestEmulator, TOKEN } from "../support/test-emulator.ts";
import { entriesOf, faults, numberOf, refusals, SENDS, show } from "./magic-support.ts";

const behaviours = entriesOf("delivery").filter(({ nn }) => Number(nn) > 12);
const deliveries = entriesOf("delivery").filter((entry) => !behaviours.includes(entry));

describe("the catalogue", () => {
  it("[magic.delivery] [magic.refusal] [magic.fault] is served by the control API and the handle", async () => {
    const test = new TestEmulator();
    // Magic files follow them.
    const all = [...magicNumbers, ...magicFiles];
    const listed = { items: all, total: all.length };
    expect(json(await test.control("GET", "magic-numbers"))).toEqual(listed);
    expect(test.emulator.magicNumbers()).toEqual(listed);
  });

  it("has every delivery status, faults and refusals, no number twice, and nothing else", () => {
    expect(deliveries.map(({ does }) => does.status)).toEqual(Object.keys(deliveryStatuses).map(Number));
    expect(new Set(magicNumbers.map(({ nn }) => nn)).size).toBe(magicNumbers.length);
    expect(faults.map(({ nn }) => Number(nn))).toEqual([31, 32, 33, 34, 35, 36, 37, 38, 39, 40]);
    expect(refusals.map(({ nn }) => Number(nn))).toEqual([
      13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 26, 41, 42, 43, 44,
    ]);
    expect(behaviours.map(({ nn }) => Number(nn))).toEqual([27, 28, 29]);
    expect(magicNumbers).toHaveLength(
      deliveries.length + behaviours.length + faults.length + refusals.length,
    );
  });

  it("says for each fault whether it was sent", () => {
    for (const { does, says } of faults) {
      expect(says).toMatch(does.when === "before" ? /, nothing sent$/ : /, although it was sent$/);
    }
  });
});

describe("a number that ends in a delivery status", () => {
  it.each(deliveries)("[magic.delivery] 01$nn is $says", async ({ nn, does: { status } }) => {
    const emulator = new TestEmulator();
    expect(Number(nn)).toBe(status);
    for (const path of SENDS) {
      expect((await emulator.send({ MobilePhone: numberOf(nn), Message: "hello" }, { path })).status).toBe(
        200,
      );
      const Id = (await emulator.messages("limit=1")).items[0]?.id ?? "";
      expect(await show(emulator, Id)).toMatchObject({ status: { id: 1 } });
      emulator.clock.advance(3000);
      expect(await show(emulator, Id)).toMatchObject({
        status: { id: status, description: deliveryStatuses[status] },
        credits: 1,
        explanation: {
          outcome: "accepted",
          steps: expect.arrayContaining([
            expect.objectContaining({ rule: "magic.delivery", inputs: { decidedBy: "magic" } }),
          ]),
        },
      });
    }
  });
});

describe("another provider's test number", () => {
  it.each([
    ["15005550001", "Twilio"],
    ["+1 500 555 0009", "Twilio"],
    ["14254147167", "AWS"],
  ])(
    "[magic.foreign] %s is ordinary here, and its explanation says whose it is",
    async (MobilePhone, testNumberOf) => {
      const emulator = new TestEmulator();
      const id = await emulator.sent({ MobilePhone });
      expect((await show(emulator, id)).explanation.steps).toContainEqual(
        expect.objectContaining({ rule: "magic.foreign", inputs: { testNumberOf } }),
      );
      const ordinary = await emulator.sent();
      const { steps } = (await show(emulator, ordinary)).explanation;
      expect(steps.some(({ rule }) => rule === "magic.foreign")).toBe(false);
    },
  );
});

describe("a number that behaves", () => {
  const statusAfter = async (emulator: TestEmulator, ms: number): Promise<unknown> => {
    emulator.clock.advance(ms);
    return (await emulator.messages("limit=1")).items[0]?.status.description;
  };

  it.each(["time", "immediate"])(
    "[magic.behaviour] 0127 is delivered after five minutes, also in the mode %s",
    async (mode) => {
      const emulator = new TestEmulator({ delivery: { mode: mode === "time" ? "time" : "immediate" } });
      await emulator.sent({ MobilePhone: numberOf("27") });
      expect(await statusAfter(emulator, 299_999)).toBe("Processed");
      expect(await statusAfter(emulator, 1)).toBe("Delivered");
    },
  );

  it("[magic.behaviour] 0128 replies once its message is delivered, and once only", async () => {
    const emulator = new TestEmulator();
    await emulator.sent({ MobilePhone: numberOf("28") });
    const inbox = async () => (await emulator.emulator.inbox.list({ token: TOKEN })).items;
    emulator.clock.advance(2999);
    expect(await inbox()).toEqual([]);
    emulator.clock.advance(60_000);
    expect(await inbox()).toMatchObject([
      { from: numberOf("28"), to: "82257", message: "OK", receivedAt: "2026-01-15T12:00:03.000Z" },
    ]);
    await emulator.emulator.restore(await emulator.emulator.snapshot());
    expect(await inbox()).toHaveLength(1);
  });

  it("[magic.behaviour] 0129 writes STOP, so that the next send is refused with code 1", async () => {
    const emulator = new TestEmulator();
    await emulator.sent({ MobilePhone: numberOf("29") });
    emulator.clock.advance(3000);
    const answer = await emulator.send({ MobilePhone: numberOf("29"), Message: "again" });
    expect(json(answer)).toMatchObject({ code: 1 });
    expect((await emulator.lastEntry()).explanation.decidedBy).toBe("opt-out.refused");
  });

  it("[magic.behaviour] what falls due is written at its own time, whether a caller looked or not", async () => {
    const looked = new TestEmulator();
    const unseen = new TestEmulator();
    for (const emulator of [looked, unseen]) await emulator.sent({ MobilePhone: numberOf("29") });
    for (let second = 0; second < 10; second++) {
      looked.clock.advance(1000);
      await looked.messages();
    }
    unseen.clock.advance(10_000);
    const books = async (emulator: TestEmulator) => [
      await emulator.books(),
      await emulator.emulator.inbox.list({ token: TOKEN }),
      await emulator.emulator.contacts.list({ token: TOKEN }),
    ];
    expect(await books(looked)).toEqual(await books(unseen));
  });
});

describe("numbers", () => {
  const ordinary = Array.from({ length: 100 }, (_, nn) => String(nn).padStart(2, "0")).filter(
    (nn) => !magicNumbers.some((entry) => entry.nn === nn),
  );

  it("[magic.delivery] [magic.refusal] [magic.fault] that are in no entry are ordinary", async () => {
    expect(ordinary).toHaveLength(100 - magicNumbers.length);
    const recipients = ordinary.map((nn) => numberOf(nn));
    expect(await whatComesOf(recipients)).toEqual(recipients.map(() => "200, Delivered"));
  });

  it("[magic.delivery] [magic.refusal] [magic.fault] of other countries are ordinary", async () => {
    expect(await whatComesOf(["442079460141", "442079460103"])).toEqual(["200, Delivered", "200, Delivered"]);
  });

  it("[magic.delivery] [magic.refusal] [magic.fault] are ordinary, all of them, without the setting", async () => {
    const recipients = magicNumbers.map(({ nn }) => numberOf(nn));
    const came = await whatComesOf(recipients, { magicNumbers: false });
    expect(came).toEqual(recipients.map(() => "200, Delivered"));
  });

  it.each(["+1 (646) 555-0143", "6465550143", "1.907.555.0143", "19995550143"])(
    "[magic.refusal] %s is one however it is written, of whichever area",
    async (MobilePhone) => {
      expect((await new TestEmulator().send({ MobilePhone, Message: "x" })).status).toBe(422);
    },
  );

  it.each([
    "",
    "55501",
    "1212555014",
    "121255501411",
    "1212555014a",
    "22125550141",
    "12125560141",
    "12125550241",
    "12125551141",
  ])("[magic.refusal] %j is none", (digits) => {
    expect(magicOf(digits)).toBeUndefined();
  });
});

/** Status of a send to each, where it ends, and whether anything magic had a say. */
async function whatComesOf(
  recipients: readonly string[],
  settings: SettingsInput = {},
): Promise<readonly string[]> {
  const emulator = new TestEmulator({ ...NO_LIMITS, ...settings });
  const came: string[] = [];
  for (const MobilePhone of recipients) {
    const { status } = await emulator.send({ MobilePhone, Message: "hello" });
    emulator.clock.advance(3000);
    const message = (await emulator.messages("limit=1")).items[0];
    const magic = JSON.stringify(message?.explanation).includes('"magic.') ? ", by magic" : "";
    came.push(
      `${status}, ${message?.recipient === MobilePhone ? message.status.description : "lost"}${magic}`,
    );
  }
  return came;
}
