/** Faults made on purpose: the calls that meet them, when, and what the caller sees of them. */
import { describe, expect, it } from "vitest";
import { meetFault } from "../../src/emulator/faults/apply.ts";
import { fires, type Latency, latencyMs, UNMET } from "../../src/emulator/faults/fault.ts";
import { createEmulator } from "../../src/emulator/index.ts";
import { mergeSettings } from "../../src/emulator/merge-settings.ts";
import { fractions, seededDraw } from "../../src/emulator/runtime/random.ts";
import { MemoryStore } from "../../src/emulator/store/memory-store.ts";
import type { FaultInput } from "../../src/emulator/types/inputs.ts";
import type { FaultKind } from "../../src/protocol/magic-numbers.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { parseRaw, RawConnection, rawRequest, sendRaw } from "../support/raw-socket.ts";
import { json, RECIPIENT, SEED, startTestEmulator, TestEmulator, TOKEN } from "../support/test-emulator.ts";

const BALANCE = "/v1/credits/balance";
const BODY = JSON.stringify({ MobilePhone: RECIPIENT, Message: "hello" });
const SEND = `POST /v1/sms/send?access_token=${TOKEN}`;
const JSON_TYPE = { "Content-Type": "application/json" };

type Running = Awaited<ReturnType<typeof startTestEmulator>>;

async function sentOf({ messages }: Pick<Running, "messages">): Promise<number> {
  return (await messages.list({ token: TOKEN })).total;
}

/** Statuses of so many calls. */
async function statuses(emulator: TestEmulator, calls: number, token = TOKEN): Promise<readonly number[]> {
  const seen: number[] = [];
  for (let call = 0; call < calls; call++) seen.push((await emulator.call(BALANCE, { token })).status);
  return seen;
}

/** Bytes that come back on a socket until it ends, or the word for how it ended. */
async function rawSend(url: string): Promise<Buffer> {
  const connection = await RawConnection.open(url);
  connection.write(rawRequest(SEND, JSON_TYPE, BODY));
  return await connection.ended();
}

const moments = ["before", "after"] as const;

/** Looked at by faults of latency alone. */
const SHORT = { distribution: "fixed", ms: 1 } as const;

describe("on a socket", () => {
  const cases = moments.flatMap((when) =>
    (["reset", "close", "garbage"] as const).map((kind) => ({ kind, when })),
  );

  it.each(cases)("[fault.injected] $kind $when the books sends no answer", async ({ kind, when }) => {
    const emulator = await startTestEmulator();
    await emulator.faults.add({ kind, when, times: 1 });
    const came = await rawSend(emulator.url);
    expect(came).toHaveLength(kind === "garbage" ? 20 : 0);
    expect(came.toString("latin1")).not.toMatch(/^HTTP/);
    expect(await sentOf(emulator)).toBe(when === "after" ? 1 : 0);
    expect((await sendRaw(emulator.url, rawRequest(SEND, JSON_TYPE, BODY))).status).toBe(200);
  });

  it("[fault.injected] a reset is one, and a close is none", async () => {
    const emulator = await startTestEmulator();
    const seen: (string | undefined)[] = [];
    for (const kind of ["reset", "close"] as const) {
      await emulator.faults.add({ kind, times: 1, match: { token: `test_${kind}` } });
      const failed = fetch(`${emulator.url}${BALANCE}?access_token=test_${kind}`).catch(
        (error) => error.cause.code,
      );
      seen.push(await failed);
    }
    expect(seen).toEqual(["ECONNRESET", "UND_ERR_SOCKET"]);
  });

  it.each(moments)("[fault.injected] status %s the books has the framework's shape", async (when) => {
    const emulator = await startTestEmulator();
    await emulator.faults.add({ kind: "status", status: 503, when });
    for (const [accept, body] of [
      [
        "application/json",
        '{"name":"Service Unavailable","message":"Service Unavailable","code":0,"status":503}',
      ],
      [
        "application/xml",
        '<?xml version="1.0" encoding="UTF-8"?>\n<response><name>Service Unavailable</name><message>Service Unavailable</message><code>0</code><status>503</status></response>\n',
      ],
    ] as const) {
      const answer = await sendRaw(emulator.url, rawRequest(SEND, { ...JSON_TYPE, Accept: accept }, BODY));
      expect([answer.status, answer.reason, answer.body]).toEqual([503, "Service Unavailable", body]);
      expect(answer.head).toContain("\nX-Rate-Limit-Limit: 60\n");
      expect(answer.head).toContain(`\nContent-Type: ${accept}; charset=UTF-8\n`);
    }
    expect(await sentOf(emulator)).toBe(when === "after" ? 2 : 0);
  });

  it.each([
    [423, "Locked", "Locked"],
    [424, "Method failure", "Method failure"],
    [507, "Insufficient storage", "Insufficient storage"],
    [450, "Blocked by Windows Parental Controls", "Blocked by Windows Parental Controls"],
    [500, "Internal Server Error", "An internal server error occurred."],
    [599, "", ""],
  ])(
    "[fault.injected] [errors.reasons] status %i has the reason %j of the framework's table",
    async (status, reason, message) => {
      const emulator = await startTestEmulator();
      await emulator.faults.add({ kind: "status", status });
      const answer = await sendRaw(emulator.url, rawRequest(SEND, JSON_TYPE, BODY));
      expect([answer.status, answer.reason]).toEqual([status, reason]);
      expect(JSON.parse(answer.body)).toEqual({ name: reason || "Error", message, code: 0, status });
    },
  );

  it("[fault.injected] cut sends the head whole and the body to the byte that was asked for", async () => {
    const emulator = await startTestEmulator();
    const url = `GET ${BALANCE}?access_token=${TOKEN}`;
    const whole = (await sendRaw(emulator.url, rawRequest(url))).body;
    expect(whole).toBe('{"AvailableCredits":1000}');
    for (let atByte = 0; atByte <= whole.length; atByte++) {
      const { id } = await emulator.faults.add({ kind: "cut", when: "after", atByte });
      const connection = await RawConnection.open(emulator.url);
      connection.write(rawRequest(url));
      const answer = parseRaw(await connection.ended());
      expect([answer.status, answer.body]).toEqual([200, whole.slice(0, atByte)]);
      expect(answer.headers).toContainEqual(["Content-Length", String(whole.length)]);
      await emulator.faults.remove(id);
    }
  });

  it("[fault.injected] cut sends half when no byte is named, and before the books of a 500", async () => {
    const emulator = await startTestEmulator();
    await emulator.faults.add({ kind: "cut", when: "before", times: 1 });
    await emulator.faults.add({ kind: "cut", when: "after", times: 1 });
    const before = parseRaw(await rawSend(emulator.url));
    expect([before.status, await sentOf(emulator)]).toEqual([500, 0]);
    const after = parseRaw(await rawSend(emulator.url));
    const length = Number(after.headers.find(([name]) => name === "Content-Length")?.[1]);
    expect([after.status, after.body.length, await sentOf(emulator)]).toEqual([
      200,
      Math.floor(length / 2),
      1,
    ]);
  });

  it.each(moments)(
    "[fault.injected] hang %s the books sends nothing until the emulator ends",
    async (when) => {
      const emulator = await startTestEmulator();
      await emulator.faults.add({ kind: "hang", when });
      const connection = await RawConnection.open(emulator.url);
      connection.write(rawRequest(SEND, JSON_TYPE, BODY));
      await emulator.journal.waitFor({ path: "/v1/sms/send" });
      expect(await sentOf(emulator)).toBe(when === "after" ? 1 : 0);
      await emulator.close();
      expect(await connection.ended()).toHaveLength(0);
    },
    4500,
  );
});

describe("on a fetch in the same process", () => {
  it.each(["reset", "close", "garbage"] as const)(
    "[fault.injected] %s rejects as fetch does",
    async (kind) => {
      const emulator = new TestEmulator();
      await emulator.emulator.faults.add({ kind, when: "after", times: 1 });
      await expect(emulator.sent()).rejects.toThrow(new TypeError("fetch failed"));
      expect((await emulator.messages()).total).toBe(1);
      expect((await emulator.call(BALANCE)).status).toBe(200);
    },
  );

  it("[fault.injected] cut gives the head, and a body that breaks off where it should", async () => {
    const { fetch, faults } = createEmulator({ seed: SEED });
    await faults.add({ kind: "cut", when: "after", atByte: 7 });
    const answer = await fetch(`http://localhost${BALANCE}?access_token=${TOKEN}`);
    expect(answer.status).toBe(200);
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toBe('{"Avail');
    await expect(reader?.read()).rejects.toThrow(new TypeError("terminated"));
  });

  it("[fault.injected] hang ends when the caller gives up, or the emulator ends", async () => {
    const { fetch, faults, close } = createEmulator({ seed: SEED });
    await faults.add({ kind: "hang" });
    const url = `http://localhost${BALANCE}?access_token=${TOKEN}`;
    const caller = new AbortController();
    const [given, left] = [fetch(url, { signal: caller.signal }), fetch(url)];
    caller.abort(new Error("I have waited long enough."));
    await expect(given).rejects.toThrow("I have waited long enough.");
    const [[ended]] = await Promise.all([Promise.allSettled([left]), close()]);
    expect(ended).toEqual({ status: "rejected", reason: new TypeError("fetch failed") });
  });

  it("[fault.injected] a latency does not hold a caller who gives up, nor the emulator's end", async () => {
    const { fetch, faults, close } = createEmulator({ seed: SEED });
    await faults.add({ kind: "latency", latency: { distribution: "fixed", ms: 600_000 } });
    const url = `http://localhost${BALANCE}?access_token=${TOKEN}`;
    const caller = new AbortController();
    const [given, left] = [fetch(url, { signal: caller.signal }), fetch(url)];
    caller.abort(new Error("Enough."));
    await expect(given).rejects.toThrow("Enough.");
    await close();
    expect((await left).status).toBe(200);
  });
});

describe("whom a fault meets", () => {
  it("is told by endpoint", async () => {
    const emulator = new TestEmulator();
    await emulator.emulator.faults.add({ kind: "status", match: { endpoint: "sms.send" } });
    expect(await statuses(emulator, 1)).toEqual([200]);
    expect((await emulator.send({ MobilePhone: RECIPIENT, Message: "x" })).status).toBe(500);
    const simple = await emulator.send(
      { MobilePhone: RECIPIENT, Message: "x" },
      { path: "/v1/sms-simple/send" },
    );
    expect(simple.status).toBe(200);
  });

  it("is told by token", async () => {
    const emulator = new TestEmulator();
    await emulator.emulator.faults.add({ kind: "status", match: { token: "test_bob" } });
    expect(await statuses(emulator, 1)).toEqual([200]);
    expect(await statuses(emulator, 1, "test_bob")).toEqual([500]);
  });

  it.each(["+1 (212) 555-0150", "2125550150", "12125550150", "1.212.555.0150"])(
    "is told by recipient, written %s by who asks and otherwise by who calls",
    async (recipient) => {
      const emulator = new TestEmulator();
      const { match } = await emulator.emulator.faults.add({
        kind: "status",
        when: "after",
        match: { recipient },
      });
      expect(match.recipient).toBe("12125550150");
      for (const MobilePhone of ["1-212-555-0150", "(212) 555 0150"]) {
        expect((await emulator.send({ MobilePhone, Message: "x" })).status).toBe(500);
      }
      expect((await emulator.send({ MobilePhone: "12125550151", Message: "x" })).status).toBe(200);
      expect(await statuses(emulator, 1)).toEqual([200]);
    },
  );

  it("is nobody who has no account", async () => {
    const emulator = new TestEmulator();
    await emulator.emulator.faults.add({ kind: "reset" });
    expect(await statuses(emulator, 1, "nobody")).toEqual([401]);
  });

  it("is the first fault that was asked for, and each call meets one", async () => {
    const emulator = new TestEmulator();
    for (const status of [502, 503]) await emulator.emulator.faults.add({ kind: "status", status, times: 1 });
    expect(await statuses(emulator, 3)).toEqual([502, 503, 200]);
  });
});

describe("how often a fault meets", () => {
  it("from the n-th call on, so many times, for each account by itself", async () => {
    const emulator = new TestEmulator();
    await emulator.emulator.faults.add({ kind: "status", nth: 3, times: 2 });
    expect(await statuses(emulator, 2)).toEqual([200, 200]);
    expect(await statuses(emulator, 6, "test_bob")).toEqual([200, 200, 500, 500, 200, 200]);
    expect(await statuses(emulator, 4)).toEqual([500, 500, 200, 200]);
  });

  it.each([
    [1, null, 1, [true, true, true, true]],
    [2, null, 1, [false, true, true, true]],
    [1, 1, 1, [true, false, false, false]],
    [3, 1, 1, [false, false, true, false]],
    [1, null, 0, [false, false, false, false]],
  ] as const)("nth %s, times %s, probability %s is %j", async (nth, times, probability, expected) => {
    const emulator = new TestEmulator();
    const fault = await emulator.emulator.faults.add({ kind: "status", nth, times, probability });
    let count = UNMET;
    const pure = expected.map(() => {
      const fired = fires(fault, count, 0.999);
      count = { matched: count.matched + 1, fired: count.fired + (fired ? 1 : 0) };
      return fired;
    });
    expect(pure).toEqual(expected);
    expect((await statuses(emulator, 4)).map((status) => status === 500)).toEqual(expected);
  });

  it("a probability is met about as often as it says, and each account by its own draws", async () => {
    const emulator = new TestEmulator({ limits: { rate: null } });
    await emulator.emulator.faults.add({ kind: "status", probability: 0.3 });
    const alice = await statuses(emulator, 400);
    const met = alice.filter((status) => status === 500).length;
    expect(met).toBeGreaterThan(90);
    expect(met).toBeLessThan(150);
    expect(await statuses(emulator, 400, "test_bob")).not.toEqual(alice);
  });

  it("the same seed and calls meet the same faults, whatever other accounts do", async () => {
    const faults: readonly FaultInput[] = [
      { kind: "status", probability: 0.4 },
      { kind: "garbage", when: "after", probability: 0.4 },
      { kind: "cut", when: "after", probability: 0.4 },
    ];
    const run = async (others: boolean): Promise<readonly string[]> => {
      const emulator = new TestEmulator({ limits: { rate: null } });
      if (others) await emulator.emulator.faults.add({ kind: "status", match: { token: "test_bob" } });
      for (const fault of faults) await emulator.emulator.faults.add(fault);
      const seen: string[] = [];
      for (let call = 0; call < 60; call++) {
        if (others && call % 3 === 0) await emulator.call(BALANCE, { token: "test_bob" }).catch(() => {});
        seen.push(await emulator.call(BALANCE).then(({ text, status }) => `${status} ${text}`, String));
      }
      return seen;
    };
    const alone = await run(false);
    expect(new Set(alone).size).toBeGreaterThan(3);
    expect(await run(true)).toEqual(alone);
  });
});

describe("latency", () => {
  const draws = Array.from({ length: 4000 }, (_, index) => fractions(seededDraw(SEED)("test_a", "x", index)));
  const times = (latency: Latency): readonly number[] =>
    draws.map((drawn) => latencyMs(latency, drawn)).sort((a, b) => a - b);

  it("fixed is always the same", () => {
    expect(new Set(times({ distribution: "fixed", ms: 200 }))).toEqual(new Set([200]));
  });

  it("uniform keeps to its bounds and fills them evenly", () => {
    const all = times({ distribution: "uniform", minMs: 50, maxMs: 500 });
    expect(all[0]).toBeGreaterThanOrEqual(50);
    expect(all.at(-1)).toBeLessThan(500);
    expect(Math.abs((all[2000] ?? 0) - 275)).toBeLessThan(15);
    expect(Math.abs((all[400] ?? 0) - 95)).toBeLessThan(15);
  });

  it("log-normal has the median and the spread it says, and is finite at the ends", () => {
    const latency: Latency = { distribution: "log-normal", medianMs: 100, sigma: 0.5 };
    const all = times(latency);
    expect(Math.abs((all[2000] ?? 0) - 100)).toBeLessThan(4);
    // One sigma above the median lies 84.13 % of all.
    expect(Math.abs((all[3365] ?? 0) - 100 * Math.exp(0.5))).toBeLessThan(8);
    for (const drawn of [
      [0, 0],
      [1 - 2 ** -52, 0],
      [1 - 2 ** -52, 0.5],
    ] as const) {
      expect(Number.isFinite(latencyMs(latency, drawn))).toBe(true);
    }
  });

  it.each<[Latency, (ms: number) => boolean]>([
    [{ distribution: "fixed", ms: 200 }, (ms) => ms === 200],
    [{ distribution: "uniform", minMs: 5, maxMs: 6 }, (ms) => ms >= 5 && ms < 6],
    [{ distribution: "log-normal", medianMs: 100, sigma: 0 }, (ms) => Math.abs(ms - 100) < 1e-9],
  ])("%j is waited for, then the call goes on", async (latency, isRight) => {
    const settings = mergeSettings();
    const draw = seededDraw(SEED);
    const store = new MemoryStore({ settings, draw, clock: new ManualClock(), log: () => {} });
    store.admit(TOKEN);
    const base = { match: {}, nth: 1, times: null, probability: 1, status: 500, atByte: null } as const;
    store.addFault({ ...base, kind: "latency", when: "before", latency });
    const paused: number[] = [];
    const services = {
      store,
      settings,
      draw,
      pause: async (ms: number) => void paused.push(ms),
    };
    const call = { endpoint: "credits.balance", token: TOKEN, recipient: undefined };
    const met = await meetFault(call, "before", services);
    expect(met).toMatchObject({ fault: "fault-1", rule: "fault.injected" });
    expect([met?.response, met?.breakage]).toEqual([undefined, undefined]);
    expect(paused.map(isRight)).toEqual([true]);
    expect(await meetFault(call, "after", services)).toBeUndefined();
  });
});

describe("the journal", () => {
  it.each<[FaultKind, "before" | "after"]>([
    ["status", "before"],
    ["status", "after"],
    ["latency", "before"],
    ["latency", "after"],
    ["reset", "before"],
    ["close", "after"],
    ["garbage", "after"],
    ["cut", "before"],
    ["cut", "after"],
  ])("[fault.injected] names the fault %s, %s the books", async (kind, when) => {
    const emulator = new TestEmulator();
    const { id } = await emulator.emulator.faults.add({ kind, when, times: 1, latency: SHORT });
    await emulator.call(BALANCE).catch(() => {});
    const { fault, explanation } = await emulator.lastEntry();
    expect(fault).toBe(id);
    const isRefused = when === "before" && kind !== "latency";
    expect(explanation.decidedBy).toBe(isRefused ? "fault.injected" : "credits.answer");
    await emulator.call(BALANCE);
    expect((await emulator.lastEntry()).fault).toBeNull();
  });

  it.each<[FaultKind, "before" | "after", books: number | null, status: number | null, got: string]>([
    ["status", "before", null, 503, "answer"],
    ["status", "after", 200, 503, "answer"],
    ["latency", "before", 200, 200, "answer"],
    ["latency", "after", 200, 200, "answer"],
    ["reset", "before", null, null, "reset"],
    ["reset", "after", 200, null, "reset"],
    ["close", "after", 200, null, "close"],
    ["garbage", "after", 200, null, "garbage"],
    ["cut", "before", null, 503, "cut"],
    ["cut", "after", 200, 200, "cut"],
  ])(
    "[fault.injected] has what the books decided and what the caller got of a %s %s them",
    async (kind, when, books, status, got) => {
      const emulator = new TestEmulator();
      await emulator.emulator.faults.add({ kind, when, status: 503, times: 1, latency: SHORT });
      await emulator.sent().catch(() => {});
      const entry = await emulator.lastEntry();
      expect(entry.books).toEqual(books === null ? null : { outcome: "accepted", status: books });
      expect(entry.caller).toEqual({ status, got });
      expect((await emulator.messages()).total).toBe(books === null ? 0 : 1);
    },
  );

  it("[fault.injected] has what the books decided of a call they refused, though the caller was told otherwise", async () => {
    const emulator = new TestEmulator();
    await emulator.emulator.faults.add({ kind: "status", when: "after", status: 502 });
    expect((await emulator.send({ MobilePhone: "x", Message: "hello" })).status).toBe(502);
    const { books, caller, response, explanation } = await emulator.lastEntry();
    expect([books, caller]).toEqual([
      { outcome: "refused", status: 422 },
      { status: 502, got: "answer" },
    ]);
    expect([response.status, explanation.decidedBy]).toEqual([502, "fields.rules"]);
  });

  it("[fault.injected] [magic.fault] is told apart by what is logged of the answer", async () => {
    const seen: (readonly [number, string])[] = [];
    const emulator = createEmulator({
      onAnswer: ({ status, decidedBy }) => seen.push([status, decidedBy]),
    });
    await emulator.faults.add({ kind: "status", when: "after", times: 1 });
    for (const MobilePhone of [RECIPIENT, "12125550133", "12125550151"]) {
      await emulator.fetch(`http://localhost/v1/sms/send?access_token=${TOKEN}`, {
        method: "POST",
        headers: JSON_TYPE,
        body: JSON.stringify({ MobilePhone, Message: "hello" }),
      });
    }
    expect(seen).toEqual([
      [500, "fault.injected"],
      [500, "magic.fault"],
      [200, "credits.balance"],
    ]);
  });

  it("[fault.injected] says how to get rid of a status", async () => {
    const emulator = new TestEmulator();
    await emulator.emulator.faults.add({ kind: "status", status: 502 });
    await emulator.call(BALANCE);
    expect((await emulator.lastEntry()).explanation).toMatchObject({
      outcome: "refused",
      decidedBy: "fault.injected",
      steps: [{ inputs: { fault: "fault-1", endpoint: "credits.balance" } }],
      wouldSucceed: "The same call once the fault is gone: DELETE /_emulator/faults/fault-1.",
    });
  });
});

describe("over HTTP", () => {
  const whole = {
    when: "before",
    nth: 1,
    times: null,
    probability: 1,
    status: 500,
    atByte: null,
    latency: { distribution: "fixed", ms: 0 },
  };

  it("faults are added, listed, taken back and cleared", async () => {
    const emulator = new TestEmulator();
    const added: unknown[] = [];
    for (const match of [{}, { token: "test_a" }, { token: "test_b", endpoint: "sms.send" }]) {
      const answer = await emulator.control("POST", "faults", { kind: "reset", match });
      expect(answer.status).toBe(201);
      added.push(json(answer));
    }
    expect(added[1]).toEqual({ ...whole, id: "fault-2", kind: "reset", match: { token: "test_a" } });
    const list = async (query = "") => json(await emulator.control("GET", `faults${query}`));
    expect(await list()).toEqual({ items: added, total: 3 });
    expect(await list("?token=test_b")).toEqual({ items: [added[2]], total: 1 });
    expect((await emulator.control("DELETE", "faults/fault-1")).status).toBe(204);
    expect((await emulator.control("DELETE", "faults/fault-1")).status).toBe(404);
    expect((await emulator.control("DELETE", "faults?token=test_a")).status).toBe(204);
    expect(await list()).toEqual({ items: [added[2]], total: 1 });
    expect((await emulator.control("DELETE", "faults")).status).toBe(204);
    expect(await list()).toEqual({ items: [], total: 0 });
  });

  it.each([400, 404, 429, 499])(
    "a %s after the books is refused: it would say that what they hold was not done",
    async (status) => {
      const emulator = new TestEmulator();
      const answer = await emulator.control("POST", "faults", { kind: "status", when: "after", status });
      expect([answer.status, json(answer)]).toMatchObject([
        400,
        {
          errors: [{ field: "status", message: expect.stringMatching(/500 or more where when is "after"/) }],
        },
      ]);
      await expect(emulator.emulator.faults.add({ kind: "status", when: "after", status })).rejects.toThrow(
        "The body is not valid: status: must be 500 or more",
      );
      expect((await emulator.emulator.faults.list()).total).toBe(0);
      expect((await emulator.control("POST", "faults", { kind: "status", status })).status).toBe(201);
    },
  );

  it("a status of 500 or more may come after the books, and other kinds look at none", async () => {
    const { faults } = new TestEmulator().emulator;
    for (const status of [500, 503, 599]) await faults.add({ kind: "status", when: "after", status });
    await faults.add({ kind: "reset", when: "after", status: 429 });
    expect((await faults.list()).total).toBe(4);
  });

  it.each<[object, string]>([
    [{}, "kind"],
    [{ kind: "explode" }, "kind"],
    [{ kind: "reset", when: "during" }, "when"],
    [{ kind: "reset", match: { endpoint: "sms.sent" } }, "match.endpoint"],
    [{ kind: "reset", match: { phone: "1" } }, "match.phone"],
    [{ kind: "reset", match: { token: "" } }, "match.token"],
    [{ kind: "reset", nth: 0 }, "nth"],
    [{ kind: "reset", times: 0 }, "times"],
    [{ kind: "reset", probability: 1.1 }, "probability"],
    [{ kind: "status", status: 200 }, "status"],
    [{ kind: "cut", atByte: -1 }, "atByte"],
    [{ kind: "latency", latency: { distribution: "normal" } }, "latency.distribution"],
    [{ kind: "latency", latency: { distribution: "uniform", minMs: 1 } }, "latency.maxMs"],
    [{ kind: "latency", latency: { distribution: "fixed", ms: -1 } }, "latency.ms"],
    [{ kind: "latency", latency: { distribution: "log-normal", medianMs: 1, sigma: 6 } }, "latency.sigma"],
    [{ kind: "latency" }, "latency.ms"],
    [{ kind: "latency", latency: { distribution: "fixed", ms: 0 } }, "latency.ms"],
    [{ kind: "latency", latency: { distribution: "uniform", minMs: 0, maxMs: 0 } }, "latency.maxMs"],
    [{ kind: "latency", latency: { distribution: "log-normal", medianMs: 0, sigma: 1 } }, "latency.medianMs"],
    [{ kind: "reset", match: { recipient: "nobody" } }, "match.recipient"],
    [{ kind: "reset", match: { recipient: "" } }, "match.recipient"],
    [{ kind: "reset", often: true }, "often"],
  ])("%j is 400 and names %s", async (input, field) => {
    const emulator = new TestEmulator();
    const answer = await emulator.control("POST", "faults", input);
    const { errors } = json<{ readonly errors: readonly { readonly field: string }[] }>(answer);
    expect([answer.status, errors.map((error) => error.field)]).toEqual([400, [field]]);
    expect((await emulator.emulator.faults.list()).total).toBe(0);
  });
});
