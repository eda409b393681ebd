/** The clock: global and of each account, and everything that follows from it. */
import { describe, expect, it } from "vitest";
import { START } from "../support/manual-clock.ts";
import { json, RECIPIENT, startTestEmulator, TestEmulator, TOKEN } from "../support/test-emulator.ts";
import { BALANCE, BOB, clock, DAY, dateOf, HOUR, iso, lastRow, status } from "./clock-support.ts";

describe("the clock of everybody", () => {
  it("[clock.moves] is read, set, advanced, frozen and resumed by the operations", async () => {
    const test = new TestEmulator();
    const { clock: handle } = test.emulator;
    expect(await handle.get()).toEqual({ now: iso(0), frozen: false });
    expect(await handle.advance("90s")).toEqual({ now: iso(90_000), frozen: false });
    test.clock.advance(1000);
    expect(await handle.get()).toEqual({ now: iso(91_000), frozen: false });
    expect(await handle.freeze()).toEqual({ now: iso(91_000), frozen: true });
    test.clock.advance(DAY);
    expect(await handle.get()).toEqual({ now: iso(91_000), frozen: true });
    expect(await handle.resume()).toEqual({ now: iso(91_000), frozen: false });
    test.clock.advance(1000);
    expect(await handle.get()).toEqual({ now: iso(92_000), frozen: false });
    expect(await handle.set({ now: START })).toEqual({ now: iso(0), frozen: false });
    expect(await handle.set({ now: iso(DAY), frozen: true })).toEqual({ now: iso(DAY), frozen: true });
  });

  it("[clock.moves] is read, set, advanced, frozen and resumed over HTTP", async () => {
    const test = new TestEmulator();
    expect(await clock(test, "GET")).toEqual({ now: iso(0), frozen: false });
    expect(await clock(test, "POST", "/advance", { by: "2h" })).toEqual({
      now: iso(2 * HOUR),
      frozen: false,
    });
    expect(await clock(test, "POST", "/freeze")).toEqual({ now: iso(2 * HOUR), frozen: true });
    test.clock.advance(DAY);
    expect(await clock(test, "GET")).toEqual({ now: iso(2 * HOUR), frozen: true });
    expect(await clock(test, "POST", "/resume")).toEqual({ now: iso(2 * HOUR), frozen: false });
    test.clock.advance(5);
    expect(await clock(test, "GET")).toEqual({ now: iso(2 * HOUR + 5), frozen: false });
    const now = "2026-01-15T13:00:00+01:00";
    expect(await clock(test, "PUT", "", { now, frozen: true })).toEqual({ now: iso(0), frozen: true });
  });

  it("[clock.moves] is moved through a socket as well", async () => {
    const running = await startTestEmulator();
    const answer = await fetch(`${running.url}/_emulator/clock/advance`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: '{"by":"30d"}',
    });
    expect([answer.status, await answer.json()]).toEqual([200, { now: iso(30 * DAY), frozen: false }]);
    const balance = await fetch(`${running.url}${BALANCE}?access_token=${TOKEN}`);
    expect(Date.parse(balance.headers.get("Date") ?? "")).toBe(START + 30 * DAY);
  });

  it("[clock.moves] stays as frozen as it was when only its time is set, and advances while it stands", async () => {
    const { emulator } = new TestEmulator();
    expect(await emulator.clock.set({ now: START + 5 })).toMatchObject({ frozen: false });
    await emulator.clock.freeze();
    expect(await emulator.clock.set({ now: START })).toEqual({ now: iso(0), frozen: true });
    expect(await emulator.clock.advance(250)).toEqual({ now: iso(250), frozen: true });
    expect(await emulator.clock.set({ now: START, frozen: false })).toEqual({ now: iso(0), frozen: false });
  });

  it("[clock.moves] moves statuses, buckets, windows, the Date header and the times of reports together", async () => {
    const test = new TestEmulator();
    await test.open(TOKEN, { limits: { rate: { limit: 12, windowSeconds: 60 } } });
    const id = await test.sent();
    for (let sent = 1; sent < 10; sent++) await test.sent();
    expect(await status(test, id)).toBe("Pending");
    const throttled = await test.send({ MobilePhone: RECIPIENT, Message: "x" });
    expect([throttled.status, throttled.headers.get("X-Rate-Limit-Remaining")]).toEqual([429, "0"]);
    const refused = await test.call(BALANCE);
    expect([refused.status, dateOf(refused)]).toEqual([429, 0]);

    await test.emulator.clock.advance("60s");

    const next = await test.send({ MobilePhone: RECIPIENT, Message: "x" });
    expect([next.status, next.headers.get("X-Rate-Limit-Remaining"), dateOf(next)]).toEqual([
      200,
      "11",
      60_000,
    ]);
    expect(await status(test, id)).toBe("Delivered");
    expect(await lastRow(test)).toBe("2026-01-15 07:01:00");
    const { items } = await test.messages();
    expect(items[0]).toMatchObject({ sentAt: iso(60_000), status: { id: 1 } });
    expect(items[10]).toMatchObject({ id, history: [{ id: 1 }, { id: 10 }, { id: 2, at: iso(3000) }] });
    expect((await test.lastEntry()).at).toBe(iso(60_000));
  });

  it("[clock.moves] frozen stays frozen, whatever is called and however long it takes", async () => {
    const test = new TestEmulator();
    await test.emulator.clock.freeze();
    const id = await test.sent();
    for (let call = 0; call < 5; call++) {
      test.clock.advance(DAY);
      expect(await status(test, id)).toBe("Pending");
    }
    const { headers } = await test.call(BALANCE);
    expect(headers.get("Date")).toBe("Thu, 15 Jan 2026 12:00:00 GMT");
    expect(headers.get("X-Rate-Limit-Remaining")).toBe("53");
  });

  it("[clock.moves] goes back to the machine's at a reset", async () => {
    const { emulator } = new TestEmulator();
    await emulator.clock.set({ now: 0, frozen: true });
    await emulator.reset();
    expect(await emulator.clock.get()).toEqual({ now: iso(0), frozen: false });
  });
});

describe("the clock of one account", () => {
  it("[clock.moves] moves that account alone, and lies over the global one", async () => {
    const test = new TestEmulator();
    const { clock: handle } = test.emulator;
    const [mine, his] = [await test.sent(), await test.sent({}, { token: BOB })];
    await handle.advance("1h", { token: TOKEN });
    expect([await status(test, mine), await status(test, his, BOB)]).toEqual(["Delivered", "Pending"]);
    expect(dateOf(await test.call(BALANCE))).toBe(HOUR);
    expect(dateOf(await test.call(BALANCE, { token: BOB }))).toBe(0);
    expect(dateOf(await test.call("/v1/nope", { token: null }))).toBe(0);

    await handle.advance("1d");
    expect(dateOf(await test.call(BALANCE))).toBe(DAY + HOUR);
    expect(await status(test, his, BOB)).toBe("Delivered");
    test.clock.advance(2000);
    expect(await handle.get({ token: TOKEN })).toEqual({ now: iso(DAY + HOUR + 2000), frozen: false });
    expect(await handle.get()).toEqual({ now: iso(DAY + 2000), frozen: false });
  });

  it("[clock.moves] stands while the global one runs, and runs on from where it stood", async () => {
    const test = new TestEmulator();
    expect(await clock(test, "POST", "/freeze", { token: TOKEN })).toEqual({ now: iso(0), frozen: true });
    const id = await test.sent();
    await clock(test, "POST", "/advance", { by: "2d" });
    test.clock.advance(DAY);
    expect(await status(test, id)).toBe("Pending");
    expect(await clock(test, "GET")).toEqual({ now: iso(3 * DAY), frozen: false });
    expect(await clock(test, "GET", `?token=${TOKEN}`)).toEqual({ now: iso(0), frozen: true });
    expect(await clock(test, "POST", "/resume", { token: TOKEN })).toEqual({ now: iso(0), frozen: false });
    test.clock.advance(1000);
    expect(await status(test, id)).toBe("Processed");
  });

  it("[clock.moves] runs over a global one that stands only when that runs", async () => {
    const test = new TestEmulator();
    await test.emulator.clock.freeze();
    await test.emulator.clock.set({ token: TOKEN, now: START + HOUR, frozen: false });
    test.clock.advance(DAY);
    expect(dateOf(await test.call(BALANCE))).toBe(HOUR);
    await test.emulator.clock.resume();
    test.clock.advance(1000);
    expect(dateOf(await test.call(BALANCE))).toBe(HOUR + 1000);
  });

  it("[clock.moves] may be moved before the account's first call", async () => {
    const test = new TestEmulator();
    await clock(test, "PUT", "", { token: TOKEN, now: "2030-06-01T00:00:00Z", frozen: true });
    await test.sent();
    expect(await lastRow(test)).toBe("2030-05-31 19:00:00");
    expect(await lastRow(test, BOB)).toBeUndefined();
  });

  it("[clock.moves] goes with the account's reset", async () => {
    const { emulator } = new TestEmulator();
    await emulator.clock.advance("1h", { token: TOKEN });
    await emulator.clock.advance("1m");
    await emulator.reset({ token: TOKEN });
    expect(await emulator.clock.freeze({ token: TOKEN })).toEqual({ now: iso(60_000), frozen: true });
  });

  it.each([
    ["GET", "?token=nobody", undefined],
    ["PUT", "", { token: "nobody", now: 0 }],
    ["POST", "/advance", { token: "nobody", by: 1 }],
    ["POST", "/freeze", { token: "nobody" }],
    ["POST", "/resume", { token: "nobody" }],
  ])("[clock.moves] is none of an account that does not exist: %s clock%s", async (method, path, body) => {
    const test = new TestEmulator();
    const answer = await test.control(method, `clock${path}`, body);
    expect([answer.status, json(answer)]).toEqual([
      404,
      expect.objectContaining({ detail: 'There is no account "nobody".' }),
    ]);
    expect(await test.emulator.accounts.list()).toEqual({ items: [], total: 0 });
  });
});
