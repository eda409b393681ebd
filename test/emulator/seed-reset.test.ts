/** Back to the seed: what a reset, a snapshot and a state file make of it. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createEmulator, type Emulator, type SeedData } from "../../src/emulator/index.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { SEED, startTestEmulator, TestEmulator } from "../support/test-emulator.ts";

const SHOP = "test_shop";
const SCHOOL = "test_school";

const DATA: SeedData = {
  accounts: [
    {
      token: SHOP,
      credits: 20,
      templates: [{ resourceLink: "https://media.example.test/sale.png", createdAt: "-1d", status: 3 }],
      messages: [
        { to: "16465550123", text: "older", sentAt: "-3h", status: 2 },
        { to: "16465550123", text: "moving", sentAt: "-2s" },
      ],
      inbox: [{ from: "16465550124", message: "STOP", receivedAt: "-1h" }],
      contacts: [{ number: "16465550125", createdAt: "-2d" }],
    },
    { token: SCHOOL, messages: [{ to: "16465550126", text: "between", sentAt: "-2h" }] },
  ],
};

function withData(clock = new ManualClock()): Emulator {
  return createEmulator({ seed: SEED, clock, data: DATA });
}

/** Something of everything that an account can have. */
async function use(emulator: Emulator, token: string): Promise<void> {
  await emulator.inbound({ token, from: "16465550123", message: "STOP" });
  await emulator.accounts.patch(token, { credits: 1, numberStatus: { "82257": 302 } });
  await emulator.fetch(`http://api2.example.test/v1/credits/balance?access_token=${token}`);
  await emulator.faults.add({ kind: "status", match: { token } });
  await emulator.clock.advance("1d", { token });
}

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "protexting-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe("an emulator that was started with data", () => {
  it("has it from the beginning, messages of all accounts in order of time", async () => {
    const { items } = await withData().messages.list();
    expect(items.map(({ text }) => text)).toEqual(["moving", "between", "older"]);
  });

  it("comes back to the same state, whatever was done to it, under a clock that stands", async () => {
    const emulator = withData();
    const { root } = await emulator.snapshot();
    for (const token of [SHOP, SCHOOL, "test_walkin"]) {
      await emulator.fetch(`http://api2.example.test/v1/credits/balance?access_token=${token}`);
      await use(emulator, token);
    }
    await emulator.clock.advance("2d");
    await emulator.reset();
    expect((await emulator.snapshot()).root).toEqual(root);
  });

  it("counts the seed's times back from the reset", async () => {
    const clock = new ManualClock();
    const emulator = withData(clock);
    const sent = async () => (await emulator.messages.list({ contains: "older" })).items[0]?.sentAt;
    expect(await sent()).toBe("2026-01-15T09:00:00.000Z");
    clock.advance(24 * 3_600_000);
    await emulator.reset();
    expect(await sent()).toBe("2026-01-16T09:00:00.000Z");
  });

  it("gives back one account alone, and touches nobody else", async () => {
    const emulator = withData();
    const own = (await emulator.snapshot({ token: SHOP })).root;
    for (const token of [SHOP, SCHOOL]) await use(emulator, token);
    const others = (await emulator.snapshot({ token: SCHOOL })).root;
    await emulator.reset({ token: SHOP });
    const after = (await emulator.snapshot({ token: SHOP })).root;
    expect([after.tenants, after.order, after.faults, after.journal]).toEqual([
      own.tenants,
      own.order,
      [],
      [],
    ]);
    expect((await emulator.snapshot({ token: SCHOOL })).root.tenants).toEqual(others.tenants);
  });

  it("puts an account that was replaced back as it was put last; a reset of everything goes back to the data", async () => {
    const emulator = withData();
    await emulator.accounts.create({ token: SHOP, credits: 5 });
    await emulator.reset({ token: SHOP });
    expect(await emulator.accounts.get(SHOP)).toMatchObject({ credits: 5, totals: { messages: 0 } });
    await emulator.plant({ accounts: [{ token: SHOP, credits: 6 }] });
    await emulator.accounts.patch(SHOP, { credits: 0 });
    await emulator.reset({ token: SHOP });
    expect((await emulator.accounts.get(SHOP)).credits).toBe(6);
    await emulator.plant({ accounts: [{ token: "test_late" }] });
    await emulator.reset();
    expect((await emulator.accounts.list()).items.map(({ token, credits }) => [token, credits])).toEqual([
      [SHOP, 20],
      [SCHOOL, 1000],
    ]);
  });

  it("brings an account of the data back that is missing since a restore", async () => {
    const emulator = withData();
    await emulator.restore(await new TestEmulator().emulator.snapshot());
    expect((await emulator.accounts.list()).total).toBe(0);
    await emulator.reset({ token: SHOP });
    expect((await emulator.accounts.list()).items).toMatchObject([{ token: SHOP, credits: 20 }]);
  });

  it("tells who listens of the steps that are still to come, after a reset too", async () => {
    const emulator = withData();
    const reached = async (): Promise<string> => {
      const waiting = emulator.messages.waitFor({ contains: "moving", status: 2 });
      await emulator.clock.advance("1s");
      return (await waiting).text;
    };
    expect(await reached()).toBe("moving");
    await emulator.reset();
    expect(await reached()).toBe("moving");
    const { events } = (await emulator.snapshot()).root;
    const statuses = events.flatMap(({ what }) => (what.type === "status" ? [what.status] : []));
    expect(statuses).toEqual([2]);
  });

  it("gives the same bytes for the same seed, and other ids for another", async () => {
    const state = async (seed: string) =>
      JSON.stringify(await createEmulator({ seed, clock: new ManualClock(), data: DATA }).snapshot());
    expect(await state("one")).toBe(await state("one"));
    expect(await state("one")).not.toBe(await state("two"));
  });

  it("has the same past of an account whoever is seeded beside it", async () => {
    const [shop] = DATA.accounts;
    const alone = createEmulator({
      seed: SEED,
      clock: new ManualClock(),
      data: { accounts: shop === undefined ? [] : [shop] },
    });
    const root = async (emulator: Emulator) => (await emulator.snapshot({ token: SHOP })).root;
    expect(await root(alone)).toEqual(await root(withData()));
  });

  it("leaves the data it was given as it was", async () => {
    const before = JSON.stringify(DATA);
    const emulator = withData();
    await use(emulator, SHOP);
    await emulator.reset();
    expect(JSON.stringify(DATA)).toBe(before);
  });
});

it("what is done to the data afterwards does not reach the books, nor what a reset goes back to", async () => {
  const given = {
    token: SHOP,
    credits: 9,
    limits: { rate: { limit: 7, windowSeconds: 60 } },
    numbers: ["82257"],
  };
  const emulator = createEmulator({ seed: SEED, clock: new ManualClock(), data: { accounts: [given] } });
  await emulator.plant({ accounts: [{ ...given, token: SCHOOL }] });
  const before = await emulator.accounts.list();
  given.limits.rate.limit = 0;
  given.numbers.push("spoilt");
  expect(await emulator.accounts.list()).toEqual(before);
  for (const token of [SHOP, SCHOOL]) await emulator.reset({ token });
  expect(await emulator.accounts.list()).toEqual(before);
});

describe("a snapshot of seeded accounts", () => {
  it("goes to another process that has no data, where a reset of one still gives it back", async () => {
    const emulator = withData();
    const own = (await emulator.snapshot({ token: SHOP })).root;
    const other = createEmulator({ seed: SEED, clock: new ManualClock() });
    await other.restore(JSON.parse(JSON.stringify(await emulator.snapshot())));
    await use(other, SHOP);
    await other.reset({ token: SHOP });
    const { tenants, order } = (await other.snapshot({ token: SHOP })).root;
    expect([tenants, order]).toEqual([own.tenants, own.order]);
  });
});

describe("a seed file", () => {
  it("is what the emulator starts with; a state that was kept goes before it, and a reset goes back to it", async () => {
    const folder = await temporary();
    const [seedFile, stateFile] = [join(folder, "seed.json"), join(folder, "state.json")];
    await writeFile(seedFile, JSON.stringify(DATA));
    const first = await startTestEmulator({}, { seedFile, stateFile });
    expect((await first.accounts.get(SHOP)).credits).toBe(20);
    await first.accounts.patch(SHOP, { credits: 3 });
    await first.close();
    const second = await startTestEmulator({}, { seedFile, stateFile });
    expect((await second.accounts.get(SHOP)).credits).toBe(3);
    expect((await second.messages.list()).total).toBe(3);
    await second.reset();
    expect((await second.accounts.get(SHOP)).credits).toBe(20);
    expect((await second.messages.list()).total).toBe(3);
  });

  it("beside data is refused, as is one that is missing or no JSON, by its name", async () => {
    const folder = await temporary();
    const broken = join(folder, "broken.json");
    await writeFile(broken, "{");
    const start = (options: object) => startTestEmulator({}, options);
    await expect(start({ seedFile: broken, data: DATA })).rejects.toThrow("Please give one of the two.");
    await expect(start({ seedFile: broken })).rejects.toThrow(
      /^Failed to read the seed file .*broken\.json: it is not JSON/,
    );
    await expect(start({ seedFile: join(folder, "none.json") })).rejects.toThrow(
      /none\.json: it cannot be opened \(ENOENT\)/,
    );
  });
});
