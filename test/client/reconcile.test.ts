/** Fate of a send whose end its caller did not see, looked up in the emulator's sent history. */
import { describe, expect, it } from "vitest";
import { type BulkResult, isProTextingError, type JournalEntry, ProTexting } from "../../src/client/index.ts";
import { magicNumbers } from "../../src/protocol/magic-numbers.ts";
import { BOOKED, HOUR, LOST, MINUTE, SECOND, TEXT, TOKEN, World } from "./reconcile-world.ts";
import { rejection } from "./support.ts";

const orders = ["newest-first", "oldest-first"] as const;
const ways = orders.flatMap((sentHistory) =>
  (["json", "xml"] as const).map((format) => ({ format, settings: { sentHistory } })),
);
async function allOf(run: AsyncIterable<BulkResult>): Promise<readonly BulkResult[]> {
  const results: BulkResult[] = [];
  for await (const result of run) results.push(result);
  return results;
}

const faults = magicNumbers.flatMap(({ nn, does }) =>
  does.kind === "fault" ? [{ recipient: `164655501${nn}`, when: does.when }] : [],
);

describe.each(ways)("a send without an end ($settings.sentHistory, $format)", (way) => {
  it.each(faults.filter(({ when }) => when === "after"))(
    "is found when the API had taken it: $recipient",
    async ({ recipient }) => {
      const world = new World(way);
      await world.others(3);
      const error = await world.unseen(recipient);
      await world.others(2);
      const found = await world.reconcile(error);
      expect(found).toMatchObject({ outcome: "found", message: { message: TEXT } });
      expect(found).toHaveProperty("message.apiId", (await world.ids())[2]);
    },
  );

  it.each(faults.filter(({ when }) => when === "before"))(
    "is not found when the API had not taken it: $recipient",
    async ({ recipient }) => {
      const world = new World(way);
      await world.others(3);
      const error = await world.unseen(recipient);
      await world.others(2, "13125550150");
      expect(await world.reconcile(error)).toEqual({ outcome: "not-found" });
    },
  );

  it("is looked for on as many pages as have come since, and no more", async () => {
    const world = new World(way);
    await world.others(230);
    const error = await world.unseen(BOOKED);
    const lost = await world.unseen("13125550131");
    await world.others(130);
    const found = await world.reconcile(error);
    expect(found).toHaveProperty("message.apiId", (await world.ids())[130]);
    // 361 messages: the send is on page 2 of 4, or on page 3 where the oldest come first, which costs page 1 as well.
    const pages = way.settings.sentHistory === "newest-first" ? 2 : 3;
    expect(await world.pagesRead()).toBe(pages);
    expect(await world.reconcile(lost)).toEqual({ outcome: "not-found" });
    expect(await world.pagesRead()).toBe(2 * pages);
    const recent = await world.unseen("13125550133");
    expect(await world.reconcile(recent)).toMatchObject({ outcome: "found" });
    expect(await world.pagesRead()).toBe(3 * pages - 1);
  });

  it("has a text of any kind", async () => {
    for (const message of [
      " blanks on both sides ",
      "two\nlines\r\nand a return\r",
      "\ttabs\t",
      "a < b && c > d \"quoted\" 'twice' ]]>",
      "ünï €[~] 😀",
      "&amp; &#13; %20 +",
      "0012",
      "x".repeat(480),
    ]) {
      const world = new World(way);
      const error = await world.unseen(BOOKED, { message });
      expect(await world.reconcile(error)).toMatchObject({ outcome: "found", message: { message } });
    }
  });

  it("goes to a number in any writing", async () => {
    for (const mobilePhone of ["+1 (646) 555-0133", "6465550133", "1.646.555.0133"]) {
      const world = new World(way);
      expect(await world.reconcile(await world.unseen(mobilePhone))).toMatchObject({ outcome: "found" });
    }
  });
});

describe("a send whose answer was cut", () => {
  it("is found, since its status said that it was accepted", async () => {
    const world = new World();
    const error = await world.unseen("16465550140");
    expect(error.accepted).toBe(true);
    expect(await world.reconcile(error)).toHaveProperty("message.apiId", (await world.ids())[0]);
  });

  it("is never called not found, which would have it sent again", async () => {
    const world = new World();
    const error = await world.unseen("16465550140");
    await world.emulator.reset({ token: TOKEN });
    expect(await world.reconcile(error)).toEqual({ outcome: "undecidable", candidates: [] });
  });
});

describe("a send with a twin", () => {
  it("is undecidable when both may be it", async () => {
    const world = new World({ pacing: false });
    const error = await world.unseen(BOOKED);
    const again = await world.unseen(BOOKED);
    for (const one of [error, again]) {
      const found = await world.reconcile(one);
      expect(found).toMatchObject({
        outcome: "undecidable",
        candidates: [{ message: TEXT }, { message: TEXT }],
      });
    }
  });

  it("is undecidable when the numbers differ only where the history masks them", async () => {
    const world = new World();
    const lost = await world.unseen(LOST);
    const booked = await world.unseen(BOOKED);
    const twin = await world.unseen("16465550135");
    for (const error of [lost, booked, twin]) {
      expect(await world.reconcile(error)).toMatchObject({ outcome: "undecidable" });
    }
  });

  it("is undecidable when there is one message for the two of them", async () => {
    const world = new World({ pacing: false });
    const sends = [await world.unseen(LOST), await world.unseen(BOOKED), await world.unseen(LOST)];
    const [newest] = await world.ids();
    for (const error of sends) {
      const found = await world.reconcile(error);
      expect(found).toMatchObject({ outcome: "undecidable", candidates: [{ apiId: newest }] });
    }
  });

  it("that was looked up and not found is found when it is sent again", async () => {
    const world = new World();
    const lost = await world.unseen(LOST);
    expect(await world.reconcile(lost)).toEqual({ outcome: "not-found" });
    const again = await world.unseen(BOOKED);
    expect(await world.reconcile(again)).toMatchObject({ outcome: "found" });
  });

  it("is told from it by a digit that the history shows", async () => {
    const world = new World();
    const lost = await world.unseen(LOST);
    const booked = await world.unseen("12125550133");
    expect(await world.reconcile(lost)).toEqual({ outcome: "not-found" });
    expect(await world.reconcile(booked)).toMatchObject({ outcome: "found" });
  });

  it.each(["sms", "smsSimple"] as const)(
    "is told from it when this client knows the twin's id (%s)",
    async (method) => {
      const world = new World();
      const known = () => world.run(world.client[method].send({ mobilePhone: "16465550150", message: TEXT }));
      await known();
      const lost = await world.unseen(LOST);
      await known();
      expect(await world.reconcile(lost)).toEqual({ outcome: "not-found" });
      const booked = await world.unseen(BOOKED);
      const [newest] = await world.ids();
      await known();
      expect(await world.reconcile(booked)).toHaveProperty("message.apiId", newest);
    },
  );

  it("is told from it when the twin was sent well before", async () => {
    const world = new World();
    await world.others(1, "16465550150", TEXT);
    await world.time.pass(5 * SECOND);
    expect(await world.reconcile(await world.unseen(LOST))).toEqual({ outcome: "not-found" });
    expect(await world.reconcile(await world.unseen(BOOKED))).toMatchObject({ outcome: "found" });
  });

  it("is not taken for one that somebody else has sent long after", async () => {
    const world = new World();
    const lost = await world.unseen(LOST);
    await world.time.pass(HOUR);
    await world.others(1, "16465550150", TEXT);
    expect(await world.reconcile(lost)).toMatchObject({
      outcome: "undecidable",
      candidates: [{ message: TEXT }],
    });
  });
});

describe("a send that was found", () => {
  it("is in no other's way: the same text to the same number is found the next day too", async () => {
    const world = new World();
    for (let day = 1; day <= 3; day++) {
      const error = await world.unseen(BOOKED);
      const [newest] = await world.ids();
      expect(await world.reconcile(error)).toHaveProperty("message.apiId", newest);
      await world.time.pass(24 * HOUR);
    }
  });

  it("leaves its message to no other, whichever of them is looked up first", async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const world = new World();
      const booked = await world.unseen(BOOKED, { message: "Your table is ready." });
      const lost = await world.unseen(LOST, { message: "See you at eight." });
      const outcomes = ["", ""];
      for (const index of order) {
        outcomes[index] = (await world.reconcile(index === 0 ? booked : lost)).outcome;
      }
      expect(outcomes).toEqual(["found", "not-found"]);
    }
  });

  it("is found again when it is looked up again", async () => {
    const world = new World();
    const error = await world.unseen(BOOKED);
    const found = await world.reconcile(error);
    expect(found).toHaveProperty("outcome", "found");
    expect(await world.reconcile(error)).toEqual(found);
  });

  it("is found by another client too, and then in no other's way", async () => {
    const world = new World();
    const error = await world.unseen(BOOKED);
    const lost = await world.unseen(LOST, { message: "See you at eight." });
    expect(await world.run(world.other.sms.reconcile(error))).toMatchObject({ outcome: "found" });
    expect(await world.run(world.other.sms.reconcile(lost))).toEqual({ outcome: "not-found" });
  });

  it("is never called not found when a list that is run again tells of it anew", async () => {
    const world = new World();
    const entries: JournalEntry[] = [];
    const journal = { read: () => entries, append: async (entry: JournalEntry) => void entries.push(entry) };
    const list = [{ mobilePhone: BOOKED, message: TEXT }];
    const runs = async () => {
      const results = await world.run(allOf(world.client.sms.sendMany(list, { journal })));
      const [error] = results.flatMap((result) => (result.outcome === "unknown" ? [result.error] : []));
      return error && (await world.reconcile(error));
    };
    expect(await runs()).toMatchObject({ outcome: "found" });
    expect(await runs()).toMatchObject({ outcome: "undecidable", candidates: [{ message: TEXT }] });
  });
});

describe("clocks that differ", () => {
  it.each([-7 * MINUTE, -MINUTE, MINUTE, 7 * MINUTE, 30 * 24 * HOUR])(
    "by %i ms do no harm, since answers tell the API's time",
    async (aheadMs) => {
      const world = new World({ aheadMs });
      await world.others(1, "16465550150", TEXT);
      await world.time.pass(5 * SECOND);
      const lost = await world.unseen(LOST);
      expect(await world.reconcile(lost)).toEqual({ outcome: "not-found" });
      const booked = await world.unseen(BOOKED);
      const [newest] = await world.ids();
      await world.time.pass(HOUR);
      expect(await world.reconcile(booked)).toHaveProperty("message.apiId", newest);
    },
  );

  it("by a fraction of a second do no harm, though the history shows whole seconds", async () => {
    for (let aheadMs = -SECOND; aheadMs <= SECOND; aheadMs += 125) {
      const world = new World({ aheadMs });
      const error = await world.unseen(BOOKED);
      await world.time.pass(MINUTE + 333);
      expect(await world.reconcile(error)).toMatchObject({ outcome: "found" });
    }
  });

  it.each([
    [0, { outcome: "found", message: { message: TEXT } }],
    [-4 * MINUTE, { outcome: "undecidable", candidates: [{ message: TEXT }] }],
    [4 * MINUTE, { outcome: "undecidable", candidates: [{ message: TEXT }] }],
  ])("by %i ms and answers that tell no time lead to %o", async (aheadMs, expected) => {
    const world = new World({ aheadMs, dates: false });
    await world.others(1, "16465550150", "another text");
    expect(await world.reconcile(await world.unseen(BOOKED))).toMatchObject(expected);
    expect(await world.reconcile(await world.unseen("12125550131"))).toEqual({ outcome: "not-found" });
  });

  it("make a twin of some minutes before undecidable when answers tell no time", async () => {
    const world = new World({ dates: false });
    await world.others(1, "16465550150", TEXT);
    await world.time.pass(MINUTE);
    const lost = await world.unseen(LOST);
    expect(await world.reconcile(lost)).toMatchObject({ outcome: "undecidable" });
    await world.time.pass(4 * MINUTE);
    expect(await world.reconcile(await world.unseen(LOST))).toEqual({ outcome: "not-found" });
  });
});

describe("looking up", () => {
  it("waits until ten seconds after the failure, then no more", async () => {
    const world = new World();
    const error = await world.unseen(BOOKED);
    const failedAt = world.time.now();
    await world.reconcile(error);
    expect(world.time.now()).toBe(failedAt + 10 * SECOND);
    await world.reconcile(error);
    expect(world.time.now()).toBe(failedAt + 10 * SECOND);
  });

  it("so finds a message that a slow server takes nine seconds after the connection broke", async () => {
    const slow = new World();
    const client = new ProTexting({
      accessToken: TOKEN,
      baseUrl: "http://localhost",
      clock: slow.time.clock,
      sleep: slow.time.sleep,
      fetch: async (url, init) => {
        if (init.method === "GET") return slow.emulator.fetch(url, init);
        // The signal is that of a call which has failed by then; the server knows nothing of it.
        const { body, headers, method } = init;
        const late = { body: body ?? null, headers: headers ?? {}, method: method ?? "" };
        void slow.time.delay(9 * SECOND).then(() => slow.emulator.fetch(url, late));
        throw new TypeError("fetch failed");
      },
    });
    const error = await slow.run(rejection(client.sms.send({ mobilePhone: "16465550150", message: TEXT })));
    expect(error).toMatchObject({ name: "SendOutcomeUnknownError", accepted: false });
    const looked = isProTextingError(error, "SendOutcomeUnknownError")
      ? client.sms.reconcile(error)
      : undefined;
    expect(await slow.run(Promise.resolve(looked))).toMatchObject({ outcome: "found" });
  });

  it("ends when the caller aborts while it waits, and has read nothing", async () => {
    const world = new World();
    const error = await world.unseen(BOOKED);
    const caller = new AbortController();
    const looking = rejection(world.client.sms.reconcile(error, { signal: caller.signal }));
    caller.abort(new Error("enough"));
    expect(await looking).toMatchObject({ name: "AbortError", attempts: 0, cause: { message: "enough" } });
    const signal = AbortSignal.abort();
    const late = rejection(world.client.sms.reconcile(error, { signal }));
    expect(await world.run(late)).toMatchObject({ name: "AbortError" });
    expect(await world.pagesRead()).toBe(0);
    expect(await world.reconcile(error)).toMatchObject({ outcome: "found" });
  });

  it("fails as the reading of the history does, and can be done again", async () => {
    const world = new World();
    const error = await world.unseen(BOOKED);
    const match = { token: TOKEN, endpoint: "sentHistory.singleList" };
    await world.emulator.faults.add({ kind: "status", status: 503, times: 3, match });
    expect(await rejection(world.reconcile(error))).toMatchObject({ name: "ServerError", attempts: 3 });
    expect(await world.reconcile(error)).toMatchObject({ outcome: "found" });
  });

  it("sends nothing", async () => {
    const world = new World();
    const errors = [await world.unseen(BOOKED), await world.unseen(LOST), await world.unseen("16465550140")];
    for (const error of errors) await world.reconcile(error);
    expect(await world.ids()).toHaveLength(2);
  });
});
