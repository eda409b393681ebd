/** Sends that are refused for now and sent again: each message arrives exactly once. */
import { describe, expect, it } from "vitest";
import { ProTexting, type ProTextingOptions } from "../../../src/client/index.ts";
import { createEmulator, type Emulator, type SettingsInput } from "../../../src/emulator/index.ts";
import type { FaultInput } from "../../../src/emulator/types/inputs.ts";
import { START } from "../../support/manual-clock.ts";
import { SEED } from "../../support/test-emulator.ts";
import { VirtualTime } from "../pacing/virtual-time.ts";
import { RECIPIENT } from "../support.ts";

// Loaded when first used, which takes real time; here time passes only while nothing is under way.
import "../../../src/client/http/xml.ts";

const TOKEN = "test_limited";
const formats = ["json", "xml"] as const;
const LONGEST_MS = 60 * 60_000;

/** Fictional numbers that are ordinary recipients. */
function recipients(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `1${212 + index}5550150`);
}

interface World {
  readonly time: VirtualTime;
  readonly emulator: Emulator;
  readonly client: ProTexting;
  /** Another client of the account. */
  readonly other: ProTexting;
}

function world(limits: NonNullable<SettingsInput["limits"]>, options: ProTextingOptions = {}): World {
  const time = new VirtualTime(START);
  const emulator = createEmulator({ seed: SEED, clock: time, settings: { limits } });
  const client = () =>
    new ProTexting({
      accessToken: TOKEN,
      baseUrl: "http://localhost",
      fetch: emulator.fetch,
      clock: time.clock,
      sleep: time.sleep,
      random: () => 0.5,
      timeout: false,
      ...options,
    });
  return { time, emulator, client: client(), other: client() };
}

/** Sends to each, all at once. @returns requests made for each */
async function sendAll(
  client: ProTexting,
  to: readonly string[],
  text = "Hello",
): Promise<readonly number[]> {
  const sent = await Promise.all(
    to.map((mobilePhone, index) =>
      client.sms.send({ mobilePhone, message: `${text} ${index}` }).withResponse(),
    ),
  );
  return sent.map(({ attempts }) => attempts);
}

/** Texts of the books in order, and how many calls were refused. */
async function books({ messages, journal }: Emulator) {
  const { items } = await messages.list({ token: TOKEN, limit: 10_000 });
  const { total } = await journal.list({ token: TOKEN, status: 429 });
  return { texts: items.map(({ text }) => text).sort(), refused: total };
}

function texts(count: number, text = "Hello"): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${text} ${index}`);
}

describe.each(formats)("after a 429 (%s)", (format) => {
  const refusal: FaultInput = { kind: "status", status: 429, match: { token: TOKEN } };

  it.each([
    ["with the account's limit in its headers", {}],
    ["of an account without a limit", { rate: null }],
  ] as const)("%s the message arrives once", async (_, limits) => {
    for (const times of [1, 2]) {
      const { time, emulator, client } = world(limits, { format });
      await emulator.faults.add({ ...refusal, times });
      const attempts = await time.run(sendAll(client, [RECIPIENT]), LONGEST_MS);
      expect(attempts).toEqual([times + 1]);
      expect(await books(emulator)).toEqual({ texts: texts(1), refused: times });
    }
  });

  it("one in three, each of fifty messages arrives once", async () => {
    const { time, emulator, client } = world({ rate: null }, { format, retries: 10 });
    await emulator.faults.add({ ...refusal, probability: 1 / 3 });
    const attempts = await time.run(sendAll(client, recipients(50)), LONGEST_MS);
    const { texts: booked, refused } = await books(emulator);
    expect(booked).toEqual([...texts(50)].sort());
    expect(refused).toBeGreaterThan(5);
    expect(attempts.reduce((sum, count) => sum + count)).toBe(50 + refused);
  });

  it("of the account, which somebody else has used up, each message arrives once", async () => {
    const { time, emulator, client } = world({ rate: { limit: 5, windowSeconds: 10 } }, { format });
    const drain = async () => {
      for (let call = 0; call < 6; call++) {
        await emulator.fetch(`http://localhost/v1/credits/balance?access_token=${TOKEN}`);
      }
    };
    await drain();
    const before = (await books(emulator)).refused;
    await time.run(sendAll(client, recipients(20)), LONGEST_MS);
    const { texts: booked, refused } = await books(emulator);
    expect(booked).toEqual([...texts(20)].sort());
    expect(refused).toBeGreaterThan(before);
  });

  it("of the recipient, to whom somebody else has sent, each message arrives once", async () => {
    const { time, emulator, client, other } = world({}, { format });
    await time.run(
      sendAll(
        other,
        Array.from({ length: 10 }, () => RECIPIENT),
        "Theirs",
      ),
      LONGEST_MS,
    );
    const to = [RECIPIENT, ...recipients(5), RECIPIENT];
    await time.run(sendAll(client, to), LONGEST_MS);
    const { texts: booked, refused } = await books(emulator);
    expect(booked).toEqual([...texts(7), ...texts(10, "Theirs")].sort());
    expect(refused).toBeGreaterThan(0);
  });

  it("of two clients that do not know of each other, each message arrives once", async () => {
    const { time, emulator, client, other } = world(
      { rate: { limit: 20, windowSeconds: 20 } },
      { format, retries: 10 },
    );
    const both = [sendAll(client, recipients(30), "Mine"), sendAll(other, recipients(30), "Theirs")];
    await time.run(Promise.all(both), LONGEST_MS);
    const { texts: booked, refused } = await books(emulator);
    expect(booked).toEqual([...texts(30, "Mine"), ...texts(30, "Theirs")].sort());
    expect(refused).toBeGreaterThan(0);
  });
});
