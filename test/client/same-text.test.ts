/** Code 8: the same text goes to the same recipient once in ten seconds. */
import { describe, expect, it } from "vitest";
import { createLimiter } from "../../src/client/index.ts";
import type { SettingsInput } from "../../src/emulator/index.ts";
import { START } from "../support/manual-clock.ts";
import { collect, world } from "./bulk/support.ts";
import { call, ModelledServer } from "./pacing/modelled-server.ts";
import { VirtualTime } from "./pacing/virtual-time.ts";
import { coded, codedXml, fakeClient, json, rejection } from "./support.ts";
// Loaded when first used, which takes real time; here time passes only while nothing is under way.
import "../../src/client/http/xml.ts";

const ALICE = "16465550150";
const BOB = "16465550151";
const SECOND = 1000;
/** Settings with the limit on equal texts alone. */
const SAME_TEXT = { limits: { rate: null, perRecipient: null } } as const satisfies SettingsInput;

const hello = (mobilePhone = ALICE, message = "Hello") => ({ mobilePhone, message });

/** Codes of the refusals that the emulator has seen. */
async function refused({ emulator }: Pick<ReturnType<typeof world>, "emulator">): Promise<number> {
  const { items } = await emulator.journal.list({ limit: 1000 });
  return items.filter(({ response }) => response.status !== 200).length;
}

describe("a client that sends a text twice", () => {
  it("lets ten seconds pass by itself, and is never refused", async () => {
    const here = world(SAME_TEXT);
    const { client, time } = here;
    await time.run(
      Promise.all([client.sms.send(hello()), client.sms.send(hello()), client.sms.send(hello())]),
    );
    expect(time.now() - START).toBe(20 * SECOND);
    expect(await refused(here)).toBe(0);
  });

  it.each([
    ["another text", hello(ALICE, "Good morning")],
    ["another recipient", hello(BOB)],
  ])("does not wait for %s", async (_, other) => {
    const { client, time } = world(SAME_TEXT);
    await time.run(Promise.all([client.sms.send(hello()), client.sms.send(other)]));
    expect(time.now()).toBe(START);
  });

  it("waits for the same number written otherwise", async () => {
    const here = world(SAME_TEXT);
    const { client, time } = here;
    await time.run(Promise.all([client.sms.send(hello()), client.sms.send(hello("(646) 555-0150"))]));
    expect(time.now() - START).toBe(10 * SECOND);
    expect(await refused(here)).toBe(0);
  });

  it("does not wait after a refusal, which does not count", async () => {
    const answers = [() => coded(5), () => json({ Id: "a", DeliveryReportUrl: "u", Message: "m" })];
    const time = new VirtualTime(START);
    const options = { pacing: true, clock: time.clock, sleep: time.sleep } as const;
    const { client } = fakeClient(() => (answers.shift() ?? (() => coded(4)))(), options);
    await time.run(rejection(client.sms.send(hello())));
    await time.run(client.sms.send(hello()));
    expect(time.now()).toBe(START);
  });

  it("is refused at once, with nothing sent, when its deadline comes first", async () => {
    const { client, time } = world(SAME_TEXT);
    await time.run(client.sms.send(hello()));
    const error = await time.run(rejection(client.sms.send(hello(), { deadline: 9 * SECOND })));
    expect(error).toMatchObject({ name: "RateLimitError", scope: "text", attempts: 0, resetSeconds: 10 });
    expect(String(error)).toContain("the limit on the same text to one recipient lasts past the deadline");
    expect(time.now()).toBe(START);
  });
});

describe.each(["json", "xml"] as const)("a text that another client has sent (%s)", (format) => {
  it("is sent again after ten seconds, once", async () => {
    const here = world(SAME_TEXT, { format });
    const { connect, time } = here;
    await time.run(connect().sms.send(hello()));
    const { attempts } = await time.run(connect().sms.send(hello()).withResponse());
    expect(attempts).toBe(2);
    expect(time.now() - START).toBe(10 * SECOND);
    expect(await refused(here)).toBe(1);
    expect(await here.booked()).toHaveLength(2);
  });

  it("ends the call where its deadline comes first", async () => {
    const here = world(SAME_TEXT, { format });
    const { connect, time } = here;
    await time.run(connect().sms.send(hello()));
    const error = await time.run(rejection(connect().sms.send(hello(), { deadline: 9 * SECOND })));
    const refusedOnce = { status: 422, code: 8, attempts: 1, body: { name: "Unprocessable entity" } };
    expect(error).toMatchObject({ name: "RateLimitError", scope: "text", resetSeconds: 10, ...refusedOnce });
    expect(time.now()).toBe(START);
    expect(await here.booked()).toHaveLength(1);
  });

  it.each([{ retries: 0 }, { pacing: false }])("is not sent again with %j", async (options) => {
    const answer = format === "json" ? () => coded(8) : () => codedXml(8);
    const { client, requests } = fakeClient(answer, { format, ...options });
    const error = await rejection(client.sms.send(hello()));
    expect(error).toMatchObject({ name: "RateLimitError", scope: "text", code: 8, resetSeconds: 10 });
    expect(requests).toHaveLength(1);
  });
});

describe("a list that repeats a text", () => {
  it("sends to others meanwhile, even one at a time", async () => {
    const here = world(SAME_TEXT);
    const { client, time } = here;
    const items = [hello(), hello(), ...Array.from({ length: 5 }, (_, index) => hello(BOB, `text ${index}`))];
    const { results, summary } = await time.run(collect(client.sms.sendMany(items, { concurrency: 1 })));
    expect(summary).toMatchObject({ accepted: 7, refused: 0 });
    expect(results.at(-1)?.index).toBe(1);
    expect(time.now() - START).toBe(10 * SECOND);
    expect(await refused(here)).toBe(0);
  });

  it("waits ten seconds for a text that another client has sent, and goes on with others", async () => {
    const here = world(SAME_TEXT);
    const { client, connect, time } = here;
    await time.run(connect().sms.send(hello()));
    const items = [hello(), hello(BOB)];
    const { results, summary } = await time.run(collect(client.sms.sendMany(items, { concurrency: 1 })));
    expect(summary).toMatchObject({ accepted: 2, refused: 0, stoppedBy: undefined });
    expect(results.map(({ index }) => index)).toEqual([1, 0]);
    expect(time.now() - START).toBe(10 * SECOND);
  });
});

describe("the limiter", () => {
  function setUp() {
    const time = new VirtualTime(START);
    const server = new ModelledServer(time, { rate: null });
    const limiter = createLimiter({ clock: time.clock, sleep: time.sleep, random: () => 0.5 });
    const send = (text: string) => call(server, limiter, { recipient: ALICE, text });
    return { time, server, limiter, send };
  }

  it("holds no other text of the recipient back while one waits", async () => {
    const { time, send } = setUp();
    await time.run(send("a"));
    const again = send("a");
    for (let count = 0; count < 8; count++) await time.run(send(`b${count}`));
    expect(time.now()).toBe(START);
    await time.run(again);
    expect(time.now() - START).toBe(10 * SECOND);
  });

  it("holds a text to both limits: its recipient's minute, and its own ten seconds", async () => {
    const { time, server, send } = setUp();
    await time.run(Promise.all(Array.from({ length: 9 }, (_, index) => send(`b${index}`))));
    await time.run(Promise.all([send("a"), send("a"), send("a")]));
    expect(server.handled.slice(-3).map(({ at }) => at - START)).toEqual([0, 60_000, 70_000]);
  });

  it.each([
    ["for its text", 0],
    ["for its recipient, its text's place in hand", 10],
  ])("gives the place of one that gives up %s to the next", async (_, others) => {
    const { time, limiter, send } = setUp();
    await time.run(Promise.all(Array.from({ length: others }, (_each, index) => send(`b${index}`))));
    if (others === 0) await time.run(send("a"));
    const over = new AbortController();
    const given = rejection(limiter.acquire({ recipient: ALICE, text: "a", signal: over.signal }));
    await time.pass(0);
    const next = send("a");
    over.abort();
    await given;
    await time.run(next);
    expect(time.now() - START).toBe(others === 0 ? 10 * SECOND : 60 * SECOND);
  });
});
