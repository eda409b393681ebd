/** Waiting for deliveries: the emulator on a clock that moves only while all work waits. */
import { describe, expect, it, onTestFinished } from "vitest";
import {
  AbortError,
  ConfigurationError,
  type DeliveryReport,
  NotFoundError,
  ProTexting,
  type ProTextingOptions,
  ServerError,
  TimeoutError,
} from "../../src/client/index.ts";
import { createEmulator, type SettingsInput } from "../../src/emulator/index.ts";
import { deliveryStatuses, isFinal } from "../../src/protocol/delivery-status.ts";
import { START } from "../support/manual-clock.ts";
import { VirtualTime } from "./pacing/virtual-time.ts";
import { fakeClient, ID, json, refusal, rejection, TOKEN } from "./support.ts";

/** The last two digits decide where a message ends; see docs/magic-numbers.md. */
const FAILS = "16465550103";
const STAYS_PROCESSED = "16465550110";
const ORDINARY = "16465550150";
const SECOND = 1000;
const MINUTE = 60 * SECOND;

interface Request {
  /** Milliseconds since the beginning. */
  readonly at: number;
  readonly path: string;
  readonly status: number;
}

/** Client and emulator on one virtual clock; paced, and patient with failures, as clients are by default. */
function setUp(settings: SettingsInput = {}, options: ProTextingOptions = {}) {
  const time = new VirtualTime(START);
  const emulator = createEmulator({ settings, seed: "waiting", clock: time });
  onTestFinished(() => emulator.close());
  const requests: Request[] = [];
  const client = new ProTexting({
    accessToken: TOKEN,
    baseUrl: "https://api.example",
    clock: time.clock,
    sleep: time.sleep,
    random: () => 0.5,
    fetch: async (url, init) => {
      const at = time.now() - START;
      const response = await time.during(emulator.fetch(url, init));
      requests.push({ at, path: new URL(url).pathname, status: response.status });
      return response;
    },
    ...options,
  });
  const send = async (mobilePhone: string) =>
    (await time.run(client.sms.send({ mobilePhone, message: "Hello" }))).id;
  const polls = () => requests.filter(({ path }) => path.endsWith("/delivery-report"));
  return { time, emulator, client, requests, send, polls };
}

const slow = (processedAfterMs: number, deliveredAfterMs: number): SettingsInput => ({
  delivery: { mode: "time", processedAfterMs, deliveredAfterMs },
});

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const ids = (reports: readonly DeliveryReport[]) => reports.map(({ status }) => status.id);

/** A client whose answers are statuses in turn, the last one for ever. */
function told(...statuses: readonly (readonly [id: number, description: string] | Response)[]) {
  const time = new VirtualTime(START);
  const left = [...statuses];
  /** When it was asked, in seconds since the beginning. */
  const at: number[] = [];
  const fake = fakeClient(
    () => {
      at.push((time.now() - START) / SECOND);
      const next = left.length > 1 ? left.shift() : left[0];
      if (next instanceof Response) return next.clone();
      return json([{ Id: ID, DeliveryStatus_Id: next?.[0], DeliveryStatus_Description: next?.[1] }]);
    },
    { clock: time.clock, sleep: time.sleep },
  );
  return { ...fake, time, at };
}

describe("awaited, a wait", () => {
  it("gives the report of a message that was delivered", async () => {
    const { time, client, send } = setUp(slow(5 * SECOND, 20 * SECOND));
    const id = await send(ORDINARY);
    expect(await time.run(client.sms.waitForDelivery(id))).toEqual({
      id,
      status: { id: 2, description: "Delivered" },
    });
  });

  it("gives the report of a message that failed: to fail is an end, not an error", async () => {
    const { time, client, send } = setUp();
    const report = await time.run(client.sms.waitForDelivery(await send(FAILS)));
    expect(report.status).toEqual({ id: 3, description: "Failed" });
  });

  it.each(["05", "06", "07", "08", "09", "11", "12"])(
    "is over at the end of 1 646 555 01%s, too: only Pending, Bufered and Processed move on",
    async (last) => {
      const { time, client, send } = setUp();
      const report = await time.run(client.sms.waitForDelivery(await send(`164655501${last}`)));
      expect(report.status.id).toBe(Number(last));
    },
  );

  it("reads the address of smsSimple for a message sent there", async () => {
    const { time, client, polls } = setUp();
    const { id } = await time.run(client.smsSimple.send({ mobilePhone: ORDINARY, message: "Hello" }));
    expect((await time.run(client.smsSimple.waitForDelivery(id))).status.id).toBe(2);
    expect(new Set(polls().map(({ path }) => path))).toEqual(new Set(["/v1/sms-simple/delivery-report"]));
  });

  it("rejects at once for an id that is unknown", async () => {
    const { time, client, requests } = setUp();
    const error = await time.run(rejection(client.sms.waitForDelivery(ID)));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(requests.map(({ at }) => at)).toEqual([0]);
  });

  it("begins with the call and asks once for all who await it", async () => {
    const { client, requests, time } = told([10, "Processed"], [2, "Delivered"]);
    const wait = client.sms.waitForDelivery(ID);
    const first = await time.run(Promise.all([wait, wait, wait.then(({ status }) => status.id)]));
    expect(first[0]).toBe(first[1]);
    expect(first[2]).toBe(2);
    expect(await wait).toBe(first[0]);
    expect(requests.length).toBe(2);
  });

  it("that nobody watches is no unhandled rejection", async () => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", listener);
    const { client, requests, time } = told(refusal(404, "Unknown."));
    client.sms.waitForDelivery(ID);
    await time.pass(1);
    process.off("unhandledRejection", listener);
    expect(requests.length).toBe(1);
    expect(unhandled).toEqual([]);
  });
});

describe("iterated, a wait", () => {
  it("gives the present status, then each change, and ends with the final one", async () => {
    const { time, client, send } = setUp(slow(5 * SECOND, 20 * SECOND));
    const reports = await time.run(collect(client.sms.waitForDelivery(await send(ORDINARY))));
    expect(ids(reports)).toEqual([1, 10, 2]);
  });

  it.each([
    ["immediate", [2]],
    ["polls", [1, 10, 2]],
  ] as const)("sees what there is to see where messages move by the mode %s", async (mode, expected) => {
    const { time, client, send } = setUp({ delivery: { mode } });
    const reports = await time.run(collect(client.sms.waitForDelivery(await send(ORDINARY))));
    expect(ids(reports)).toEqual(expected);
  });

  it("sees what is decided by hand", async () => {
    const { time, client, emulator, send } = setUp({ delivery: { mode: "manual" } });
    const id = await send(ORDINARY);
    const reports = collect(client.sms.waitForDelivery(id));
    await time.pass(10 * SECOND);
    await emulator.messages.setStatus(id, 4);
    await time.pass(2 * MINUTE);
    await emulator.messages.setStatus(id, 12);
    expect(ids(await time.run(reports))).toEqual([1, 4, 12]);
  });

  it("begins with a final status where there is nothing to wait for", async () => {
    const { client, requests, time } = told([2, "Delivered"]);
    expect(ids(await time.run(collect(client.sms.waitForDelivery(ID))))).toEqual([2]);
    expect(requests.length).toBe(1);
  });

  it("keeps a status that nobody documented with its text, and does not take it for the end", async () => {
    const { client, time } = told([1, "Pending"], [77, "Teleported"], [77, "Beamed"], [2, "Delivered"]);
    const reports = await time.run(collect(client.sms.waitForDelivery(ID)));
    expect(reports.map(({ status }) => status)).toEqual([
      { id: 1, description: "Pending" },
      { id: 77, description: "Teleported" },
      { id: 77, description: "Beamed" },
      { id: 2, description: "Delivered" },
    ]);
  });

  it("tells every loop everything from the beginning, and asks no oftener for it", async () => {
    const { client, requests, time } = told([1, "Pending"], [10, "Processed"], [2, "Delivered"]);
    const wait = client.sms.waitForDelivery(ID);
    const all = await time.run(Promise.all([collect(wait), collect(wait)]));
    expect([...all, await collect(wait)].map(ids)).toEqual([
      [1, 10, 2],
      [1, 10, 2],
      [1, 10, 2],
    ]);
    expect(requests.length).toBe(3);
  });

  it("throws its failure after the changes it has seen", async () => {
    const { client, time } = told([1, "Pending"], refusal(401, "No such token."));
    const seen: number[] = [];
    const loop = async () => {
      for await (const { status } of client.sms.waitForDelivery(ID)) seen.push(status.id);
    };
    expect(await time.run(rejection(loop()))).toMatchObject({ name: "AuthenticationError" });
    expect(seen).toEqual([1]);
  });

  it("stops reading when its loop is left, and says so to those who await it", async () => {
    const { client, requests, time } = told([1, "Pending"]);
    const wait = client.sms.waitForDelivery(ID);
    const loop = async () => {
      for await (const { status } of wait) if (status.id === 1) break;
    };
    await time.run(loop());
    await time.pass(30 * MINUTE);
    expect(requests.length).toBe(1);
    const error = await rejection(wait);
    expect(error).toBeInstanceOf(AbortError);
    expect(String(error)).toBe(
      "AbortError: Failed to wait for the delivery: its loop was left (last status 1 Pending). Please wait again.",
    );
  });

  it("goes on for a second loop when the first is left", async () => {
    const { client, time } = told([1, "Pending"], [2, "Delivered"]);
    const wait = client.sms.waitForDelivery(ID);
    const all = collect(wait);
    const loop = async () => {
      for await (const { status } of wait) if (status.id === 1) break;
    };
    await time.run(loop());
    expect(ids(await time.run(all))).toEqual([1, 2]);
  });
});

describe("a wait's pace", () => {
  it("is a second, doubled up to a minute as long as nothing changes", async () => {
    const { client, time, at } = told([1, "Pending"]);
    await time.run(rejection(client.sms.waitForDelivery(ID, { deadline: 5 * MINUTE })));
    expect(at).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);
  });

  it("begins again after a change", async () => {
    const { client, requests, time } = told(
      ...Array.from({ length: 5 }, () => [1, "Pending"] as const),
      [10, "Processed"],
      [10, "Processed"],
      [2, "Delivered"],
    );
    const times: number[] = [];
    const wait = client.sms.waitForDelivery(ID);
    const watch = async () => {
      for await (const _ of wait) times.push((time.now() - START) / SECOND);
    };
    await time.run(watch());
    // 0, 1, 3, 7, 15 unchanged; 31 Processed; 32 unchanged; 34 Delivered.
    expect(times).toEqual([0, 31, 34]);
    expect(requests.length).toBe(8);
  });

  it("asks a single wait's questions at once: it knows of an ordinary delivery after four seconds", async () => {
    const { time, client, send } = setUp();
    const id = await send(ORDINARY);
    const asked = time.now();
    await time.run(client.sms.waitForDelivery(id));
    expect(time.now() - asked).toBeLessThanOrEqual(4 * SECOND);
  });

  it.each([
    { limit: 60, least: 5 },
    { limit: 600, least: 50 },
  ])("keeps a hundred waits together within a tenth of $limit calls a minute", async ({ limit, least }) => {
    const { time, client, polls, send } = setUp({
      delivery: { mode: "manual" },
      limits: { rate: { limit, windowSeconds: 60 } },
    });
    const id = await send(ORDINARY);
    const waits = Array.from({ length: 100 }, () => rejection(client.sms.waitForDelivery(id)));
    const ends = await time.run(Promise.all(waits));
    expect(ends.every((end) => end instanceof TimeoutError)).toBe(true);
    const minutes = Array.from({ length: 10 }, (_, minute) => {
      return polls().filter(({ at }) => Math.floor(at / MINUTE) === minute).length;
    });
    // One more where a minute begins with a poll, and in the first the three that were saved.
    const [first = 0, ...later] = minutes;
    expect(first).toBeLessThanOrEqual(limit / 10 + 4);
    expect(Math.max(...later)).toBeLessThanOrEqual(limit / 10 + 1);
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(least);
    expect(new Set(polls().map(({ status }) => status))).toEqual(new Set([200]));
  });

  it("lets sends pass: they leave at once although hundreds of reads wait", async () => {
    const { time, client, requests, send } = setUp({
      delivery: { mode: "manual" },
      limits: { perRecipient: null },
    });
    const id = await send(ORDINARY);
    const abort = new AbortController();
    const waits = Array.from({ length: 300 }, () =>
      rejection(client.sms.waitForDelivery(id, { signal: abort.signal })),
    );
    await time.pass(90 * SECOND);
    for (let count = 0; count < 10; count++) {
      const asked = time.now() - START;
      await time.run(client.sms.send({ mobilePhone: ORDINARY, message: `Number ${count}` }));
      const left = requests.findLast(({ path }) => path === "/v1/sms/send");
      expect(left?.at).toBe(asked);
      await time.pass(SECOND);
    }
    abort.abort();
    const ends = await time.run(Promise.all(waits));
    expect(ends.every((end) => end instanceof AbortError)).toBe(true);
    expect(requests.every(({ status }) => status === 200)).toBe(true);
  });
});

describe("a wait ends without a final status", () => {
  it("at its deadline, with the last report", async () => {
    const { time, client, send } = setUp(slow(5 * SECOND, 30 * SECOND));
    const id = await send(STAYS_PROCESSED);
    const begun = time.now();
    const error = await time.run(rejection(client.sms.waitForDelivery(id, { deadline: 2 * MINUTE })));
    expect(time.now() - begun).toBe(2 * MINUTE);
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ lastReport: { id, status: { id: 10, description: "Processed" } } });
    expect(String(error)).toBe(
      "TimeoutError: Failed to wait for the delivery: no end in time (last status 10 Processed). Please wait again.",
    );
  });

  it("after ten minutes where no deadline is given", async () => {
    const { client, time } = told([1, "Pending"]);
    await time.run(rejection(client.sms.waitForDelivery(ID)));
    expect(time.now() - START).toBe(10 * MINUTE);
  });

  it("never, where the deadline is false", async () => {
    const { client, time } = told(...Array.from({ length: 2000 }, () => [1, "Pending"] as const), [
      2,
      "Delivered",
    ]);
    const report = await time.run(client.sms.waitForDelivery(ID, { deadline: false }));
    expect(report.status.id).toBe(2);
    expect(time.now() - START).toBeGreaterThan(30 * 60 * MINUTE);
  });

  it("at its deadline where nothing was read: a client's own deadline ends no poll early", async () => {
    const time = new VirtualTime(START);
    const { client } = fakeClient(() => new Promise<Response>(() => undefined), {
      clock: time.clock,
      sleep: time.sleep,
      deadline: SECOND,
    });
    const error = await time.run(rejection(client.sms.waitForDelivery(ID, { deadline: MINUTE })));
    expect(error).toMatchObject({ name: "TimeoutError", lastReport: undefined, attempts: 0 });
    expect(String(error)).toContain("(no status yet)");
    expect(time.now() - START).toBe(MINUTE);
  });

  it("when the caller's signal fires before it, between two reads, or in the middle of one", async () => {
    const early = told([1, "Pending"]);
    const before = rejection(early.client.sms.waitForDelivery(ID, { signal: AbortSignal.abort("no") }));
    expect(await early.time.run(before)).toBeInstanceOf(AbortError);
    expect(early.requests).toEqual([]);

    const between = told([1, "Pending"]);
    const controller = new AbortController();
    const wait = rejection(between.client.sms.waitForDelivery(ID, { signal: controller.signal }));
    await between.time.pass(500);
    controller.abort(new Error("changed my mind"));
    const error = await wait;
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ attempts: 1, cause: { message: "changed my mind" } });
    await between.time.pass(5 * MINUTE);
    expect(between.requests.length).toBe(1);

    const within = new AbortController();
    const { promise: hungUp, resolve } = deferred();
    const hanging = fakeClient(() => json({}), {
      fetch: (_, { signal } = {}) => {
        signal?.addEventListener("abort", resolve);
        queueMicrotask(() => within.abort());
        return new Promise(() => undefined);
      },
    });
    const polled = hanging.client.sms.waitForDelivery(ID, { signal: within.signal, deadline: false });
    expect(await rejection(polled)).toBeInstanceOf(AbortError);
    await hungUp;
  });

  it("when a read goes on failing; what passes by is read again and is no change", async () => {
    const passing = setUp(slow(2 * MINUTE, 5 * MINUTE));
    const id = await passing.send(ORDINARY);
    await passing.emulator.faults.add({
      kind: "status",
      status: 503,
      match: { endpoint: "sms.deliveryReport" },
      times: 2,
    });
    expect(ids(await passing.time.run(collect(passing.client.sms.waitForDelivery(id))))).toEqual([1, 10, 2]);

    const { client, requests, time } = told([1, "Pending"], refusal(503, "Down."));
    expect(await time.run(rejection(client.sms.waitForDelivery(ID)))).toBeInstanceOf(ServerError);
    expect(requests.length).toBe(2);
  });

  it("when its deadline is no length of time", async () => {
    const { client, requests } = fakeClient(json({}));
    for (const deadline of [0, -1, Number.NaN, 2 ** 31]) {
      const error = await rejection(client.sms.waitForDelivery(ID, { deadline }));
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(String(error)).toContain("deadline");
    }
    expect(requests).toEqual([]);
  });
});

describe("the end of a delivery", () => {
  it("is every status of the vendor's table but Pending, Bufered and Processed, and nothing else", () => {
    const table = Object.keys(deliveryStatuses).map(Number);
    expect(table.filter((id) => !isFinal(id))).toEqual([1, 4, 10]);
    expect([0, 13, 77, -2, 2.5, Number.NaN].filter(isFinal)).toEqual([]);
  });
});

describe("what a wait shows", () => {
  it("holds no token, even where the API writes it into a status", async () => {
    const { client, time } = told([77, `Lost ${TOKEN}`]);
    const error = await time.run(rejection(client.sms.waitForDelivery(ID)));
    expect(error).toMatchObject({ lastReport: { status: { description: "Lost [redacted]" } } });
    expect(String(error)).not.toContain(TOKEN);
  });
});

function deferred() {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}
