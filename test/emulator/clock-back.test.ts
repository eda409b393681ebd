/** Clocks that are set back, lengths of time, and the arithmetic of clocks. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClockState, moveClock, RUNNING, timeOf } from "../../src/emulator/domain/clock.ts";
import { durationMs } from "../../src/protocol/duration.ts";
import { json, type MessageView, RECIPIENT, TestEmulator, TOKEN } from "../support/test-emulator.ts";
import { BALANCE, BOB, clock, DAY, dateOf, HOUR, iso, lastRow, status } from "./clock-support.ts";

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
