/** Retries: the calls that are made again, after how long, and what ends them. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { retryDelay } from "../../src/client/http/retry.ts";
import {
  ConnectionError,
  isProTextingError,
  type ProTextingOptions,
  RateLimitError,
  ServerError,
  TimeoutError,
} from "../../src/client/index.ts";
import { START } from "../support/manual-clock.ts";
import { VirtualTime } from "./pacing/virtual-time.ts";
import { fakeClient, json, limits, RECIPIENT, refusal, rejection } from "./support.ts";

const params = { mobilePhone: RECIPIENT, message: "Hello" };

/** Fails as Node's fetch does where no server listens. */
const neverConnected = (): never => {
  throw new TypeError("fetch failed", {
    cause: Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED", syscall: "connect" }),
  });
};
const broken = (): never => {
  throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
};
const hanging = () => new Promise<Response>(() => undefined);
const accepted = () =>
  json({ Id: "a", DeliveryReportUrl: "https://api.example/", Message: "sent" }, 200, limits(60, 59, 0));
const balance = () => json({ AvailableCredits: 5 });
const throttled = () => refusal(429, "Slow down.", limits(60, 0, 60));
const throttledRecipient = () => refusal(429, "Too many.", limits(60, 40, 20));
const status = (code: number) => () => refusal(code, "Because.");

type Step = () => Response | Promise<Response>;

/** A client on virtual time, with the default retries, and when its requests left, in milliseconds. */
function setUp(steps: readonly Step[], options: ProTextingOptions = {}) {
  const time = new VirtualTime(START);
  const left = [...steps];
  const at: number[] = [];
  const { client } = fakeClient(
    () => {
      at.push(time.now() - START);
      return ((left.length > 1 ? left.shift() : left[0]) ?? balance)();
    },
    { clock: time.clock, sleep: time.sleep, retries: 2, random: () => 0.5, timeout: 1000, ...options },
  );
  return { time, client, at };
}

describe("a read", () => {
  it.each<[string, Step]>([
    ["a connection that never came about", neverConnected],
    ["a connection that broke", broken],
    ["a time-out", hanging],
    ["408", status(408)],
    ["500", status(500)],
    ["502", status(502)],
    ["503", status(503)],
    ["504", status(504)],
  ])("is made again after %s", async (_, failure) => {
    const { time, client, at } = setUp([failure, failure, balance]);
    const { data, attempts } = await time.run(client.credits.balance().withResponse());
    expect(data).toEqual({ availableCredits: 5 });
    expect(attempts).toBe(3);
    expect(at.length).toBe(3);
  });

  it.each([400, 401, 402, 403, 404, 422, 302, 307])("is not made again after %i", async (code) => {
    const { time, client, at } = setUp([status(code)]);
    expect(await time.run(rejection(client.credits.balance()))).toMatchObject({ status: code, attempts: 1 });
    expect(at.length).toBe(1);
  });

  it("is not made again after a success of another shape", async () => {
    const { time, client, at } = setUp([() => json({})]);
    await time.run(rejection(client.credits.balance()));
    expect(at.length).toBe(1);
  });

  it("waits half a second, doubled each time up to eight, of which chance takes up to half", async () => {
    const most = setUp([status(503)], { retries: 7, random: () => 1 - Number.EPSILON });
    await most.time.run(rejection(most.client.credits.balance()));
    const gaps = most.at.slice(1).map((time, index) => Math.round(time - (most.at[index] ?? 0)));
    expect(gaps).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
    const least = setUp([status(503)], { retries: 3, random: () => 0 });
    await least.time.run(rejection(least.client.credits.balance()));
    expect(least.at).toEqual([0, 250, 750, 1750]);
  });

  it("is made as often as retries say, and once where they are 0", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 10 }), async (retries) => {
        const { time, client, at } = setUp([broken], { retries });
        const error = await time.run(rejection(client.credits.balance()));
        expect(error).toMatchObject({ name: "ConnectionError", attempts: retries + 1 });
        expect(at.length).toBe(retries + 1);
      }),
      { numRuns: 11 },
    );
  });
});

describe("a send", () => {
  it.each<[string, Step]>([
    ["a connection that broke", broken],
    ["a time-out", hanging],
    ["408", status(408)],
    ["500", status(500)],
    ["503", status(503)],
    ["a success that cannot be read", () => json({})],
    ["302", status(302)],
  ])("is never made again after %s: it may have arrived", async (_, failure) => {
    const { time, client, at } = setUp([failure, accepted], { pacing: true });
    const error = await time.run(rejection(client.sms.send(params)));
    expect(error).toMatchObject({ name: "SendOutcomeUnknownError", attempts: 1 });
    await time.pass(3_600_000);
    expect(at.length).toBe(1);
  });

  it("is made again after a connection that never came about", async () => {
    const { time, client, at } = setUp([neverConnected, neverConnected, accepted]);
    expect((await time.run(client.sms.send(params))).id).toBe("a");
    expect(at).toEqual([0, 375, 1125]);
  });

  it("is made again after the account's limit, when the limiter lets it", async () => {
    const { time, client, at } = setUp([throttled, accepted], { pacing: true });
    const { attempts } = await time.run(client.sms.send(params).withResponse());
    expect(attempts).toBe(2);
    expect(at.length).toBe(2);
    expect(at[1]).toBeGreaterThanOrEqual(1000);
  });

  it("is made again after the recipient's limit, when its minute is over", async () => {
    const { time, client, at } = setUp([throttledRecipient, accepted], { pacing: true });
    await time.run(client.sms.send(params));
    expect(at[1]).toBeGreaterThanOrEqual(60_000);
  });

  it("gives up after ten refusals by the account's limit, and after retries by a recipient's", async () => {
    const account = setUp([throttled], { pacing: true });
    const error = await account.time.run(rejection(account.client.sms.send(params)));
    expect(error).toMatchObject({ name: "RateLimitError", scope: "account", attempts: 11 });
    const recipient = setUp([throttledRecipient], { pacing: true });
    const other = await recipient.time.run(rejection(recipient.client.sms.send(params)));
    expect(other).toMatchObject({ name: "RateLimitError", scope: "recipient", attempts: 3 });
  });

  it.each([{ pacing: false }, { retries: 0, pacing: true }])(
    "is not made again after a rate limit with %j",
    async (options) => {
      const { time, client, at } = setUp([throttled, accepted], options);
      const error = await time.run(rejection(client.sms.send(params)));
      expect(error).toMatchObject({ name: "RateLimitError", attempts: 1, resetSeconds: 60 });
      expect(at.length).toBe(1);
    },
  );
});

describe("the decision alone", () => {
  it("is never to send again unless the send was refused, whatever the error's class", () => {
    const errors = [
      new ConnectionError("Failed."),
      new ServerError("Failed."),
      new TimeoutError("Failed."),
      new RateLimitError("Failed.", { scope: "account", resetSeconds: 1 }),
    ];
    const patient = { retries: 10, paces: true, random: () => 0 };
    for (const error of errors) {
      expect(retryDelay({ error, refused: false, once: true, attempts: 1 }, patient)).toBeUndefined();
      expect(retryDelay({ error, refused: false, once: false, attempts: 1 }, patient)).toBeDefined();
      expect(retryDelay({ error, refused: true, once: true, attempts: 1 }, patient)).toBeDefined();
    }
  });
});

describe("a call's deadline", () => {
  it("ends a request that has no time-out of its own", async () => {
    const { time, client } = setUp([hanging], { timeout: false, deadline: 4000 });
    expect(await time.run(rejection(client.credits.balance()))).toMatchObject({ name: "TimeoutError" });
    expect(time.now() - START).toBe(4000);
  });

  it("is not waited out between two requests: what failed last is told at once", async () => {
    const { time, client, at } = setUp([status(503)], { deadline: 1000 });
    expect(await time.run(rejection(client.credits.balance()))).toMatchObject({ name: "ServerError" });
    expect(at).toEqual([0, 375]);
    expect(time.now() - START).toBe(375);
  });

  it("refuses a send at once that would have to wait longer for its recipient's limit, and sends nothing", async () => {
    const { time, client, at } = setUp([accepted], { pacing: true, deadline: 30_000 });
    for (let count = 0; count < 10; count++)
      await time.run(client.sms.send({ ...params, message: `text ${count}` }));
    const asked = time.now();
    const error = await time.run(rejection(client.sms.send(params)));
    expect(error).toMatchObject({ name: "RateLimitError", scope: "recipient", attempts: 0 });
    expect(String(error)).toContain("Nothing was sent.");
    expect(time.now()).toBe(asked);
    expect(at.length).toBe(10);
  });

  it("bounds the wait for a limiter that never answers", async () => {
    const { time, client, at } = setUp([accepted], {
      pacing: { acquire: () => new Promise(() => undefined) },
      deadline: 7000,
    });
    const error = await time.run(rejection(client.sms.send(params)));
    expect(error).toMatchObject({ name: "RateLimitError", attempts: 0, resetSeconds: 7 });
    expect(time.now() - START).toBe(7000);
    expect(at).toEqual([]);
  });

  it("holds whatever happens within: no call lasts longer", async () => {
    const steps = fc.constantFrom<Step>(neverConnected, broken, hanging, throttled, status(503), balance);
    await fc.assert(
      fc.asyncProperty(
        fc.array(steps, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 90_000 }),
        fc.boolean(),
        async (list, deadline, reads) => {
          const { time, client } = setUp(list, { deadline, retries: 5, pacing: true });
          const call: Promise<unknown> = reads ? client.credits.balance() : client.sms.send(params);
          const ended = await time.run(
            call.then(
              () => true,
              (error: unknown) => isProTextingError(error),
            ),
          );
          expect(ended).toBe(true);
          expect(time.now() - START).toBeLessThanOrEqual(deadline);
        },
      ),
      { numRuns: 200, seed: 4 },
    );
  });
});

describe("the caller's signal", () => {
  it("ends a wait between two requests at once", async () => {
    const { time, client, at } = setUp([status(503)]);
    const controller = new AbortController();
    const call = rejection(client.credits.balance({ signal: controller.signal }));
    await time.pass(100);
    controller.abort();
    expect(await call).toMatchObject({ name: "AbortError", attempts: 1 });
    await time.pass(60_000);
    expect(at).toEqual([0]);
  });

  it("ends a wait for the limiter at once, and nothing was sent", async () => {
    const { time, client, at } = setUp([accepted], { pacing: true });
    for (let count = 0; count < 10; count++) await time.run(client.sms.send(params));
    const controller = new AbortController();
    const call = rejection(client.sms.send(params, { signal: controller.signal }));
    await time.pass(100);
    controller.abort();
    expect(await call).toMatchObject({ name: "AbortError", attempts: 0 });
    await time.pass(300_000);
    expect(at.length).toBe(10);
  });
});
