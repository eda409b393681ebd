/** A thousand tests share one process, each with a token of its own, and none meets another. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isProTextingError, ProTexting } from "../../src/client/index.ts";
import { createEmulator, type Emulator } from "../../src/emulator/index.ts";
import { ManualClock, START } from "../support/manual-clock.ts";
import { rawRequest } from "../support/raw-socket.ts";
import { NO_LIMITS, SEED, startTestEmulator } from "../support/test-emulator.ts";
import { untilEnded } from "../support/until-ended.ts";

const TESTS = 1000;
const RECIPIENT = "12125550150";
const OTHER_RECIPIENT = "12125550151";
/** Carriers reject what is sent to it. */
const REJECTING = "12125550105";
const MEDIA = "https://media.example.test/picture.png";
const MINUTE = 60_000;
/** Time limit on a machine that does other things as well. */
const SLOW_MS = 180_000;

function freshEmulator(): Emulator {
  return createEmulator({ seed: SEED, clock: new ManualClock(), settings: { headers: "recorded" } });
}

function clientOf({ fetch }: Emulator, accessToken: string): ProTexting {
  return new ProTexting({ accessToken, baseUrl: "https://api2.protexting.com", fetch, timeout: false });
}

/** Value of the call, or name and status of its refusal. */
async function outcome(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    if (!isProTextingError(error)) throw error;
    return [error.name, error.status];
  }
}

/** Everything to be seen of an account but the ids of its faults, which count over all accounts. */
async function books(emulator: Emulator, token: string): Promise<readonly unknown[]> {
  return [
    await emulator.accounts.get(token),
    await emulator.messages.list({ token, limit: 100 }),
    await emulator.clock.get({ token }),
    await emulator.templates.list({ token }),
    await emulator.inbox.list({ token }),
    await emulator.contacts.list({ token }),
    (await emulator.faults.list({ token })).items.map(({ id: _id, ...fault }) => fault),
  ];
}

/** Messages from handsets and opt-outs, for some of the tests: all would take their time twice. */
async function handsetTest(emulator: Emulator, client: ProTexting, token: string): Promise<void> {
  await emulator.inbound({ token, from: OTHER_RECIPIENT, message: `to ${token}` });
  await client.contacts.optOut(OTHER_RECIPIENT);
  expect(await outcome(client.sms.send({ mobilePhone: OTHER_RECIPIENT, message: "no" }))).toEqual([
    "RecipientRefusedError",
    422,
  ]);
  expect((await client.mmsTemplates.create({ resourceLink: MEDIA })).id).toBe(10_586);
  const inbox = await client.inbox.list();
  expect(inbox.items.map(({ message }) => message)).toEqual([`to ${token}`]);
}

/** A test that starts from a seed of its own, and goes back to it. */
async function seededTest(emulator: Emulator, client: ProTexting, token: string): Promise<unknown> {
  const messages = [{ to: RECIPIENT, text: `seeded for ${token}`, sentAt: "-1h" }];
  await emulator.plant({
    accounts: [
      { token, credits: 5, messages, contacts: [{ number: OTHER_RECIPIENT, optOut: { by: "api" } }] },
    ],
  });
  const planted = await books(emulator, token);
  await client.sms.send({ mobilePhone: RECIPIENT, message: "on top" });
  await client.contactsOptIn.createCustom(OTHER_RECIPIENT);
  expect(await books(emulator, token)).not.toEqual(planted);
  await emulator.reset({ token });
  expect(await books(emulator, token)).toEqual(planted);
  return planted;
}

/** A test as a user may write it who leaves all settings as they are. */
async function quietTest(emulator: Emulator, token: string, number: number): Promise<unknown> {
  const client = clientOf(emulator, token);
  const sends = 1 + (number % 4 === 0 ? 1 : 0);
  const ids: string[] = [];
  for (let sent = 0; sent < sends; sent++) {
    const { id } = await client.sms.send({ mobilePhone: RECIPIENT, message: `${token} ${sent}` });
    ids.push(id);
  }
  if (number % 10 === 0) await handsetTest(emulator, client, token);
  const { items } = await client.sentHistory.singleList();
  expect(items.map(({ apiId, sentAt }) => [apiId, sentAt.date.getTime()])).toEqual(
    ids.map((id) => [id, START]).toReversed(),
  );
  expect(await client.credits.balance()).toEqual({ availableCredits: 1000 - sends });
  return [ids, await books(emulator, token)];
}

/** A test that moves its clock, adds faults to itself and starts over. */
async function meddlingTest(emulator: Emulator, token: string, number: number): Promise<unknown> {
  const client = clientOf(emulator, token);
  const told: unknown[] = [];
  const send = (message: string) => client.sms.send({ mobilePhone: RECIPIENT, message });
  const { id: first } = await send("before");
  const { id: mmsTemplateId } = await client.mmsTemplates.create({ resourceLink: MEDIA });
  await emulator.clock.advance((1 + number) * MINUTE, { token });
  expect((await client.sms.deliveryReport(first)).status.description).toBe("Delivered");
  await emulator.clock.freeze({ token });

  const match = { token, endpoint: "sms.send" };
  await emulator.faults.add({ kind: "status", status: 503, probability: 0.5, match });
  await emulator.faults.add({ kind: "reset", when: "after", probability: 0.3, match });
  for (let call = 0; call < 3; call++) told.push(await outcome(send(`under fire ${call}`)));
  told.push(await books(emulator, token));
  await emulator.faults.clear({ token });
  const blocks = number % 10 === 1;
  if (blocks) {
    await emulator.accounts.patch(token, { numberStatus: { "82257": 301 } });
    await emulator.inbound({ token, from: OTHER_RECIPIENT, message: "STOP" });
    told.push(await outcome(client.sms.send({ mobilePhone: OTHER_RECIPIENT, message: "no" })));
    expect((await client.numbers.view("82257")).status.id).toBe(301);
  }

  const { id: second } = await send("after");
  const { items } = await client.sentHistory.singleList();
  expect(items[0]).toMatchObject({
    apiId: second,
    sentAt: { date: new Date(START + (1 + number) * MINUTE) },
  });
  expect(items.at(-1)).toMatchObject({ apiId: first, sentAt: { date: new Date(START) } });
  told.push(items, await books(emulator, token));

  await client.sms.send({ mobilePhone: REJECTING, message: "look", mmsTemplateId, mmsResend: true });
  await emulator.clock.advance("3s", { token });
  const [sms, mms] = (await client.sentHistory.singleList()).items;
  expect([sms?.type.description, mms?.type.description]).toEqual(["SMS", "MMS"]);
  told.push(await books(emulator, token));

  await emulator.reset({ token });
  expect((await client.mmsTemplates.list()).items).toEqual([]);
  if (blocks) {
    expect((await client.inbox.list()).items).toEqual([]);
    expect((await client.numbers.view("82257")).status.id).toBe(0);
  }
  expect((await send("again")).id).toBe(first);
  expect(await emulator.clock.get({ token })).toEqual({ now: new Date(START).toISOString(), frozen: false });
  expect(await emulator.accounts.get(token)).toMatchObject({ credits: 999, totals: { messages: 1 } });
  if (number % 20 === 3) told.push(await seededTest(emulator, client, token));
  return [first, second, told, await books(emulator, token)];
}

const tests = Array.from({ length: TESTS }, (_, number) => ({ number, token: `test_${number}` }));

function run(emulator: Emulator, { number, token }: (typeof tests)[number]): Promise<unknown> {
  return (number % 2 === 0 ? quietTest : meddlingTest)(emulator, token, number);
}

describe("1,000 tests in parallel on one process", () => {
  it(
    "each finds what it finds alone, while half of them move their clock, add faults and reset",
    async () => {
      const shared = freshEmulator();
      const together = await Promise.all(tests.map((test) => run(shared, test)));
      // The number modulo twenty decides what a test does; ten of each kind are compared with their run alone.
      const sample = tests.slice(0, 200);
      const alone = await Promise.all(sample.map((test) => run(freshEmulator(), test)));
      expect(together.slice(0, sample.length)).toEqual(alone);
      expect((await shared.accounts.list()).total).toBe(TESTS);
      expect(await shared.faults.list()).toEqual({ items: [], total: 0 });
      expect(await shared.clock.get()).toEqual({ now: new Date(START).toISOString(), frozen: false });
    },
    SLOW_MS,
  );

  it("they do interleave, and faults do meet some of the sends and not others", async () => {
    const answered: string[] = [];
    const shared = createEmulator({
      seed: SEED,
      clock: new ManualClock(),
      onAnswer: ({ path, status }) => answered.push(`${path} ${status}`),
    });
    const some = tests.slice(0, 20);
    await Promise.all(some.map((test) => run(shared, test)));
    expect(answered.slice(0, some.length)).toEqual(some.map(() => "/v1/sms/send 200"));
    const statuses = answered.filter((line) => line.startsWith("/v1/sms/send")).map((line) => line.slice(-3));
    expect(statuses.filter((status) => status === "503").length).toBeGreaterThan(5);
    expect(statuses.filter((status) => status === "200").length).toBeGreaterThan(40);
  });
});

const ALICE = "test_alice";
const FAULTS = [
  { kind: "status", status: 502, probability: 0.3, match: { token: ALICE } },
  { kind: "garbage", probability: 0.2, match: { token: ALICE } },
  { kind: "cut", when: "after", probability: 0.3, match: { token: ALICE, endpoint: "sms.send" } },
  { kind: "reset", when: "after", probability: 0.5, match: { recipient: RECIPIENT, token: ALICE } },
  { kind: "close", nth: 3, times: 2, probability: 0.5, match: { token: ALICE, endpoint: "credits.balance" } },
] as const;

/** Calls of one account, as they go over the wire. */
const CALLS = Array.from({ length: 24 }, (_, call) =>
  call % 3 === 2
    ? rawRequest(`GET /v1/credits/balance?access_token=${ALICE}`)
    : rawRequest(
        `POST /v1/sms/send?access_token=${ALICE}`,
        { "Content-Type": "application/json" },
        JSON.stringify({ MobilePhone: RECIPIENT, Message: `message ${call}` }),
      ),
);

describe("the same seed and the same requests", () => {
  it("give the same bytes on a socket, broken ones too, whatever others do between", async () => {
    const transcript = async (between: (emulator: Emulator, call: number) => Promise<void>) => {
      const emulator = await startTestEmulator({ ...NO_LIMITS, headers: "recorded" });
      await between(emulator, -1);
      for (const fault of FAULTS) await emulator.faults.add(fault);
      const ends: { readonly how: string; readonly bytes: string }[] = [];
      for (const [call, request] of CALLS.entries()) {
        await between(emulator, call);
        const { bytes, error = "closed" } = await untilEnded(emulator.url, request);
        ends.push({ how: error, bytes: bytes.toString("latin1") });
      }
      const fired = (await emulator.journal.list({ token: ALICE })).items.map(({ fault }) => fault);
      return { ends, books: await books(emulator, ALICE), faults: fired.map((fault) => fault !== null) };
    };
    const alone = await transcript(async () => {});
    expect(await transcript(meddle)).toEqual(alone);
    // Each of the faults was met, and calls came through as well.
    const seen = alone.ends.map(({ how, bytes }) => `${how} ${/^(?:HTTP\/1.1 \d+)?/.exec(bytes)?.[0]}`);
    expect(new Set(seen)).toEqual(
      new Set(["closed HTTP/1.1 200", "closed HTTP/1.1 502", "closed ", "ECONNRESET "]),
    );
    expect(new Set(alone.faults)).toEqual(new Set([true, false]));
    expect(alone.ends.some(({ how, bytes }) => how === "closed" && !bytes.startsWith("HTTP"))).toBe(true);
  });

  it("meet the same faults, in whatever order the calls of two accounts come", async () => {
    const tokens = [ALICE, "test_bob"] as const;
    /** One call after the other of the accounts named; the answers to each account. */
    const transcripts = async (order: readonly number[]): Promise<readonly (readonly string[])[]> => {
      const emulator = freshEmulator();
      await emulator.faults.add({ kind: "status", status: 500, probability: 0.4 });
      await emulator.faults.add({
        kind: "close",
        when: "after",
        probability: 0.2,
        match: { endpoint: "sms.send" },
      });
      const told: [string[], string[]] = [[], []];
      for (const whose of order) {
        const mine = whose === 0 ? told[0] : told[1];
        const token = whose === 0 ? tokens[0] : tokens[1];
        mine.push(await bytesOf(emulator, token, mine.length));
        if (mine.length === 5) await emulator.clock.advance("90s", { token });
      }
      return told;
    };
    const each = 12;
    const first = await transcripts([...Array(each).fill(0), ...Array(each).fill(1)]);
    expect(first[0]).not.toEqual(first[1]);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...Array(each).fill(0), ...Array(each).fill(1)], { minLength: 2 * each }),
        async (order) => {
          expect(await transcripts(order)).toEqual(first);
        },
      ),
      { numRuns: 40 },
    );
  });
});

async function bytesOf(emulator: Emulator, token: string, call: number): Promise<string> {
  try {
    const answer = await emulator.fetch(`https://api2.protexting.com/v1/sms/send?access_token=${token}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: call % 2 === 0 ? "application/xml" : "*/*" },
      body: JSON.stringify({ MobilePhone: RECIPIENT, Message: `message ${call}` }),
    });
    return `${answer.status} ${answer.statusText}\n${JSON.stringify([...answer.headers])}\n${await answer.text()}`;
  } catch (error) {
    return String(error);
  }
}

/** Calls of other accounts: sends, faults of their own before and after, clocks, resets. */
async function meddle(emulator: Emulator, call: number): Promise<void> {
  const token = `test_other${Math.abs(call) % 4}`;
  const { id } = await emulator.faults.add({ kind: "status", probability: 0.5, match: { token } });
  for (let sent = 0; sent <= call % 3; sent++) await bytesOf(emulator, token, sent);
  await emulator.clock.advance("1h", { token });
  await bytesOf(emulator, "your_access_token", 0);
  if (call % 2 === 0) await emulator.faults.remove(id);
  if (call % 5 === 0) await emulator.reset({ token });
}
