/** How much is kept over all accounts, and what goes first. */
import { describe, expect, it } from "vitest";
import { NO_LIMITS, TestEmulator } from "../support/test-emulator.ts";

const BYTES = 300_000;
const LINK = "https://media.example.test/picture.png";

function bounded(bytes = BYTES): TestEmulator {
  return new TestEmulator({
    ...NO_LIMITS,
    account: { credits: 1e9 },
    magicNumbers: false,
    retention: { bytes },
  });
}

const recipient = (index: number): string => `1${200 + (index % 700)}5550${100 + (index % 100)}`;

/** Characters of everything that is kept, which is less than it takes in memory. */
async function kept(emulator: TestEmulator): Promise<number> {
  return JSON.stringify((await emulator.emulator.snapshot()).root).length;
}

describe("[retention.bytes] what is kept", () => {
  it.each<readonly [string, (emulator: TestEmulator, index: number) => Promise<unknown>]>([
    ["messages", (emulator, index) => emulator.sent({ MobilePhone: recipient(index) })],
    [
      "the journal",
      (emulator, index) => emulator.send({ MobilePhone: "x".repeat(3000), Message: `${index}` }),
    ],
    ["accounts", (emulator, index) => emulator.call("/v1/credits/balance", { token: `test_${index}` })],
    ["templates", (emulator) => emulator.create({ ResourceLink: LINK })],
    [
      "contacts",
      (emulator, index) =>
        emulator.send(
          { PhoneNumber: recipient(index) },
          { path: "/v1/contacts/opt-out", token: `test_${index % 3}` },
        ),
    ],
    [
      "messages from handsets",
      async (emulator, index) => {
        await emulator.call("/v1/credits/balance");
        await emulator.emulator.inbound({
          token: "test_alice",
          from: recipient(index),
          message: "x".repeat(900),
        });
      },
    ],
  ])("is bounded, whatever there is most of: %s", async (_, call) => {
    const emulator = bounded();
    await emulator.control("GET", "messages/wait?timeoutMs=0");
    for (let index = 0; index < 600; index++) await call(emulator, index);
    expect(await kept(emulator)).toBeLessThan(BYTES);
    expect(emulator.log).toEqual([
      "More than 300000 bytes of state: the oldest of what takes most, and accounts that are not used, go from now on; totals stay true (setting retention.bytes).",
    ]);
  });

  it("loses its oldest first, and totals stay true", async () => {
    const emulator = bounded();
    const ids: string[] = [];
    for (let index = 0; index < 300; index++)
      ids.push(await emulator.sent({ MobilePhone: recipient(index) }));
    const { items, total } = await emulator.messages();
    expect(total).toBeLessThan(300);
    expect(items.map(({ id }) => id)).toEqual(ids.slice(-total).toReversed());
    expect((await emulator.account()).totals.messages).toBe(300);
  });

  it("loses nothing of a small account for a large one", async () => {
    const emulator = bounded();
    await emulator.open("test_small");
    const ids: string[] = [];
    for (let sent = 0; sent < 9; sent++) ids.unshift(await emulator.sent({}, { token: "test_small" }));
    for (let index = 0; index < 600; index++) await emulator.sent({ MobilePhone: recipient(index) });
    expect((await emulator.messages("token=test_small")).items.map(({ id }) => id)).toEqual(ids);
  });

  it("loses accounts created at first use before others, the longest unused first", async () => {
    const emulator = bounded();
    await emulator.open("test_made");
    for (let index = 0; index < 400; index++) {
      emulator.clock.advance(1);
      await emulator.call("/v1/credits/balance", { token: `test_${index}` });
      await emulator.call("/v1/credits/balance", { token: "test_0" });
    }
    const tokens = (await emulator.emulator.accounts.list()).items.map(({ token }) => token);
    expect(tokens).toEqual(expect.arrayContaining(["test_made", "test_0", "test_399"]));
    expect(tokens).not.toContain("test_1");
  });

  it("goes on after a restore as it would have without", async () => {
    const [emulator, other] = [bounded(), bounded()];
    for (let index = 0; index < 150; index++) await emulator.sent({ MobilePhone: recipient(index) });
    await other.emulator.restore(JSON.parse(JSON.stringify(await emulator.emulator.snapshot())));
    for (let index = 150; index < 400; index++) {
      for (const one of [emulator, other]) await one.sent({ MobilePhone: recipient(index) });
    }
    expect(await other.emulator.snapshot()).toEqual(await emulator.emulator.snapshot());
  });

  it("is cut when a larger state is put back", async () => {
    const emulator = bounded(1e9);
    for (let index = 0; index < 600; index++) await emulator.sent({ MobilePhone: recipient(index) });
    const smaller = bounded();
    await smaller.emulator.restore(await emulator.emulator.snapshot());
    expect(await kept(smaller)).toBeLessThan(BYTES);
  });

  it("has the beginning of a long subject, of a long answer and of a long path", async () => {
    const emulator = bounded(1e9);
    await emulator.create({ ResourceLink: LINK });
    emulator.clock.advance(10_000);
    await emulator.control("GET", "messages/wait?timeoutMs=0");
    const subject = "s".repeat(3000);
    for (let sent = 0; sent < 20; sent++) await emulator.sent({ MmsTemplateId: 10586, Subject: subject });
    await emulator.call("/v1/sent-history/single-list");
    await emulator.call(`/v1/${"p".repeat(5000)}`);
    const { root } = await emulator.emulator.snapshot();
    expect(root.order[0]?.mms?.subject).toBe(`${"s".repeat(1000)}… (2000 more characters are not kept)`);
    expect(root.journal.at(-2)?.responseBody).toMatch(/^\[.{15999}… \(\d+ more characters are not kept\)$/s);
    const paths = root.events.map(({ what }) => (what.type === "journal" ? what.path.length : 0));
    expect(Math.max(...paths)).toBe(200);
  });

  it("has no account for a token that is longer than the control API takes", async () => {
    const emulator = bounded();
    const statusOf = async (length: number): Promise<number> =>
      (await emulator.call("/v1/credits/balance", { token: "test_".padEnd(length, "x") })).status;
    expect([await statusOf(200), await statusOf(201)]).toEqual([200, 401]);
  });
});
