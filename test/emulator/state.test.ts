/** The state root: nothing escapes a snapshot, a restore or a reset. */
import { describe, expect, it } from "vitest";
import { openAccount } from "../../src/emulator/domain/account.ts";
import { defaultSettings } from "../../src/emulator/index.ts";
import { actions } from "../../src/emulator/routes/table.ts";
import { makeLists } from "../../src/emulator/store/collections.ts";
import { Fifo } from "../../src/emulator/store/fifo.ts";
import { emptyRoot, emptyTenant, type Root, type Tenant } from "../../src/emulator/store/root.ts";
import { rootFrom, type Snapshot } from "../../src/emulator/store/snapshot.ts";
import { adoptTenant } from "../../src/emulator/store/tenants.ts";
import { endpoints } from "../../src/protocol/endpoints.ts";
import { AUTOMATIC, fill, filled, MADE, SEEDED, SMALL } from "../support/filled-emulator.ts";
import { type Answered, json, NO_LIMITS, TestEmulator } from "../support/test-emulator.ts";

/** The root itself, as a snapshot gives it back. */
async function rootOf({ emulator }: TestEmulator): Promise<Root> {
  return rootFrom(await emulator.snapshot());
}

/** Parts of an object that are the same in another one, deep. */
function unchanged(value: object, beginning: object): readonly string[] {
  const plain = (part: unknown): string => JSON.stringify(part, (_, inner) => spread(inner));
  return Object.entries(value)
    .filter(
      ([key, part]) => plain(part) === plain(Object.entries(beginning).find(([name]) => name === key)?.[1]),
    )
    .map(([key]) => key);
}

/** Maps and queues as lists, so that they can be compared as text. */
function spread(value: unknown): unknown {
  return value instanceof Map || value instanceof Fifo ? [...value] : value;
}

function tenantOf(root: Root, token: string): Tenant {
  const tenant = root.tenants.get(token);
  if (tenant === undefined) throw new Error(`Expected the account ${token}.`);
  return tenant;
}

/** Bodies for the endpoints that take one. */
const posted: Readonly<Partial<Record<string, object>>> = {
  "sms.send": { MobilePhone: "12125550150", Message: "again" },
  "smsSimple.send": { MobilePhone: "12125550150", Message: "again" },
  "sms.sendSingleScheduleMessage": {
    MobilePhone: "12125550150",
    Message: "again",
    DateTime: "2100-01-15 08:00:00",
  },
  "mmsTemplate.create": { ResourceLink: "https://media.example.test/again.png" },
  "contacts.optOut": { PhoneNumber: "12125550183" },
  "contactsOptIn.createCustom": { PhoneNumber: "12125550182" },
};

/** One answer of every endpoint that is built, with all its headers. */
async function answers(emulator: TestEmulator): Promise<readonly unknown[]> {
  const given: unknown[] = [];
  const shown = ({ status, reason, headers, text }: Answered) => ({
    status,
    reason,
    headers: [...headers],
    text,
  });
  for (const token of [MADE, AUTOMATIC, "test_new"]) {
    const newest = (await emulator.messages(`token=${token}&limit=1`)).items[0];
    for (const { id, path } of endpoints.filter((endpoint) => endpoint.id in actions)) {
      for (const accept of ["application/json", "application/xml"]) {
        const queries: Partial<Record<string, string>> = {
          "sentHistory.singleView": `id=${newest?.number}`,
          "mmsTemplate.view": "id=10586",
          "numbers.view": `number=${newest?.sender}`,
        };
        const query = queries[id] ?? `id=${newest?.id}`;
        const fields = posted[id];
        const answer = await (fields === undefined
          ? emulator.call(path, { token, query, accept })
          : emulator.send(fields, { token, path, accept }));
        given.push([token, id, accept, shown(answer)]);
      }
    }
  }
  return given;
}

describe("a snapshot of a filled emulator", () => {
  it("has something in every part of the root", async () => {
    // Nothing has gone for want of room: retention-bytes.test.ts restores such a state.
    expect(unchanged(await rootOf(await filled()), emptyRoot())).toEqual(["saidFull"]);
  });

  it("has something in every part of an account's books", async () => {
    const root = await rootOf(await filled());
    const made = tenantOf(root, MADE);
    const opened = openAccount(MADE, defaultSettings);
    // The log says once that records go. Windows are swept only beyond a thousand, conversations are found when asked for, and what falls due is waited for anew.
    expect(unchanged(made, emptyTenant(opened, null, 0))).toEqual([
      "sweepAt",
      "saidDropping",
      "due",
      "pending",
      "conversations",
    ]);
    // An account that is not activated takes no calls: refusal-codes.test.ts puts one back.
    expect(unchanged(made.account, opened)).toEqual(["token", "activated"]);
    expect(unchanged(made.lists, makeLists())).toEqual([]);
    expect(unchanged(made.account.totals, opened.totals)).toEqual([]);
    expect(unchanged(made.account.limits, opened.limits)).toEqual(["perRecipient"]);
    expect([...made.lists.faultCounts.values()].some(({ fired }) => fired > 0)).toBe(true);
    expect(tenantOf(root, AUTOMATIC).opened).toBeNull();
    const modes = new Set([...made.messages].map(({ pace }) => pace.mode));
    expect(modes).toEqual(new Set(["time", "polls", "immediate"]));
    expect([...made.messages].filter(({ taken }) => taken.length > 0)).toHaveLength(3);
    expect(Array.from(made.messages, ({ mms, resent }) => mms && (resent?.outcome ?? "not yet"))).toEqual(
      expect.arrayContaining(["sent", "not yet", null]),
    );
    // One from the seed, and one decided by hand.
    expect([...made.lists.templates].filter(({ taken }) => taken.length > 0)).toHaveLength(2);
  });

  it("has each kind of event", async () => {
    const { events } = await rootOf(await filled());
    expect(new Set(Array.from(events, ({ what }) => what.type))).toEqual(
      new Set(["message", "status", "template", "inbound", "opt-out", "journal"]),
    );
  });

  it("goes through JSON over HTTP and back without a change", async () => {
    const emulator = await filled();
    const before = await emulator.emulator.snapshot();
    const { status, text } = await emulator.control("GET", "state");
    expect([status, JSON.parse(text)]).toEqual([200, before]);
    const other = new TestEmulator(SMALL);
    expect((await other.control("PUT", "state", JSON.parse(text))).status).toBe(204);
    expect(await other.emulator.snapshot()).toEqual(before);
  });

  it("is a copy: what happens later does not reach into it", async () => {
    const emulator = await filled();
    const before = await emulator.emulator.snapshot();
    const text = JSON.stringify(before);
    await answers(emulator);
    await emulator.emulator.reset();
    expect(JSON.stringify(before)).toBe(text);
  });
});

describe("a restore", () => {
  it("gives the root as it was, whatever happened since", async () => {
    const emulator = await filled();
    const snapshot = await emulator.emulator.snapshot();
    await answers(emulator);
    await emulator.emulator.faults.clear();
    await emulator.emulator.clock.advance("3d");
    await emulator.emulator.reset();
    await answers(emulator);
    await emulator.emulator.restore(snapshot);
    const restored = await rootOf(emulator);
    // Ids of events go on, so that a client that resumes a stream sees none twice.
    expect(restored.lastEvent).toBeGreaterThanOrEqual(snapshot.root.lastEvent);
    expect({ ...restored, lastEvent: 0 }).toEqual({ ...rootFrom(snapshot), lastEvent: 0 });
  });

  it("answers every endpoint as before, to the byte, under a clock that stands", async () => {
    const emulator = await filled();
    const snapshot = await emulator.emulator.snapshot();
    const before = await answers(emulator);
    emulator.clock.advance(86_400_000);
    await emulator.emulator.restore(snapshot);
    expect(await answers(emulator)).toEqual(before);
    expect(before).toHaveLength(3 * 2 * Object.keys(actions).length);
  });

  it("in another process with the same seed goes on as this one does", async () => {
    const emulator = await filled();
    const text = JSON.stringify(await emulator.emulator.snapshot());
    const other = new TestEmulator(SMALL);
    await other.emulator.restore(JSON.parse(text));
    expect(await answers(other)).toEqual(await answers(emulator));
  });

  it.each<[what: string, break_: (snapshot: Snapshot) => unknown, field: string]>([
    ["another version", (snapshot) => ({ ...snapshot, version: 2 }), "version"],
    ["no root", ({ version }) => ({ version }), "root"],
    ["an unknown part", (snapshot) => ({ ...snapshot, root: { ...snapshot.root, more: 1 } }), "root.more"],
    [
      "a clock that is none",
      (snapshot) => ({ ...snapshot, root: { ...snapshot.root, clock: { offsetMs: "1", frozenAt: null } } }),
      "root.clock.offsetMs",
    ],
    [
      "a message without a text",
      (snapshot) => ({
        ...snapshot,
        root: { ...snapshot.root, order: snapshot.root.order.map((message) => ({ ...message, text: 1 })) },
      }),
      "root.order.0.text",
    ],
    ["nothing", () => null, "body"],
  ])("of a snapshot with %s is 400, names it and changes nothing", async (_, broken, field) => {
    const emulator = await filled();
    const before = await emulator.emulator.snapshot();
    const answer = await emulator.control("PUT", "state", broken(before));
    const { errors } = json<{ readonly errors: readonly { readonly field: string }[] }>(answer);
    expect([answer.status, errors[0]?.field]).toEqual([400, field]);
    expect(await emulator.emulator.snapshot()).toEqual(before);
  });
});

describe("a reset", () => {
  it("leaves nothing behind but the count of events", async () => {
    const emulator = await filled();
    const { lastEvent } = (await emulator.emulator.snapshot()).root;
    await emulator.emulator.reset();
    expect(await rootOf(emulator)).toEqual({ ...emptyRoot(), lastEvent });
  });

  it("gives the emulator's first bytes again", async () => {
    const [used, fresh] = [await filled(), new TestEmulator(SMALL)];
    await used.emulator.reset();
    used.clock.setTo(0);
    const first = (emulator: TestEmulator) =>
      emulator.send({ MobilePhone: "12125550150", Message: "hi" }).then(({ text }) => text);
    expect(await first(used)).toBe(await first(fresh));
  });

  it("says again when the oldest messages and accounts go", async () => {
    const emulator = await filled();
    const said = emulator.log.length;
    expect(said).toBe(2);
    await emulator.emulator.reset();
    await fill(emulator);
    expect(emulator.log).toHaveLength(2 * said);
  });
});

/** Everything of the root that is not an account's. */
function withoutAccount(snapshot: Snapshot, token: string): unknown {
  const { tenants, order, faults, journal, events, weight: _, ...rest } = snapshot.root;
  return {
    ...rest,
    tenants: tenants.filter(({ account }) => account.token !== token),
    order: order.filter((message) => message.token !== token),
    faults: faults.filter(([, { match }]) => match.token !== token),
    journal: journal.filter((entry) => entry.token !== token),
    events: events.filter((event) => event.token !== token),
  };
}

describe("for one account", () => {
  it("a snapshot has what is that account's and nobody else's", async () => {
    const { root } = await (await filled()).emulator.snapshot({ token: MADE });
    expect(root.tenants.map(({ account }) => account.token)).toEqual([MADE]);
    const owners = [
      ...root.order.map(({ token }) => token),
      ...root.journal.map(({ token }) => token),
      ...root.events.map(({ token }) => token),
      ...root.faults.map(([, { match }]) => match.token),
    ];
    expect(new Set(owners)).toEqual(new Set([MADE]));
    expect(root.order.length).toBeGreaterThan(3);
  });

  it("a reset gives it back as it was made, and touches nobody else", async () => {
    const emulator = await filled();
    const before = await emulator.emulator.snapshot();
    await emulator.emulator.reset({ token: MADE });
    const after = await emulator.emulator.snapshot();
    expect(withoutAccount(after, MADE)).toEqual(withoutAccount(before, MADE));
    const { root } = await emulator.emulator.snapshot({ token: MADE });
    expect([root.journal, root.events, root.faults]).toEqual([[], [], []]);
    expect(root.tenants[0]?.account.credits).toBe(500);
    const fresh = new TestEmulator(SMALL);
    await fresh.emulator.clock.set({ ...(await emulator.emulator.clock.get()) });
    await fresh.emulator.plant(SEEDED);
    const planted = await fresh.emulator.snapshot({ token: MADE });
    expect([root.tenants, root.order]).toEqual([planted.root.tenants, planted.root.order]);
    expect(root.order).toHaveLength(4);
  });

  it("a reset gives one that was made without a past back as it was made", async () => {
    const { emulator } = new TestEmulator();
    await emulator.accounts.create({ token: MADE, credits: 5 });
    const made = await emulator.snapshot({ token: MADE });
    await emulator.inbound({ token: MADE, from: "12125550150", message: "hi" });
    await emulator.accounts.patch(MADE, { credits: 7 });
    await emulator.reset({ token: MADE });
    expect((await emulator.snapshot({ token: MADE })).root.tenants).toEqual(made.root.tenants);
  });

  it("a reset of one that opened at first use closes it", async () => {
    const emulator = await filled();
    await emulator.emulator.reset({ token: AUTOMATIC });
    await expect(emulator.emulator.accounts.get(AUTOMATIC)).rejects.toThrow(
      `There is no account "${AUTOMATIC}".`,
    );
  });

  it("a restore puts back what was its own and touches nobody else", async () => {
    const emulator = await filled();
    const own = await emulator.emulator.snapshot({ token: MADE });
    await answers(emulator);
    await emulator.emulator.faults.clear({ token: MADE });
    await emulator.emulator.clock.resume({ token: MADE });
    const before = await emulator.emulator.snapshot();
    await emulator.emulator.restore(own, { token: MADE });
    const after = await emulator.emulator.snapshot();
    expect(withoutAccount(after, MADE)).toEqual(withoutAccount(before, MADE));
    const restored = await emulator.emulator.snapshot({ token: MADE });
    // Its events are news that were told; they are not told again.
    expect(restored.root.events).toEqual([]);
    const { tenants, order, faults, journal } = restored.root;
    expect({ tenants, order, faults, journal }).toEqual({
      tenants: own.root.tenants,
      order: own.root.order,
      faults: own.root.faults,
      journal: own.root.journal,
    });
  });

  it("a restore keeps the journal in the order of its numbers", async () => {
    const emulator = new TestEmulator();
    await emulator.call("/v1/credits/balance", { token: "test_a" });
    const own = await emulator.emulator.snapshot({ token: "test_a" });
    await emulator.call("/v1/credits/balance", { token: "test_b" });
    await emulator.emulator.restore(own, { token: "test_a" });
    const { items } = await emulator.emulator.journal.list();
    expect(items.map(({ number }) => number)).toEqual([2, 1]);
  });

  it("a restore takes no fault from another account that has got the same id since", async () => {
    const emulator = new TestEmulator();
    const { faults } = emulator.emulator;
    await emulator.call("/v1/credits/balance", { token: "test_a" });
    await faults.add({ kind: "status", status: 503, match: { token: "test_a" } });
    const own = await emulator.emulator.snapshot({ token: "test_a" });
    await emulator.emulator.reset();
    const theirs = await faults.add({ kind: "status", status: 502, match: { token: "test_b" } });
    await emulator.emulator.restore(own, { token: "test_a" });
    expect((await faults.list({ token: "test_b" })).items).toEqual([theirs]);
    expect((await emulator.call("/v1/credits/balance", { token: "test_a" })).status).toBe(503);
    expect((await emulator.call("/v1/credits/balance", { token: "test_b" })).status).toBe(502);
    const third = await faults.add({ kind: "status" });
    expect(new Set((await faults.list()).items.map(({ id }) => id)).size).toBe(3);
    expect(third.id).toBe("fault-3");
  });

  it("a thousand restores hold no more messages than the snapshot has, beside a thousand that are let go", async () => {
    const emulator = new TestEmulator(NO_LIMITS);
    for (let sent = 0; sent < 20; sent++) await emulator.sent({}, { token: "test_a" });
    const own = await emulator.emulator.snapshot({ token: "test_a" });
    const root = emptyRoot();
    for (let count = 0; count < 1000; count++) adoptTenant(root, rootFrom(own), "test_a");
    expect([root.messages.size, tenantOf(root, "test_a").messages.size]).toEqual([20, 20]);
    expect(root.order.size).toBeLessThan(1200);
  });

  it("messages of accounts that have gone take no room from those that are kept", async () => {
    const emulator = new TestEmulator({ retention: { messages: 3 } });
    for (const token of ["test_a", "test_b"]) {
      for (let sent = 0; sent < 2; sent++) await emulator.sent({}, { token });
      await emulator.emulator.reset({ token });
    }
    for (let sent = 0; sent < 3; sent++) await emulator.sent();
    expect((await emulator.messages()).total).toBe(3);
    expect(emulator.log).toEqual([]);
    await emulator.sent();
    expect((await emulator.messages()).items.map(({ number }) => number)).toEqual([1004, 1003, 1002]);
  });
});

describe("a call that speaks of an account in the wrong place", () => {
  it("is 400 and does not act on all accounts", async () => {
    const emulator = await filled();
    const before = await emulator.emulator.snapshot();
    const answer = await emulator.control("POST", `reset?token=${MADE}`);
    expect([answer.status, json<{ readonly errors: unknown }>(answer).errors]).toEqual([
      400,
      [{ field: "token", message: "there is no such key" }],
    ]);
    expect(await emulator.emulator.snapshot()).toEqual(before);
  });
});
