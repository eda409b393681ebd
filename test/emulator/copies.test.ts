/** Values that the handle hands out and takes in are copies: no caller reaches the books through them. */
import { describe, expect, it } from "vitest";
import { defaultSettings } from "../../src/emulator/index.ts";
import { magicNumbers } from "../../src/protocol/magic-numbers.ts";
import { TestEmulator, TOKEN } from "../support/test-emulator.ts";

/** Spoils everything that hangs from a value, where it lets itself be spoilt. */
function spoil(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    spoil(inner);
    Reflect.set(value, key, "spoilt");
  }
  Reflect.set(value, "spoilt", true);
}

async function furnished(): Promise<{ readonly test: TestEmulator; readonly id: string }> {
  const test = new TestEmulator();
  await test.emulator.accounts.create({
    token: TOKEN,
    limits: { rate: { limit: 50, windowSeconds: 60 } },
    delivery: { mode: "manual" },
    recipients: { "12125550160": { mode: "manual", end: 3 } },
  });
  const id = await test.sent();
  await test.send({ MobilePhone: "x", Message: "hello", Foo: [1, { a: 2 }] });
  await test.call("/v1/credits/balance");
  await test.emulator.inbound({ token: TOKEN, from: "12125550162", message: "STOP", ...JOIN });
  await test.emulator.faults.add({
    kind: "latency",
    match: { token: "test_b" },
    latency: { distribution: "fixed", ms: 5 },
  });
  return { test, id };
}

const JOIN = { keyword: { id: 7, name: "JOIN" } };

type Handle = TestEmulator["emulator"];

const handedOut: readonly (readonly [string, (emulator: Handle, id: string) => unknown])[] = [
  ["accounts.list", (emulator) => emulator.accounts.list()],
  ["accounts.get", (emulator) => emulator.accounts.get(TOKEN)],
  ["accounts.create", (emulator) => emulator.accounts.create({ token: "test_c" })],
  ["accounts.patch", (emulator) => emulator.accounts.patch(TOKEN, { numbers: ["82257"] })],
  ["messages.list", (emulator) => emulator.messages.list()],
  ["messages.get", (emulator, id) => emulator.messages.get(id)],
  ["messages.waitFor", (emulator) => emulator.messages.waitFor()],
  ["messages.setStatus", (emulator, id) => emulator.messages.setStatus(id, 10)],
  [
    "inbound",
    (emulator) => emulator.inbound({ token: TOKEN, from: "12125550161", message: "STOP", ...JOIN }),
  ],
  ["inbox.list", (emulator) => emulator.inbox.list({ token: TOKEN })],
  ["contacts.list", (emulator) => emulator.contacts.list({ token: TOKEN })],
  ["clock.get", (emulator) => emulator.clock.get()],
  ["clock.freeze", (emulator) => emulator.clock.freeze({ token: TOKEN })],
  ["faults.add", (emulator) => emulator.faults.add({ kind: "hang", match: { token: "test_d" } })],
  ["faults.list", (emulator) => emulator.faults.list()],
  ["journal.list", (emulator) => emulator.journal.list()],
  ["journal.waitFor", (emulator) => emulator.journal.waitFor()],
  ["snapshot", (emulator) => emulator.snapshot()],
  ["evidence", (emulator) => emulator.evidence()],
  ["magicNumbers", (emulator) => emulator.magicNumbers()],
  ["settings", (emulator) => emulator.settings],
];

/** All that a caller can see of the emulator, as it is now. */
async function seen({ emulator }: TestEmulator): Promise<string> {
  const { accounts, messages, journal, faults } = emulator;
  const parts = [accounts, messages, journal, faults].map((part) => part.list());
  return JSON.stringify([
    await emulator.snapshot(),
    await Promise.all(parts),
    emulator.evidence(),
    emulator.magicNumbers(),
    emulator.settings,
  ]);
}

describe("what the handle hands out", () => {
  it.each(handedOut)("by %s may be spoilt without harm", async (_, take) => {
    const { test, id } = await furnished();
    const taken = await take(test.emulator, id);
    const before = await seen(test);
    spoil(taken);
    expect(await seen(test)).toBe(before);
    expect(magicNumbers[0]?.does).toEqual({ kind: "delivery", status: 1 });
    await test.sent();
  });

  it("stays as it was when it was taken, whatever is sent afterwards", async () => {
    const { test } = await furnished();
    const account = await test.emulator.accounts.get(TOKEN);
    await test.sent();
    expect([account.totals.messages, account.credits]).toEqual([1, 999]);
    expect((await test.emulator.accounts.get(TOKEN)).totals.messages).toBe(2);
  });

  it("shares no settings with the defaults, which the next emulator begins with", () => {
    const { sameText } = defaultSettings.limits;
    const { settings } = new TestEmulator({ limits: { sameText } }).emulator;
    expect(settings).toEqual(defaultSettings);
    expect(settings.account.numbers).not.toBe(defaultSettings.account.numbers);
    expect(Reflect.set(settings.limits, "messageLength", 1)).toBe(false);
  });
});

describe("what the handle takes in", () => {
  it("is not kept: who spoils it afterwards changes nothing", async () => {
    const { test } = await furnished();
    const account = {
      token: "test_e",
      numbers: ["82257"],
      numberStatus: { "82257": 301 as const },
      recipients: { "12125550150": { end: 3 as const } },
    };
    const fault = { kind: "hang" as const, match: { token: "test_f" } };
    const snapshot = await test.emulator.snapshot();
    await test.emulator.restore(snapshot);
    await test.emulator.accounts.create(account);
    await test.emulator.faults.add(fault);
    const inbound = { token: TOKEN, from: "12125550163", message: "JOIN", keyword: { id: 8, name: "JOIN" } };
    await test.emulator.inbound(inbound);
    const before = await seen(test);
    for (const given of [account, fault, snapshot, inbound]) spoil(given);
    expect(await seen(test)).toBe(before);
  });
});
