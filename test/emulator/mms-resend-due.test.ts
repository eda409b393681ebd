/** Rejected MMS that fall due by themselves, and snapshots from before there were any. */
import { describe, expect, it } from "vitest";
import { START } from "../support/manual-clock.ts";
import { NO_LIMITS, TestEmulator, TOKEN } from "../support/test-emulator.ts";
import { MMS, open, REPORT } from "./mms-resend-steps.ts";

describe("what falls due by itself", () => {
  it("goes in order of the rejections, with the credits there are, before whatever is sent later", async () => {
    const emulator = await open();
    await emulator.open("test_slow", {
      credits: 8,
      approval: { mode: "immediate" },
      recipients: { "12125550150": { end: 5 } },
    });
    const token = "test_slow";
    await emulator.create({ ResourceLink: "https://media.example.test/a.png" }, { token });
    const slow = await emulator.sent({ ...MMS, MobilePhone: "12125550150" }, { token });
    await emulator.control("PATCH", `accounts/${token}`, {
      delivery: { processedAfterMs: 0, deliveredAfterMs: 1000 },
    });
    const fast = await emulator.sent({ ...MMS, MobilePhone: "12125550150" }, { token });
    emulator.clock.advance(60_000);
    await emulator.send({ MobilePhone: "13105550151", Message: "later" }, { token });
    const { items } = await emulator.messages(`token=${token}`);
    expect(items.map(({ number, replaces, text }) => [number, replaces ?? text])).toEqual([
      [1004, slow],
      [1003, fast],
      [1002, "hello"],
      [1001, "hello"],
    ]);
    expect((await emulator.account(token)).credits).toBe(0);
  });

  it("has been done already when the clock is set back", async () => {
    const looked = await open();
    const unseen = await open();
    for (const emulator of [looked, unseen]) {
      await emulator.sent(MMS);
      emulator.clock.advance(5000);
      if (emulator === looked) await emulator.messages();
      await emulator.emulator.clock.set({ now: START });
    }
    const books = await looked.books();
    expect(await unseen.books()).toEqual(books);
    expect(books).toMatchObject({ account: { credits: 996 } });
  });

  it("is told in order of time, when somebody listens", async () => {
    const emulator = await open();
    await emulator.emulator.messages.waitFor({ timeoutMs: 0 }).catch(() => {});
    const id = await emulator.sent(MMS);
    emulator.clock.advance(60_000);
    const { events, order } = (await emulator.emulator.snapshot()).root;
    const sms = order[1]?.id;
    const told = events.flatMap(({ at, what }) => {
      if (what.type === "message") return [[at - START, what.message]];
      return what.type === "status" ? [[at - START, what.message, what.status]] : [];
    });
    expect(told).toEqual([
      [0, id],
      [1000, id, 10],
      [3000, id, 5],
      [3000, sms],
      [4000, sms, 10],
      [6000, sms, 2],
    ]);
  });

  it("is waited for: the SMS is found as soon as it goes", async () => {
    const emulator = await open();
    await emulator.sent({ ...MMS, Message: "Look!" });
    const found = emulator.emulator.messages.waitFor({ contains: "ptxt.io" });
    await emulator.emulator.clock.advance("3s");
    expect((await found).kind).toBe("sms");
  });

  it("falls due after a restart too: a snapshot holds what is to come", async () => {
    const emulator = await open();
    await emulator.sent(MMS);
    emulator.clock.advance(1000);
    const snapshot = JSON.parse(JSON.stringify(await emulator.emulator.snapshot()));
    const other = new TestEmulator();
    await other.emulator.restore(snapshot);
    for (const each of [emulator, other]) each.clock.setTo(3000);
    expect(await other.books()).toEqual(await emulator.books());
    expect((await other.messages()).total).toBe(2);
  });

  it("is not done for an account that starts over", async () => {
    const emulator = await open();
    await emulator.sent(MMS);
    await emulator.emulator.reset({ token: TOKEN });
    emulator.clock.advance(60_000);
    expect(await emulator.messages()).toEqual({ items: [], total: 0 });
  });

  it("does nothing for an MMS that retention has taken", async () => {
    const emulator = await open({ ...NO_LIMITS, retention: { messages: 1 } });
    await emulator.sent(MMS);
    await emulator.sent();
    emulator.clock.advance(60_000);
    expect((await emulator.account()).totals.messages).toBe(2);
  });
});

describe("a snapshot of an earlier build", () => {
  it("has no templates and no MMS, and is still taken", async () => {
    const emulator = new TestEmulator();
    const id = await emulator.sent();
    const before = await emulator.messages();
    const old: unknown = JSON.parse(JSON.stringify(await emulator.emulator.snapshot()), withoutMms);
    expect(JSON.stringify(old)).not.toMatch(/templates|approval|replaces|"mms":null/);
    const other = new TestEmulator();
    expect((await other.control("PUT", "state", old)).status).toBe(204);
    expect(await other.messages()).toEqual(before);
    expect((await other.account()).approval).toEqual({ mode: "time", stepMs: 2000, end: 3 });
    expect((await other.create({ ResourceLink: "https://media.example.test/a.png" })).status).toBe(201);
    expect((await other.call(REPORT, { query: `id=${id}` })).status).toBe(200);
  });
});

/** Takes out what earlier builds did not write. */
function withoutMms(this: unknown, key: string, value: unknown): unknown {
  const isFacts = typeof this === "object" && this !== null && "templateStatus" in this;
  const isNew = ["templates", "approval", "replaces", "templateStatus", "mms", "resent"].includes(key);
  // A rate has an `mms` that was always there.
  return (isNew && typeof value !== "number") || (isFacts && key === "kind") ? undefined : value;
}
