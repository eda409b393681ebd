/** Sending a list: what becomes of each item, in which order, and when the run stops. */
import { describe, expect, it } from "vitest";
import {
  type BulkItem,
  type BulkProgress,
  BulkRun,
  ConfigurationError,
  type Limiter,
} from "../../../src/client/index.ts";
import { START } from "../../support/manual-clock.ts";
import { fakeClient, ID, json, refusal, rejection } from "../support.ts";
import { numbers } from "./numbers.ts";
import { collect, messages, outcomes, turns, world } from "./support.ts";

const ACCEPTED = { Id: ID, DeliveryReportUrl: "http://x/", Message: "Sent." };

describe("a list of messages", () => {
  it("is sent, each once, whether it is an array, a set, a generator or comes in by and by", async () => {
    const array = messages(25);
    const sources: [string, () => Iterable<BulkItem> | AsyncIterable<BulkItem>, number | undefined][] = [
      ["array", () => array, 25],
      ["set", () => new Set(array), 25],
      ["generator", () => array.values(), undefined],
      [
        "async generator",
        async function* () {
          yield* array;
        },
        undefined,
      ],
    ];
    for (const [name, source, total] of sources) {
      const { client, time, booked } = world();
      const summary = await time.run(client.sms.sendMany(source()));
      expect([name, summary]).toEqual([
        name,
        { read: 25, accepted: 25, refused: 0, unknown: 0, notAttempted: 0, resumed: 0, total },
      ]);
      expect((await booked()).sort()).toEqual(
        array.map((item) => `${item.mobilePhone} ${item.message}`).sort(),
      );
    }
  });

  it("gives one result for each item, with its id, key and position", async () => {
    const { client, time, emulator } = world();
    const list = messages(3).map((item, index) => (index === 1 ? { ...item, key: "second" } : item));
    const { results } = await time.run(collect(client.sms.sendMany(list)));
    const { items } = await emulator.messages.list({});
    const idOf = (text: string) => items.find((message) => message.text === text)?.id;
    expect(results.toSorted((a, b) => a.index - b.index)).toEqual([
      { key: "#0", index: 0, resumed: false, outcome: "accepted", id: idOf("text 0") },
      { key: "second", index: 1, resumed: false, outcome: "accepted", id: idOf("text 1") },
      { key: "#2", index: 2, resumed: false, outcome: "accepted", id: idOf("text 2") },
    ]);
  });

  it("that is empty ends at once", async () => {
    const { client, time } = world();
    await expect(time.run(collect(client.sms.sendMany([])))).resolves.toMatchObject({
      results: [],
      summary: { read: 0, total: 0 },
    });
  });

  it("is sent once, however often the run is awaited and iterated over", async () => {
    const { client, time, booked } = world();
    const run = client.sms.sendMany(messages(5));
    expect(run).toBeInstanceOf(BulkRun);
    const [{ summary }, again] = await time.run(Promise.all([collect(run), run]));
    expect(again).toEqual(summary);
    await run;
    expect(await rejection(collect(run))).toMatchObject({ message: expect.stringContaining("iterate once") });
    expect(await booked()).toHaveLength(5);
  });

  it("says so when somebody comes for the results too late", async () => {
    const { client, time } = world();
    const run = client.sms.sendMany(messages(5));
    await time.run(run);
    expect(await rejection(collect(run))).toMatchObject({
      message: expect.stringContaining("some are gone already"),
    });
  });

  it("takes each item as it was when it was read", async () => {
    const { client, time, booked } = world();
    const list = function* () {
      const item = { mobilePhone: "", message: "" };
      for (const { mobilePhone, message = "" } of messages(5))
        yield Object.assign(item, { mobilePhone, message });
    };
    await time.run(client.sms.sendMany(list()));
    expect((await booked()).sort()).toEqual(
      messages(5)
        .map((item) => `${item.mobilePhone} ${item.message}`)
        .sort(),
    );
  });

  it("goes out in order for each recipient, however its number is written", async () => {
    const { client, time, booked } = world();
    const writings = ["12125550150", "+1 (212) 555-0150", "2125550150"];
    const list = Array.from({ length: 30 }, (_, index) => ({
      mobilePhone: index % 2 === 0 ? (writings[index % 3] ?? "") : "12125550151",
      message: `${index}`,
    }));
    await time.run(client.sms.sendMany(list, { concurrency: 7 }));
    const sequence = (await booked())
      .filter((text) => text.startsWith("12125550150 "))
      .map((text) => text.slice(12));
    expect(sequence).toEqual(list.flatMap(({ message }, index) => (index % 2 === 0 ? [message] : [])));
  });

  it("has as many on their way at a time as concurrency says", async () => {
    let now = 0;
    let most = 0;
    const { client } = fakeClient(async () => {
      most = Math.max(most, ++now);
      await turns(2);
      now--;
      return json(ACCEPTED);
    });
    await client.sms.sendMany(messages(40));
    expect(most).toBe(10);
    most = 0;
    await client.sms.sendMany(messages(40), { concurrency: 3 });
    expect(most).toBe(3);
  });

  it("is read only so far ahead of what is sent and of what is iterated over", async () => {
    let read = 0;
    let answer: (() => void) | undefined;
    const { client } = fakeClient(async () => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return json(ACCEPTED);
    });
    const endless = function* () {
      for (const item of messages(500)) {
        read++;
        yield item;
      }
    };
    const run = client.sms.sendMany(endless(), { concurrency: 1, lookAhead: 20 });
    const results = run[Symbol.asyncIterator]();
    const first = results.next();
    await turns(20);
    expect(read).toBe(20);
    answer?.();
    await first;
    await turns(20);
    expect(read).toBe(21);
    for (let count = 0; count < 50; count++) {
      answer?.();
      await turns(3);
    }
    expect(read).toBe(21);
    const left = results.return(undefined);
    answer?.();
    await left;
    expect(read).toBe(21);
  });

  it("is counted as it goes on; a callback that fails changes nothing", async () => {
    const told: BulkProgress[] = [];
    const { client, time } = world();
    const list = [...messages(3), { mobilePhone: "12125550141", message: "opted out" }];
    const summary = await time.run(
      client.sms.sendMany(list, {
        onProgress(progress) {
          told.push(progress);
          throw new Error("no");
        },
      }),
    );
    expect(summary).toMatchObject({ read: 4, accepted: 3, refused: 1 });
    expect(told).toHaveLength(4);
    expect(told.at(-1)).toEqual({
      read: 4,
      accepted: 3,
      refused: 1,
      unknown: 0,
      notAttempted: 0,
      resumed: 0,
      total: 4,
    });
  });
});

describe("an item that fails", () => {
  it("is a result with its error, and the others go on", async () => {
    const { client, time, booked } = world();
    const list = ["50", "41", "33", "40", "36", "44", "51"].map((nn) => ({
      mobilePhone: `121255501${nn}`,
      message: nn,
      key: nn,
    }));
    const { results, summary } = await time.run(collect(client.sms.sendMany(list)));
    expect(outcomes(results)).toEqual({
      "50": "accepted",
      "41": "refused",
      "33": "unknown",
      "40": "accepted",
      "36": "unknown",
      "44": "refused",
      "51": "accepted",
    });
    const errors = Object.fromEntries(
      results.map((result) => [result.key, "error" in result ? result.error?.name : undefined]),
    );
    expect(errors).toEqual({
      "33": "SendOutcomeUnknownError",
      "36": "SendOutcomeUnknownError",
      "40": "SendOutcomeUnknownError",
      "41": "RecipientRefusedError",
      "44": "InvalidInputError",
    });
    expect(results.find(({ key }) => key === "40")).toMatchObject({ outcome: "accepted", id: undefined });
    expect(summary).toMatchObject({ read: 7, accepted: 3, refused: 2, unknown: 2 });
    expect(summary.stoppedBy).toBeUndefined();
    expect(await booked()).toHaveLength(4);
  });

  it("can be reconciled with the error of its result", async () => {
    const { client, time } = world();
    const { results } = await time.run(
      collect(client.sms.sendMany([{ mobilePhone: "12125550133", message: "hello", key: "a" }])),
    );
    const [result] = results;
    const error = result !== undefined && "error" in result ? result.error : undefined;
    expect(error).toMatchObject({ send: { params: { mobilePhone: "12125550133", message: "hello" } } });
    expect(error?.name === "SendOutcomeUnknownError" && Object.keys(error.send.params)).toEqual([
      "mobilePhone",
      "message",
    ]);
  });
});

describe("what would hit every item that follows", () => {
  it.each([
    ["a token that is not accepted", 401, "AuthenticationError"],
    ["too few credits", 402, "InsufficientCreditsError"],
  ])("stops the run: %s", async (_, status, name) => {
    let count = 0;
    const { client } = fakeClient(() => (++count > 5 ? refusal(status, "no") : json(ACCEPTED)));
    const { results, summary } = await collect(client.sms.sendMany(messages(500), { concurrency: 1 }));
    expect(count).toBe(6);
    expect(summary).toMatchObject({ accepted: 5, refused: 1, stoppedBy: { name } });
    expect(summary.read).toBe(6 + summary.notAttempted);
    expect(results.at(-1)).toMatchObject({ outcome: "not-attempted" });
    expect(results).toHaveLength(summary.read);
  });

  it("stops the run: a limiter of the caller's own that fails", async () => {
    const pacing: Limiter = {
      async acquire() {
        throw new Error("no connection to the limiter");
      },
    };
    const { client, requests } = fakeClient(json(ACCEPTED), { pacing });
    const summary = await client.sms.sendMany(messages(50));
    expect(requests).toEqual([]);
    expect(summary).toMatchObject({ accepted: 0, stoppedBy: { name: "ConfigurationError" } });
    expect(summary.stoppedBy?.message).toContain("no connection to the limiter");
  });
});

describe("a run that is stopped", () => {
  it("by its signal sends nothing further, waits for what has left, and tells what was not attempted", async () => {
    const answers: (() => void)[] = [];
    const { client, requests } = fakeClient(async () => {
      await new Promise<void>((resolve) => answers.push(resolve));
      return json(ACCEPTED);
    });
    const stop = new AbortController();
    const run = client.sms.sendMany(messages(50), { concurrency: 4, signal: stop.signal, lookAhead: 20 });
    const all = collect(run);
    await turns(20);
    expect(requests).toHaveLength(4);
    stop.abort(new Error("enough"));
    await turns(5);
    for (const answer of answers) answer();
    const { results, summary } = await all;
    expect(requests).toHaveLength(4);
    expect(summary).toMatchObject({ read: 20, accepted: 4, notAttempted: 16, total: 50 });
    expect(summary.stoppedBy).toMatchObject({ name: "AbortError", cause: { message: "enough" } });
    expect(results).toHaveLength(20);
  });

  it("before it begins reads and sends nothing", async () => {
    const { client, requests } = fakeClient(json(ACCEPTED));
    const summary = await client.sms.sendMany(messages(5), { signal: AbortSignal.abort() });
    expect([requests.length, summary.read, summary.stoppedBy?.name]).toEqual([0, 0, "AbortError"]);
  });

  it("while its items keep it waiting ends at once, and tells them that no more are read", async () => {
    let closed = false;
    const stuck: AsyncIterable<BulkItem> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<never>(() => undefined),
        async return() {
          closed = true;
          return { done: true, value: undefined };
        },
      }),
    };
    const stop = new AbortController();
    const run = fakeClient(json(ACCEPTED)).client.sms.sendMany(stuck, { signal: stop.signal });
    await turns(5);
    stop.abort();
    await expect(run).resolves.toMatchObject({ read: 0, stoppedBy: { name: "AbortError" } });
    expect(closed).toBe(true);
  });

  it("while a rate limit holds everybody back ends at once", async () => {
    const { client, time, booked } = world({ limits: { rate: null } });
    const stop = new AbortController();
    const list = Array.from({ length: 30 }, (_, index) => ({
      mobilePhone: "12125550150",
      message: `${index}`,
    }));
    const run = collect(client.sms.sendMany(list, { signal: stop.signal }));
    await turns(200);
    stop.abort();
    const { summary } = await run;
    expect(time.now()).toBe(START);
    expect(summary.accepted).toBe(10);
    expect(summary.accepted + summary.notAttempted).toBe(30);
    expect(await booked()).toHaveLength(summary.accepted);
  });

  it("by leaving its loop sends nothing further and waits for what has left", async () => {
    const { client, time, booked } = world();
    const seen: string[] = [];
    const run = client.sms.sendMany(messages(200), { concurrency: 2 });
    await time.run(
      (async () => {
        for await (const { key } of run) {
          seen.push(key);
          if (seen.length === 3) break;
        }
      })(),
    );
    const summary = await run;
    expect(summary.stoppedBy?.message).toContain("the loop over its results was left");
    expect(await booked()).toHaveLength(summary.accepted);
    expect(summary.accepted).toBeLessThan(10);
  });
});

describe("a run that cannot go on", () => {
  const [first = "", second = ""] = numbers(2);
  it.each<[string, BulkItem[], string]>([
    [
      "two items with one key",
      [{ mobilePhone: first, key: "a" }, { mobilePhone: second }, { mobilePhone: second, key: "a" }],
      'items 0 and 2 have one key ("a")',
    ],
    ["a key like a position", [{ mobilePhone: first, key: "#1" }], 'the key of item 0 is none ("#1")'],
    ["an empty key", [{ mobilePhone: first, key: "" }], 'the key of item 0 is none ("")'],
    ["an item that is none", [{ mobilePhone: first }, JSON.parse("null")], "item 1 is no message (null)"],
  ])("rejects and says why: %s", async (_, list, why) => {
    const { client, time } = world();
    const error = await rejection(time.run(client.sms.sendMany(list)));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ message: expect.stringContaining(why) });
  });

  it("rejects after the results of what has left, when its items fail", async () => {
    const { client, time } = world();
    const list = function* () {
      yield* messages(12);
      throw new Error("the database is gone");
    };
    const seen: string[] = [];
    const error = await rejection(
      time.run(
        (async () => {
          for await (const { outcome } of client.sms.sendMany(list(), { concurrency: 2 })) seen.push(outcome);
        })(),
      ),
    );
    expect(error).toMatchObject({
      name: "ConfigurationError",
      message: expect.stringContaining("its items cannot be read (the database is gone)"),
      cause: { message: "the database is gone" },
    });
    expect(seen).toHaveLength(12);
  });

  it.each([
    ["concurrency", { concurrency: 0 }, "concurrency is no count (0)"],
    ["lookAhead", { lookAhead: 1.5 }, "lookAhead is no count (1.5)"],
    ["an unknown option", JSON.parse('{"concurency":3}'), "an option is unknown (concurency)"],
    ["a journal that is none", JSON.parse('{"journal":{}}'), "journal has the wrong type"],
    ["timeout", { timeout: -1 }, "timeout cannot be used (-1)"],
  ])("sends nothing with an option that cannot be used: %s", async (_, options, why) => {
    const { client, requests } = fakeClient(json(ACCEPTED));
    const stopped = client.sms.sendMany(messages(3), options).then(({ stoppedBy }) => stoppedBy);
    expect(await stopped.catch((error: unknown) => error)).toMatchObject({
      name: "ConfigurationError",
      message: expect.stringContaining(why),
    });
    expect(requests).toEqual([]);
  });
});
