/** The clock: global and of each account, and everything that follows from it. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClockState, moveClock, RUNNING, timeOf } from "../../src/emulator/domain/clock.ts";
import { durationMs } from "../../src/protocol/duration.ts";
import { START } from "../support/manual-clock.ts";
import {
  type Answered,
  json,
  type MessageView,
  RECIPIENT,
  startTestEmulator,
  TestEmulator,
  TOKEN,
} from "../support/test-emulator.ts";

interface ClockShown {
  readonly now: string;
  readonly frozen: boolean;
}

const BALANCE = "/v1/credits/balance";
const HISTORY = "/v1/sent-history/single-list";
const REPORT = "/v1/sms/delivery-report";
const BOB = "test_bob";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const iso = (ms: number): string => new Date(START + ms).toISOString();

async function clock(emulator: TestEmulator, method: string, path = "", body?: unknown): Promise<ClockShown> {
  const answer = await emulator.control(method, `clock${path}`, body);
  if (answer.status !== 200) throw new Error(`Expected the clock: ${answer.status} ${answer.text}`);
  return json<ClockShown>(answer);
}

async function status(emulator: TestEmulator, id: string, token = TOKEN): Promise<string> {
  const [row] = json<readonly { readonly DeliveryStatus_Description: string }[]>(
    await emulator.call(REPORT, { query: `id=${id}`, token }),
  );
  return row?.DeliveryStatus_Description ?? "";
}

function dateOf({ headers }: Answered): number {
  return Date.parse(headers.get("Date") ?? "") - START;
}

async function lastRow(emulator: TestEmulator, token = TOKEN): Promise<string | undefined> {
  return json<readonly { readonly DateTime: string }[]>(await emulator.call(HISTORY, { token }))[0]?.DateTime;
}

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

describe("a clock set back", () => {
  it.each([1, 60, 3600, 30 * 24 * 3600])(
    "[clock.moves] by %i s refuses no call for the time moved, nor forgets the calls made",
    async (seconds) => {
      const test = new TestEmulator({ limits: { rate: { limit: 3, windowSeconds: 60 } } });
      const call = async (): Promise<unknown> => {
        const { status: code, headers } = await test.call(BALANCE);
        return [code, headers.get("X-Rate-Limit-Remaining")];
      };
      expect(await call()).toEqual([200, "2"]);
      await test.emulator.clock.advance(-seconds * 1000, { token: TOKEN });
      expect([await call(), await call(), await call()]).toEqual([
        [200, "1"],
        [200, "0"],
        [429, "0"],
      ]);
      await test.emulator.clock.advance("20s", { token: TOKEN });
      expect(await call()).toEqual([200, "0"]);
      await test.emulator.clock.advance(`${seconds + 60}s`, { token: TOKEN });
      expect(await call()).toEqual([200, "2"]);
    },
  );

  it("[clock.moves] to 1970 lets accounts call that never called, and those that did", async () => {
    const test = new TestEmulator();
    await test.sent();
    await test.emulator.clock.set({ now: 0, frozen: true });
    expect((await test.call(BALANCE)).headers.get("X-Rate-Limit-Remaining")).toBe("58");
    const first = await test.call(BALANCE, { token: BOB });
    expect([first.status, first.headers.get("X-Rate-Limit-Remaining"), first.headers.get("Date")]).toEqual([
      200,
      "59",
      "Thu, 01 Jan 1970 00:00:00 GMT",
    ]);
    await test.sent({}, { token: BOB });
    expect(await lastRow(test, BOB)).toBe("1969-12-31 19:00:00");
  });

  it("[clock.moves] counts no send to a recipient that is yet to come", async () => {
    const test = new TestEmulator();
    const trySend = async (): Promise<number> =>
      (await test.send({ MobilePhone: RECIPIENT, Message: "x" })).status;
    for (let sent = 0; sent < 10; sent++) await test.sent();
    expect(await trySend()).toBe(429);
    await test.emulator.clock.advance("-1h");
    for (let sent = 0; sent < 10; sent++) expect(await trySend()).toBe(200);
    expect(await trySend()).toBe(429);
    await test.emulator.clock.advance("1m");
    expect(await trySend()).toBe(200);
  });

  it("[clock.moves] shows a message that is yet to come as it begins, and the same way again", async () => {
    const test = new TestEmulator();
    const id = await test.sent();
    await test.emulator.clock.advance("3s");
    expect(await status(test, id)).toBe("Delivered");
    await test.emulator.clock.advance("-1h");
    expect(await status(test, id)).toBe("Pending");
    expect(json<MessageView>(await test.control("GET", `messages/${id}`))).toMatchObject({
      status: { id: 1 },
      history: [],
      sentAt: iso(0),
    });
    await test.emulator.clock.advance("1h");
    expect(await status(test, id)).toBe("Delivered");
  });
});

describe("lengths of time and times", () => {
  it.each<[by: number | string, ms: number]>([
    [1500, 1500],
    [0, 0],
    ["250ms", 250],
    ["90s", 90_000],
    ["1.5s", 1500],
    ["5m", 300_000],
    ["2h", 2 * HOUR],
    ["30d", 30 * DAY],
    ["-5m", -300_000],
    [-1, -1],
  ])("[clock.moves] %j moves the clock by %i ms", async (by, ms) => {
    expect(durationMs(by)).toBe(ms);
    expect(await clock(new TestEmulator(), "POST", "/advance", { by })).toEqual({
      now: iso(ms),
      frozen: false,
    });
  });

  it.each([["5 m"], ["m"], [""], ["5"], ["1w"], ["1e3s"], ["PT5M"], [null], [true], [{}], [[5]]])(
    "[clock.moves] %j is no length of time, and named",
    async (by) => {
      const test = new TestEmulator();
      const answer = await test.control("POST", "clock/advance", { by });
      expect([answer.status, json<{ readonly errors: unknown }>(answer).errors]).toEqual([
        400,
        [{ field: "by", message: 'must be milliseconds, or a text like "5m", "90s", "2h" or "30d"' }],
      ]);
      expect(await clock(test, "GET")).toEqual({ now: iso(0), frozen: false });
    },
  );

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "[clock.moves] the handle refuses %d",
    async (by) => {
      await expect(new TestEmulator().emulator.clock.advance(by)).rejects.toThrow("by: must be milliseconds");
    },
  );

  it.each([["tomorrow"], ["2026-01-15"], ["2026-02-30T00:00:00Z"], ["2026-01-15T12:00:00"], [null], [{}]])(
    "[clock.moves] %j is no time, and named",
    async (now) => {
      const test = new TestEmulator();
      const answer = await test.control("PUT", "clock", { now });
      expect([answer.status, json(answer)]).toEqual([
        400,
        expect.objectContaining({ errors: [expect.objectContaining({ field: "now" })] }),
      ]);
      expect(await clock(test, "GET")).toEqual({ now: iso(0), frozen: false });
    },
  );

  it.each<[path: string, method: string, body: object, field: string]>([
    ["", "PUT", { now: -1 }, "now"],
    ["", "PUT", { now: 1e300 }, "now"],
    ["", "PUT", { now: "1969-12-31T23:59:59Z" }, "now"],
    ["", "PUT", { now: "9999-12-31T23:59:59.999-01:00" }, "now"],
    ["/advance", "POST", { by: 1e300 }, "by"],
    ["/advance", "POST", { by: "-100000d" }, "by"],
    ["/advance", "POST", { by: "3000000d", token: TOKEN }, "by"],
  ])(
    "[clock.moves] clock%s: %s %j leads to a time that no date can be written of",
    async (path, method, body, field) => {
      const test = new TestEmulator();
      const answer = await test.control(method, `clock${path}`, body);
      expect([answer.status, json(answer)]).toEqual([
        400,
        expect.objectContaining({ errors: [expect.objectContaining({ field })] }),
      ]);
      expect(dateOf(await test.call(BALANCE))).toBe(0);
    },
  );

  it("[clock.moves] the last time there is still answers every call", async () => {
    const test = new TestEmulator();
    await test.emulator.clock.set({ now: "9999-12-31T23:59:59.999Z", frozen: true });
    await test.sent();
    expect(await lastRow(test)).toBe("9999-12-31 18:59:59");
    expect((await test.call(BALANCE)).headers.get("Date")).toBe("Fri, 31 Dec 9999 23:59:59 GMT");
  });
});

describe("clocks as arithmetic", () => {
  const time = fc.integer({ min: 0, max: 4e12 });
  const length = fc.integer({ min: -1e12, max: 1e12 });
  const anyClock = fc.oneof(
    fc.record({ offsetMs: length, frozenAt: fc.constant(null) }),
    fc.record({ offsetMs: fc.constant(0), frozenAt: time }),
  );
  const advanced = (state: ClockState, by: number, beneath: number): ClockState =>
    moveClock(state, { kind: "advance", by }, beneath);

  it("[clock.moves] one that runs is the clock beneath", () => {
    fc.assert(
      fc.property(time, (beneath) => {
        expect(timeOf(RUNNING, beneath)).toBe(beneath);
      }),
    );
  });

  it("[clock.moves] resumed after a freeze, it continues from where it stood", () => {
    fc.assert(
      fc.property(anyClock, time, length, length, (state, at, stood, ran) => {
        const frozen = moveClock(state, { kind: "freeze" }, at);
        const resumed = moveClock(frozen, { kind: "resume" }, at + stood);
        expect(timeOf(frozen, at + stood)).toBe(timeOf(state, at));
        expect(timeOf(resumed, at + stood + ran)).toBe(timeOf(state, at) + ran);
      }),
    );
  });

  it("[clock.moves] advances compose, whether it stands or runs", () => {
    fc.assert(
      fc.property(anyClock, time, length, length, (state, at, first, second) => {
        expect(advanced(advanced(state, first, at), second, at)).toEqual(advanced(state, first + second, at));
        expect(timeOf(advanced(state, first, at), at)).toBe(timeOf(state, at) + first);
        expect(advanced(state, first, at).frozenAt === null).toBe(state.frozenAt === null);
      }),
    );
  });

  it("[clock.moves] freezing, resuming and setting it to its own time change no time", () => {
    fc.assert(
      fc.property(anyClock, time, fc.option(fc.boolean(), { nil: undefined }), (state, at, frozen) => {
        const now = timeOf(state, at);
        for (const change of [
          { kind: "freeze" },
          { kind: "resume" },
          { kind: "set", now, frozen },
          { kind: "advance", by: 0 },
        ] as const) {
          expect(timeOf(moveClock(state, change, at), at)).toBe(now);
        }
      }),
    );
  });
});
