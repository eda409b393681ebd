/** 10,000 sends on the emulator, as fast as its two limits allow. */
import { describe, expect, test } from "vitest";
import { ProTexting } from "../../../src/client/index.ts";
import { createEmulator, type Emulator } from "../../../src/emulator/index.ts";
import { START } from "../../support/manual-clock.ts";
import { seededRandom } from "./draws.ts";
import { VirtualTime } from "./virtual-time.ts";

const TOKEN = "test_bulk";
const ACCOUNT_PER_MINUTE = 600;
const PER_RECIPIENT = 10;
const MINUTE = 60_000;

/** Fictional numbers only: 1 XXX 555 01NN, NN from 50 on, which are ordinary recipients. */
function recipientNumber(index: number): string {
  return `1${201 + Math.floor(index / 50)}55501${50 + (index % 50)}`;
}

/** 1,000 recipients, some of which get a fifth of all, in no order. */
function campaign(sends: number, random: () => number, favourites = 5): readonly string[] {
  const often = favourites === 0 ? 0 : sends / 5;
  const list = Array.from({ length: sends }, (_, index) =>
    recipientNumber(index < often ? index % favourites : favourites + (index % (1000 - favourites))),
  );
  for (let index = list.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [list[index], list[other]] = [list[other] ?? "", list[index] ?? ""];
  }
  return list;
}

/**
 * Lower bound for any client, in milliseconds, whatever order it chooses and however fast its requests are: a recipient
 * takes ten in the first moment and ten more each minute; the account a full bucket, and then a tenth of a second each.
 */
function shortest(list: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const recipient of list) counts.set(recipient, (counts.get(recipient) ?? 0) + 1);
  const ofRecipients = [...counts.values()].map((count) => (Math.ceil(count / PER_RECIPIENT) - 1) * MINUTE);
  const ofAccount = ((list.length - ACCOUNT_PER_MINUTE) / ACCOUNT_PER_MINUTE) * MINUTE;
  return Math.max(ofAccount, ...ofRecipients);
}

/** An emulator whose account may call 600 times a minute, on virtual time. */
function setUp(start = START) {
  const time = new VirtualTime(start);
  const emulator = createEmulator({
    seed: "bulk",
    clock: time,
    settings: { limits: { rate: { limit: ACCOUNT_PER_MINUTE, windowSeconds: 60 }, sameText: null } },
  });
  const statuses = new Map<number, number>();
  // A client with defaults: nothing of the limits is configured.
  const client = new ProTexting({
    accessToken: TOKEN,
    baseUrl: "https://api.example",
    clock: time.clock,
    sleep: time.sleep,
    random: () => 0.5,
    fetch: async (url, init) => {
      const response = await time.during(emulator.fetch(url, init));
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      return response;
    },
  });
  // Texts of their own: the same one would wait ten seconds.
  const send = (mobilePhone: string, index: number) =>
    client.sms.send({ mobilePhone, message: `hello ${index}` });
  return { time, emulator, client, send, statuses };
}

async function openAccount(emulator: Emulator): Promise<void> {
  const { status } = await emulator.fetch("https://api.example/_emulator/accounts", {
    method: "POST",
    body: JSON.stringify({ token: TOKEN, credits: 10_000 }),
  });
  expect(status).toBe(201);
}

describe("10,000 sends to 1,000 recipients, a fifth of them to five, at 600 a minute", () => {
  test("take at most a twentieth longer than the shortest time and are never refused, begun 370 ms into a second", async () => {
    const { time, emulator, send, statuses } = setUp(START + 370);
    await openAccount(emulator);
    const list = campaign(10_000, seededRandom(1));
    expect(new Set(list).size).toBe(1000);
    const startedAt = time.now();
    await time.run(Promise.all(list.map(send)));
    const took = time.now() - startedAt;
    expect([...statuses]).toStrictEqual([[200, 10_000]]);
    expect(shortest(list)).toBe(39 * MINUTE);
    expect(took).toBeGreaterThanOrEqual(shortest(list));
    expect(took).toBeLessThanOrEqual(shortest(list) * 1.05);
  });

  test("are bound by the account alone without the five, and take as little", async () => {
    const { time, emulator, send, statuses } = setUp();
    await openAccount(emulator);
    const list = campaign(10_000, seededRandom(2), 0);
    const startedAt = time.now();
    await time.run(Promise.all(list.map(send)));
    const took = time.now() - startedAt;
    expect([...statuses]).toStrictEqual([[200, 10_000]]);
    expect(shortest(list)).toBe(940_000);
    expect(took).toBeLessThanOrEqual(shortest(list) * 1.05);
  });

  test("as a list take as little, though it reads no more than a thousand ahead", async () => {
    const { time, emulator, client, statuses } = setUp();
    await openAccount(emulator);
    const list = campaign(10_000, seededRandom(3));
    const startedAt = time.now();
    const items = list.map((mobilePhone, index) => ({ mobilePhone, message: `hello ${index}` }));
    const { accepted } = await time.run(client.sms.sendMany(items));
    expect(accepted).toBe(10_000);
    expect([...statuses]).toStrictEqual([[200, 10_000]]);
    expect(time.now() - startedAt).toBeLessThanOrEqual(shortest(list) * 1.05);
  });
});
