/** Hooks: their arguments, and what they can and cannot change. */
import { describe, expect, it } from "vitest";
import {
  AbortError,
  type Hooks,
  type ProTextingOptions,
  SendOutcomeUnknownError,
} from "../../src/client/index.ts";
import { START } from "../support/manual-clock.ts";
import { VirtualTime } from "./pacing/virtual-time.ts";
import { type Answer, fakeClient, json, limits, RECIPIENT, refusal, rejection, TOKEN } from "./support.ts";

const params = { mobilePhone: RECIPIENT, message: "Hello" };
const sent = () =>
  json({ Id: "a", DeliveryReportUrl: "https://api.example/", Message: "sent" }, 200, limits(60, 59, 0));
const balance = () => json({ AvailableCredits: 5 });
const down = () => refusal(503, "Down.");

function inTurn(...answers: readonly (() => Response)[]): () => Response {
  const left = [...answers];
  return () => ((left.length > 1 ? left.shift() : left[0]) ?? balance)();
}

/** All four hooks, telling what they were told in one list. */
function recorder() {
  const told: (readonly [hook: string, info: unknown])[] = [];
  const hooks: Hooks = {
    beforeRequest: (info) => told.push(["beforeRequest", info]),
    afterResponse: (info) => told.push(["afterResponse", info]),
    beforeRetry: (info) => told.push(["beforeRetry", info]),
    onError: (info) => told.push(["onError", info]),
  };
  return { told, hooks, names: () => told.map(([name]) => name) };
}

const withHooks = (answer: Answer, hooks: Hooks, options: ProTextingOptions = {}) =>
  fakeClient(answer, { hooks, ...options });

describe("hooks", () => {
  it("are told of each request and its answer", async () => {
    const { told, hooks } = recorder();
    const times = [1000, 1000, 1042];
    const { client } = withHooks(sent, hooks, { clock: () => times.shift() ?? 1042, random: () => 0 });
    await client.sms.send(params);
    const request = {
      requestId: "0-1",
      attempt: 1,
      method: "POST",
      url: "https://api.example/v1/sms/send?access_token=[redacted]",
    };
    const rateLimit = { limit: 60, remaining: 59, resetSeconds: 0 };
    expect(told).toEqual([
      ["beforeRequest", request],
      ["afterResponse", { ...request, status: 200, rateLimit, durationMs: 42 }],
    ]);
  });

  it("come in the order of what happens, also when a request is made again", async () => {
    const time = new VirtualTime(START);
    const { told, hooks, names } = recorder();
    const { client } = withHooks(inTurn(down, balance), hooks, {
      retries: 2,
      sleep: time.sleep,
      clock: time.clock,
      random: () => 0.5,
    });
    const { requestId } = await time.run(client.credits.balance().withResponse());
    expect(names()).toEqual([
      "beforeRequest",
      "afterResponse",
      "beforeRetry",
      "beforeRequest",
      "afterResponse",
    ]);
    expect(told[2]?.[1]).toMatchObject({
      requestId,
      attempt: 1,
      delayMs: 375,
      error: { name: "ServerError" },
    });
    expect(told.map(([, info]) => info)).toMatchObject(
      [1, 1, 1, 2, 2].map((attempt) => ({ requestId, attempt })),
    );
  });

  it("end with what the call ends with", async () => {
    const { told, hooks, names } = recorder();
    const { client } = withHooks(down, hooks);
    const error = await rejection(client.sms.send(params));
    expect(error).toBeInstanceOf(SendOutcomeUnknownError);
    expect(names()).toEqual(["beforeRequest", "afterResponse", "onError"]);
    expect(told[2]?.[1]).toBe(error);
  });

  it("are told of no answer where there is none", async () => {
    const { hooks, names } = recorder();
    const { client } = withHooks(new TypeError("fetch failed"), hooks);
    await rejection(client.credits.balance());
    expect(names()).toEqual(["beforeRequest", "onError"]);
  });

  it("are told of what was refused before a request was made", async () => {
    const { hooks, names } = recorder();
    const { client } = withHooks(sent, hooks, { allowRecipients: [] });
    await rejection(client.sms.send(params));
    expect(names()).toEqual(["onError"]);
  });

  it("are told neither token, nor text, nor number", async () => {
    const { told, hooks } = recorder();
    const { client } = withHooks(
      inTurn(down, () => refusal(403, `No ${TOKEN}.`)),
      hooks,
    );
    await rejection(client.sms.send(params));
    await rejection(client.sms.send(params));
    expect(told.length).toBe(6);
    expect(JSON.stringify(told)).not.toMatch(new RegExp(`${TOKEN}|${RECIPIENT}|Hello`));
  });
});

describe("beforeRequest", () => {
  it("is waited for: the request leaves when it is done", async () => {
    const { promise, resolve } = deferred();
    const { client, requests } = withHooks(balance, { beforeRequest: () => promise });
    const call = client.credits.balance();
    await new Promise(setImmediate);
    expect(requests).toEqual([]);
    resolve();
    await call;
    expect(requests.length).toBe(1);
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error(`no ${TOKEN}`);
      },
    ],
    ["rejects", () => Promise.reject(new Error(`no ${TOKEN}`))],
  ])("that %s keeps the request from leaving", async (_, beforeRequest) => {
    const { client, requests } = withHooks(sent, { beforeRequest });
    const error = await rejection(client.sms.send(params));
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ attempts: 0, cause: { message: "no [redacted]" } });
    expect(String(error)).toBe(
      "AbortError: Failed to send the message: the hook beforeRequest kept the request from leaving (Error: no [redacted]). " +
        "Please see to what it needs.",
    );
    expect(requests).toEqual([]);
  });

  it("that fails gives its leave back: the next call is not held up by it", async () => {
    const settled: unknown[] = [];
    const { client } = withHooks(
      sent,
      {
        beforeRequest: () => {
          throw new Error("no");
        },
      },
      {
        pacing: { acquire: async () => ({ granted: true, settle: (outcome) => settled.push(outcome) }) },
      },
    );
    await rejection(client.sms.send(params));
    expect(settled).toMatchObject([{ counted: false }]);
  });

  it("that never ends is ended by the deadline, and the request does not leave", async () => {
    const time = new VirtualTime(START);
    const { client, requests } = withHooks(
      sent,
      { beforeRequest: () => new Promise(() => undefined) },
      { clock: time.clock, sleep: time.sleep, deadline: 5000 },
    );
    const error = await time.run(rejection(client.sms.send(params)));
    expect(error).toMatchObject({ name: "AbortError", attempts: 0 });
    expect(String(error)).toContain("it lasted until the deadline");
    expect(time.now() - START).toBe(5000);
    expect(requests).toEqual([]);
  });

  it("that never ends is ended by the caller's signal, and the request does not leave", async () => {
    const controller = new AbortController();
    const { client, requests } = withHooks(sent, { beforeRequest: () => new Promise(() => undefined) });
    const call = rejection(client.sms.send(params, { signal: controller.signal }));
    await new Promise(setImmediate);
    controller.abort();
    expect(await call).toMatchObject({ name: "AbortError", attempts: 0 });
    expect(requests).toEqual([]);
  });

  it("may fire the caller's signal itself", async () => {
    const controller = new AbortController();
    const { client, requests } = withHooks(sent, { beforeRequest: () => controller.abort() });
    const error = await rejection(client.sms.send(params, { signal: controller.signal }));
    expect(error).toMatchObject({ name: "AbortError", attempts: 0 });
    expect(requests).toEqual([]);
  });
});

describe("the other hooks", () => {
  it.each([
    [
      "throw",
      () => {
        throw new Error("no");
      },
    ],
    ["reject", () => Promise.reject(new Error("no"))],
    ["never end", () => new Promise(() => undefined)],
  ])("change nothing when they %s", async (_, hook) => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", listener);
    const time = new VirtualTime(START);
    const { client } = withHooks(
      inTurn(down, balance, down),
      { afterResponse: hook, beforeRetry: hook, onError: hook },
      { retries: 1, clock: time.clock, sleep: time.sleep },
    );
    expect(await time.run(client.credits.balance())).toEqual({ availableCredits: 5 });
    expect(await time.run(rejection(client.credits.balance()))).toMatchObject({ name: "ServerError" });
    process.off("unhandledRejection", listener);
    expect(unhandled).toEqual([]);
  });

  it("may fire the caller's signal: the retry that was about to begin does not, at once", async () => {
    const time = new VirtualTime(START);
    const controller = new AbortController();
    const { client, requests } = withHooks(
      down,
      { beforeRetry: () => controller.abort() },
      { retries: 2, clock: time.clock, sleep: time.sleep },
    );
    const error = await time.run(rejection(client.credits.balance({ signal: controller.signal })));
    expect(error).toMatchObject({ name: "AbortError", attempts: 1 });
    expect(time.now()).toBe(START);
    expect(requests.length).toBe(1);
  });
});

function deferred() {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}
