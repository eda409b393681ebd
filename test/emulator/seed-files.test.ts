/** The seeds that come with the project, and the JSON Schema they are written by. */
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { RICH_SEED_FILE, richSeed } from "../../scripts/seeds/rich.ts";
import { readOptions } from "../../src/emulator/cli-options.ts";
import { statusAt } from "../../src/emulator/domain/delivery.ts";
import { createEmulator, type Emulator } from "../../src/emulator/index.ts";
import { deliveryStatuses } from "../../src/protocol/delivery-status.ts";
import { mmsTemplateStatuses } from "../../src/protocol/mms-template-status.ts";
import { numberStatuses } from "../../src/protocol/number-status.ts";
import { ManualClock, START } from "../support/manual-clock.ts";
import { json, SEED, startTestEmulator, TestEmulator } from "../support/test-emulator.ts";

const folder = new URL("../../fixtures/seeds/", import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(name, folder), "utf8");
const schema = z.fromJSONSchema(JSON.parse(textOf("seed.schema.json")));

function started(name: string): Emulator {
  return createEmulator({ seed: SEED, clock: new ManualClock(), data: JSON.parse(textOf(name)) });
}

async function temporaryFile(name: string, text: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "protexting-")), name);
  onTestFinished(() => rm(dirname(path), { recursive: true }));
  await writeFile(path, text);
  return path;
}

function idsOf(table: object): readonly number[] {
  return Object.keys(table).map(Number);
}

const ascending = (ids: Iterable<number>): readonly number[] => [...new Set(ids)].toSorted((a, b) => a - b);

describe("the seed of refusals", () => {
  it.each([
    ["test_opted_out", {}, 1],
    ["test_forbidden_words", { Message: "The Jackpot!" }, 2],
    ["test_empty_mms", { MmsTemplateId: 10_586 }, 3],
    ["test_no_active_number", {}, 4],
    ["test_no_credits", {}, 5],
    ["test_not_activated", {}, 6],
    ["test_address", {}, 7],
    ["test_same_text", {}, 8],
    ["test_sender_blocked", { SendFrom: "82257" }, 301],
    ["test_sender_blocked", { SendFrom: "16465550160" }, 302],
    ["test_global", {}, 1000],
    ["test_global", { MobilePhone: "16465550151" }, 1001],
  ])("has %s, whose send of %j is refused with code %i", async (token, fields, code) => {
    const emulator = started("refusals.json");
    const answer = await emulator.fetch(`http://localhost/v1/sms/send?access_token=${token}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ MobilePhone: "16465550150", Message: "Hello", ...fields }),
    });
    expect(await answer.json()).toMatchObject({ status: 422, code });
  });
});

describe("the JSON Schema of seeds", () => {
  it("is served as it stands in the project", async () => {
    const answer = await new TestEmulator().control("GET", "seed.schema.json");
    expect([answer.status, json(answer)]).toEqual([200, JSON.parse(textOf("seed.schema.json"))]);
  });

  it.each(["small.json", "rich.json", "refusals.json"])("takes %s, which names it", (name) => {
    const seed: unknown = JSON.parse(textOf(name));
    expect(schema.safeParse(seed).error?.issues ?? []).toEqual([]);
    expect(seed).toHaveProperty("$schema", "./seed.schema.json");
  });

  it.each([
    {},
    { accounts: [{}] },
    { accounts: [{ token: "a", more: 1 }] },
    { accounts: [{ token: "a", templates: [{ resourceLink: "x", status: 9 }] }] },
    { accounts: [{ token: "a", messages: [{ to: "1", status: 13 }] }] },
    { accounts: [{ token: "a", messages: [{ to: "1", sentAt: "yesterday" }] }] },
    { accounts: [{ token: "a", numbers: [{ number: "82257", status: 300 }] }] },
  ])("refuses %j as the emulator does", async (seed) => {
    expect(schema.safeParse(seed).success).toBe(false);
    expect((await new TestEmulator().control("POST", "seed", seed)).status).toBe(400);
  });
});

it("the seed on the page about seeds is one", async () => {
  const page = readFileSync(new URL("../../docs/seeds.md", import.meta.url), "utf8");
  const [, seed = ""] = /```json\n([^`]*)```/.exec(page) ?? [];
  expect((await new TestEmulator().control("POST", "seed", JSON.parse(seed))).status).toBe(201);
});

describe("the small seed", () => {
  it("is a bakery with a blocked number, an approved template, three messages and somebody who wrote STOP", async () => {
    const emulator = started("small.json");
    const token = "test_bakery";
    expect((await emulator.accounts.get(token)).credits).toBe(250);
    const messages = (await emulator.messages.list({ token })).items;
    expect(messages.map(({ kind, status }) => [kind, status.description])).toEqual([
      ["mms", "Delivered"],
      ["sms", "Expired"],
      ["sms", "Delivered"],
    ]);
    expect((await emulator.contacts.list({ token })).items.filter(({ optedOut }) => optedOut)).toHaveLength(
      1,
    );
    expect((await emulator.accounts.get("test_empty_purse")).credits).toBe(0);
  });

  it("starts an emulator by --seed-file, by PROTEXTING_EMULATOR_SEED_FILE and by the config file's seedFile", async () => {
    const path = new URL("small.json", folder).pathname;
    const environment = { PROTEXTING_EMULATOR_SEED_FILE: path };
    const both = [await readOptions(["--seed-file", path], {}), await readOptions([], environment)];
    const config = await temporaryFile("config.json", JSON.stringify({ seedFile: path }));
    both.push(await readOptions(["--config", config], {}));
    expect(both).toMatchObject(both.map(() => ({ start: { seedFile: path } })));
    expect(await readOptions(["--seed-file", "mine"], environment)).toMatchObject({
      start: { seedFile: "mine" },
    });
    const { accounts } = await startTestEmulator({}, { seedFile: path });
    expect((await accounts.list()).items.map(({ token }) => token)).toEqual([
      "test_bakery",
      "test_empty_purse",
    ]);
  });
});

describe("the rich seed", () => {
  it("is up to date (if not: npm run seeds), the same bytes each time it is drawn", () => {
    expect(readFileSync(RICH_SEED_FILE, "utf8")).toBe(richSeed());
    expect(richSeed()).toBe(richSeed());
  });

  it("has messages, templates and numbers in every state", async () => {
    const { root } = await started("rich.json").snapshot();
    const statuses = root.order.map((message) => statusAt(message, START));
    expect(ascending(statuses)).toEqual(ascending(idsOf(deliveryStatuses)));
    expect(root.order.length).toBeGreaterThan(300);
    const templates = root.tenants.map(({ templates: own }) => ascending(own.map(({ end }) => end)));
    expect(templates).toHaveLength(5);
    const emulator = started("rich.json");
    for (const { account } of root.tenants) {
      const { items } = await emulator.templates.list({ token: account.token });
      expect(ascending(items.map(({ status }) => status.id))).toEqual(ascending(idsOf(mmsTemplateStatuses)));
    }
    const numbers = root.tenants.flatMap(({ account }) =>
      Object.values(account.numberStates).map(({ status }) => status),
    );
    expect(ascending([0, ...numbers])).toEqual(ascending(idsOf(numberStatuses)));
  });

  it("has conversations, opt-outs by word and through the API, and a rejected MMS that went again as SMS", async () => {
    const { root } = await started("rich.json").snapshot();
    for (const { inbox, contacts } of root.tenants) {
      expect(inbox.length).toBeGreaterThan(8);
      expect(new Set(contacts.map(([, { optOut }]) => optOut?.by))).toEqual(
        new Set([undefined, "api", "handset"]),
      );
    }
    expect(root.order.filter(({ facts }) => facts.replaces !== null)).toHaveLength(root.tenants.length);
  });

  it.each(["small.json", "rich.json", "refusals.json"])(
    "like all here holds nobody's numbers or tokens: %s",
    (name) => {
      const text = textOf(name);
      const numbers = text.match(/\d{9,}/g) ?? [];
      expect(numbers.length).toBeGreaterThan(4);
      for (const number of numbers) expect(number).toMatch(/^1\d{3}55501\d{2}$/);
      for (const [, token] of text.matchAll(/"token": "([^"]*)"/g)) expect(token).toMatch(/^test_[a-z_]+$/);
      for (const [host] of text.matchAll(/https?:\/\/[^/"]+/g))
        expect(host).toBe("https://media.example.com");
    },
  );
});
