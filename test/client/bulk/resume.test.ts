/** Journals of a run: the earlier one that it reads, and its own. */
import { describe, expect, it } from "vitest";
import type { BulkItem, JournalEntry } from "../../../src/client/index.ts";
import { fakeClient, ID, json, refusal, rejection } from "../support.ts";
import { collect, MemoryJournal, messages, outcomes, turns, world } from "./support.ts";

const ACCEPTED = { Id: ID, DeliveryReportUrl: "http://x/", Message: "Sent." };

describe("the journal of a run", () => {
  it("says of each item that it may leave before it does, and how it ended after that", async () => {
    const kept = new MemoryJournal();
    const seen: string[][] = [];
    const { client } = fakeClient(() => {
      seen.push(kept.states());
      return json(ACCEPTED);
    });
    await client.sms.sendMany(messages(2), { journal: kept, concurrency: 1 });
    expect(seen).toEqual([["#0 sending"], ["#0 sending", "#0 accepted", "#1 sending"]]);
    expect(kept.states()).toEqual(["#0 sending", "#0 accepted", "#1 sending", "#1 accepted"]);
  });

  it("holds no text, no number and nothing of the API's words", async () => {
    const kept = new MemoryJournal();
    const { client, time } = world();
    const list = ["50", "41", "44", "33", "40"].map((nn) => ({
      mobilePhone: `121255501${nn}`,
      message: "a secret",
      key: nn,
    }));
    await time.run(client.sms.sendMany(list, { journal: kept }));
    const text = kept.entries.join("\n");
    expect(text).not.toMatch(/secret|12125550|2125550|opted|invalid/i);
    const allowed = ["key", "state", "at", "digest", "id", "status", "code", "fields"];
    expect(
      kept
        .read()
        .flatMap((entry) => Object.keys(entry))
        .filter((name) => !allowed.includes(name)),
    ).toEqual([]);
    expect(kept.states().toSorted()).toEqual(
      [
        ...list.map(({ key }) => `${key} sending`),
        "33 unknown",
        "40 accepted",
        "41 refused",
        "44 refused",
        "50 accepted",
      ].toSorted(),
    );
  });

  it("has nothing of what was refused before it could leave", async () => {
    const kept = new MemoryJournal();
    const { client } = fakeClient(json(ACCEPTED), { allowRecipients: [] });
    await expect(client.sms.sendMany(messages(2), { journal: kept })).resolves.toMatchObject({ refused: 2 });
    expect(kept.entries).toEqual([]);
  });
});

describe("resuming", () => {
  it("sends nothing that is accepted, refused for good or in doubt, and says so", async () => {
    const kept = new MemoryJournal();
    const { client, time, emulator, booked } = world();
    const list = ["50", "41", "44", "33", "36", "40", "51"].map((nn) => ({
      mobilePhone: `121255501${nn}`,
      message: nn,
      key: nn,
    }));
    const first = await time.run(collect(client.sms.sendMany(list, { journal: kept })));
    const before = await booked();
    const calls = (await emulator.journal.list({})).total;
    const second = await time.run(collect(client.sms.sendMany(list, { journal: kept })));
    expect((await emulator.journal.list({})).total).toBe(calls);
    expect(await booked()).toEqual(before);
    expect(outcomes(second.results)).toEqual({
      "50": "accepted, resumed",
      "51": "accepted, resumed",
      "41": "refused, resumed",
      "44": "refused, resumed",
      "33": "unknown, resumed",
      "36": "unknown, resumed",
      "40": "accepted, resumed",
    });
    expect(second.summary).toMatchObject({ accepted: 3, refused: 2, unknown: 2, resumed: 7, read: 7 });
    const ids = (results: typeof first.results) =>
      Object.fromEntries(results.map((result) => [result.key, "id" in result ? result.id : undefined]));
    expect(ids(second.results)).toEqual(ids(first.results));
    const names = second.results.map((result) => ("error" in result ? result.error?.name : undefined));
    expect(names.toSorted()).toEqual(
      [
        "InvalidInputError",
        "RecipientRefusedError",
        "SendOutcomeUnknownError",
        "SendOutcomeUnknownError",
        "SendOutcomeUnknownError",
        undefined,
        undefined,
      ].toSorted(),
    );
  });

  it.each([
    ["the rate limit", () => refusal(429, "slow down")],
    ["too few credits", () => refusal(402, "no credits")],
    ["a token that is not accepted", () => refusal(401, "no")],
    ["an address that is not the API's", () => refusal(404, "no")],
    [
      "a redirect",
      () => new Response(null, { status: 308, headers: { location: "https://elsewhere.example" } }),
    ],
    [
      "no connection",
      () => Object.assign(new Error("refused"), { syscall: "connect", code: "ECONNREFUSED" }),
    ],
  ])("sends again what was refused for a reason that may pass: %s", async (_, answer) => {
    const kept = new MemoryJournal();
    const list = messages(1);
    const failing = fakeClient(async () => {
      const answered = answer();
      if (answered instanceof Error) throw answered;
      return answered;
    });
    await expect(failing.client.sms.sendMany(list, { journal: kept })).resolves.toMatchObject({ refused: 1 });
    expect(kept.states()).toEqual(["#0 sending", "#0 postponed"]);
    const working = fakeClient(json(ACCEPTED));
    await expect(working.client.sms.sendMany(list, { journal: kept })).resolves.toMatchObject({
      accepted: 1,
      resumed: 0,
    });
    expect(working.requests).toHaveLength(1);
  });

  it("goes on after a run that was stopped, with what had not been attempted", async () => {
    const kept = new MemoryJournal();
    const list = messages(30);
    const { client, time, booked } = world();
    const stop = new AbortController();
    const first = await time.run(
      client.sms.sendMany(list, {
        journal: kept,
        concurrency: 2,
        signal: stop.signal,
        onProgress: ({ accepted }) => accepted >= 7 && stop.abort(),
      }),
    );
    expect(first.notAttempted).toBeGreaterThan(15);
    const second = await time.run(client.sms.sendMany(list, { journal: kept }));
    expect(second).toMatchObject({ accepted: 30, resumed: first.accepted });
    expect(await booked()).toHaveLength(30);
  });

  it("tries again what a gateway refused: only the API's own refusals are for good", async () => {
    const kept = new MemoryJournal();
    const page = () => new Response("<html>Forbidden</html>", { status: 403 });
    const { client } = fakeClient(page, { sleep: async () => undefined });
    const blocked = await collect(client.sms.sendMany(messages(2), { journal: kept }));
    expect(outcomes(blocked.results)).toEqual({ "#0": "refused", "#1": "refused" });
    const { connect, time, booked } = world();
    const { results } = await time.run(collect(connect().sms.sendMany(messages(2), { journal: kept })));
    expect(outcomes(results)).toEqual({ "#0": "accepted", "#1": "accepted" });
    expect(await booked()).toHaveLength(2);
  });

  it("takes items added at the end of the list", async () => {
    const kept = new MemoryJournal();
    const { client, time } = world();
    await time.run(client.sms.sendMany(messages(3), { journal: kept }));
    await expect(time.run(client.sms.sendMany(messages(5), { journal: kept }))).resolves.toMatchObject({
      accepted: 5,
      resumed: 3,
    });
  });

  it.each<[string, (list: BulkItem[]) => BulkItem[], string]>([
    ["the first item is gone", (list) => list.slice(1), "item 0"],
    ["two have changed places", ([a, b, ...rest]) => (a && b ? [b, a, ...rest] : []), "item 0"],
    ["a text is another", (list) => list.map((item) => ({ ...item, message: `${item.message}!` })), "item 0"],
    [
      "the last number is another",
      (list) => [...list.slice(0, -1), { ...list[0], message: "text 9", mobilePhone: "13125550150" }],
      "item 9",
    ],
  ])("refuses the journal of another list before anything is sent: %s", async (_, change, item) => {
    const kept = new MemoryJournal();
    await fakeClient(json(ACCEPTED)).client.sms.sendMany(messages(10), { journal: kept });
    // Item 1 is left unsent, so a run that sends before it checks would send it.
    const journal = new MemoryJournal(kept.entries.slice(0).filter((entry) => !entry.includes('"#1"')));
    const { client, requests } = fakeClient(json(ACCEPTED));
    const error = await rejection(client.sms.sendMany(change(messages(10)), { journal }));
    expect(error).toMatchObject({
      name: "ConfigurationError",
      message: expect.stringContaining(`made from another list (${item}`),
    });
    expect(requests).toEqual([]);
  });

  it("refuses another content under a key that was given, too", async () => {
    const kept = new MemoryJournal();
    const { client } = fakeClient(() => json(ACCEPTED));
    await client.sms.sendMany([{ mobilePhone: "12125550150", message: "a", key: "k" }], { journal: kept });
    const list = [{ mobilePhone: "12125550150", message: "b", key: "k" }];
    await expect(client.sms.sendMany(list, { journal: kept })).rejects.toThrow('key "k", is not the same');
  });

  it("knows an item by its key wherever it stands, and however its number is written", async () => {
    const kept = new MemoryJournal();
    const { client, requests } = fakeClient(() => json(ACCEPTED));
    const list = messages(3).map((item, index) => ({ ...item, key: `k${index}` }));
    await client.sms.sendMany(list, { journal: kept });
    const again = list.toReversed().map((item) => ({ ...item, mobilePhone: `+${item.mobilePhone}` }));
    await expect(client.sms.sendMany(again, { journal: kept })).resolves.toMatchObject({ resumed: 3 });
    expect(requests).toHaveLength(3);
  });
});

describe("a journal that fails", () => {
  const failing = (when: (entry: JournalEntry) => boolean) => {
    const kept = new MemoryJournal();
    const journal = {
      read: () => kept.read(),
      append: async (entry: JournalEntry) => {
        if (when(entry)) throw new Error("the disk is full");
        await kept.append(entry);
      },
    };
    return { kept, journal };
  };

  it("before a message can leave lets nothing leave", async () => {
    const { journal } = failing(({ state, key }) => state === "sending" && key === "#2");
    const { client, requests } = fakeClient(() => json(ACCEPTED));
    const error = await rejection(client.sms.sendMany(messages(9), { journal, concurrency: 1 }));
    expect(requests).toHaveLength(2);
    expect(error).toMatchObject({
      name: "ConfigurationError",
      message: expect.stringContaining("the journal cannot be written (the disk is full)"),
    });
  });

  it("after a message has left keeps the truth of it, and leaves it in doubt for the next run", async () => {
    const { kept, journal } = failing(({ state }) => state === "accepted");
    const { client, requests } = fakeClient(() => json(ACCEPTED));
    const seen: unknown[] = [];
    const error = await rejection(
      (async () => {
        for await (const { key, outcome } of client.sms.sendMany(messages(9), { journal, concurrency: 1 })) {
          seen.push([key, outcome]);
        }
      })(),
    );
    expect(error).toMatchObject({ name: "ConfigurationError" });
    expect(seen).toHaveLength(9);
    expect(seen).toContainEqual(["#0", "accepted"]);
    expect(seen).toContainEqual(["#1", "not-attempted"]);
    expect(requests).toHaveLength(1);
    const { results } = await collect(client.sms.sendMany(messages(1), { journal: kept }));
    expect(outcomes(results)).toEqual({ "#0": "unknown, resumed" });
    expect(requests).toHaveLength(1);
  });

  it.each<[string, () => JournalEntry[], string]>([
    [
      "cannot be read",
      () => {
        throw new Error("no such table");
      },
      "no such table",
    ],
    ["holds what is no entry", () => JSON.parse('[{"key":"a","state":"sent","at":1}]'), "entry 1 is none"],
    [
      "ends what never began",
      () => [{ key: "a", state: "accepted", at: 1 }],
      "entry 1 ends what never began",
    ],
  ])("lets nothing leave when it %s", async (_, read, why) => {
    const { client, requests } = fakeClient(() => json(ACCEPTED));
    const run = client.sms.sendMany(messages(3), { journal: { read, append: async () => undefined } });
    expect(await rejection(run)).toMatchObject({
      name: "ConfigurationError",
      message: expect.stringContaining(why),
    });
    expect(requests).toEqual([]);
  });

  it("is used by one run at a time", async () => {
    const kept = new MemoryJournal();
    const { client, requests } = fakeClient(async () => {
      await turns(5);
      return json(ACCEPTED);
    });
    const first = client.sms.sendMany(messages(3), { journal: kept });
    await expect(client.sms.sendMany(messages(3), { journal: kept })).rejects.toThrow(
      "in use by another run",
    );
    await first;
    await expect(client.sms.sendMany(messages(3), { journal: kept })).resolves.toMatchObject({ resumed: 3 });
    expect(requests).toHaveLength(3);
  });
});

describe("reconcile", () => {
  const list = ["33", "36", "40", "35"].map((nn) => ({
    mobilePhone: `121255501${nn}`,
    message: nn,
    key: nn,
  }));
  const found = { "33": "accepted", "36": "unknown", "40": "accepted", "35": "accepted" };

  it("finds what was sent, with its id, and leaves in doubt what was not", async () => {
    const kept = new MemoryJournal();
    const { connect, time, emulator } = world();
    const client = connect({ timeout: 5000 });
    const run = client.sms.sendMany(list, { journal: kept, reconcile: true });
    const { results, summary } = await time.run(collect(run));
    expect(outcomes(results)).toEqual(found);
    expect(summary).toMatchObject({ accepted: 3, unknown: 1 });
    const { items } = await emulator.messages.list({});
    const ids = results.flatMap((result) => ("id" in result && result.id ? [result.id] : []));
    expect(ids.toSorted()).toEqual(items.map(({ id }) => id).toSorted());
    const again = await time.run(collect(connect().sms.sendMany(list, { journal: kept })));
    expect(again.summary).toMatchObject({ accepted: 3, unknown: 1, resumed: 4 });
  });

  it("in a later run finds what an earlier one left in doubt", async () => {
    const kept = new MemoryJournal();
    const { connect, time } = world();
    await time.run(connect({ timeout: 5000 }).sms.sendMany(list, { journal: kept }));
    time.clock.advance(3_600_000);
    const { results } = await time.run(
      collect(connect().sms.sendMany(list, { journal: kept, reconcile: true })),
    );
    expect(outcomes(results)).toEqual(
      Object.fromEntries(Object.entries(found).map(([key, outcome]) => [key, `${outcome}, resumed`])),
    );
  });

  it("gives a slow server ten seconds after an earlier run, whenever that may have died", async () => {
    const { client, connect, time } = world();
    const kept = new MemoryJournal();
    await time.run(client.sms.sendMany(messages(1), { journal: kept }));
    const [sending = ""] = kept.entries;
    time.clock.advance(60_000);
    const before = time.now();
    const journal = new MemoryJournal([sending]);
    const { results } = await time.run(
      collect(connect().sms.sendMany(messages(1), { journal, reconcile: true })),
    );
    expect(outcomes(results)).toEqual({ "#0": "accepted, resumed" });
    expect(time.now() - before).toBeGreaterThanOrEqual(10_000);
  });

  it("takes no message for two: equal texts to numbers that the history masks alike stay in doubt", async () => {
    const kept = new MemoryJournal();
    const { connect, time, booked } = world();
    const alike = ["33", "36", "31"].map((nn) => ({
      mobilePhone: `121255501${nn}`,
      message: "same",
      key: nn,
    }));
    const { results } = await time.run(
      collect(connect().sms.sendMany(alike, { journal: kept, reconcile: true })),
    );
    expect(await booked()).toHaveLength(1);
    expect(outcomes(results)).toEqual({ "33": "unknown", "36": "unknown", "31": "unknown" });
  });

  it("takes no message for another's, whichever run has sent that", async () => {
    const kept = new MemoryJournal();
    const { connect, time } = world();
    const alike = ["50", "36"].map((nn) => ({ mobilePhone: `121255501${nn}`, message: "same", key: nn }));
    await time.run(connect().sms.sendMany(alike, { journal: kept, concurrency: 1 }));
    const { results } = await time.run(
      collect(connect().sms.sendMany(alike, { journal: kept, reconcile: true })),
    );
    expect(outcomes(results)).toEqual({ "50": "accepted, resumed", "36": "unknown, resumed" });
  });

  it("leaves in doubt what the history cannot settle: a message of another hour is somebody else's", async () => {
    const kept = new MemoryJournal();
    const { connect, time } = world();
    const [doubt] = [{ mobilePhone: "12125550136", message: "same", key: "36" }];
    await time.run(connect().sms.sendMany([doubt], { journal: kept }));
    time.clock.advance(3_600_000);
    await time.run(connect().sms.send({ mobilePhone: "12125550150", message: "same" }));
    const { results } = await time.run(
      collect(connect().sms.sendMany([doubt], { journal: kept, reconcile: true })),
    );
    expect(outcomes(results)).toEqual({ "36": "unknown, resumed" });
  });

  it("tells the client which ids are other items', so that looking one up by hand takes none of them", async () => {
    const kept = new MemoryJournal();
    const { connect, time } = world();
    const alike = ["50", "36"].map((nn) => ({ mobilePhone: `121255501${nn}`, message: "same", key: nn }));
    await time.run(connect().sms.sendMany(alike, { journal: kept, concurrency: 1 }));
    const client = connect();
    const { results } = await time.run(collect(client.sms.sendMany(alike, { journal: kept })));
    const doubts = results.flatMap((result) => (result.outcome === "unknown" ? [result.error] : []));
    expect(doubts).toHaveLength(1);
    for (const doubt of doubts) {
      expect((await time.run(client.sms.reconcile(doubt))).outcome).not.toBe("found");
    }
  });

  it("changes nothing when the history cannot be read", async () => {
    const { client } = fakeClient(() => refusal(500, "down"), { sleep: async () => undefined });
    const { results } = await collect(client.sms.sendMany(messages(2), { reconcile: true }));
    expect(outcomes(results)).toEqual({ "#0": "unknown", "#1": "unknown" });
  });
});
