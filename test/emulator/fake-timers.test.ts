/** A test that fakes the timers of its own code goes on calling the emulator. */
import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createEmulator, startEmulator } from "../../src/emulator/index.ts";
import { JSON_TYPE } from "../fuzz/support.ts";
import { NO_LIMITS, RECIPIENT, SEED, TOKEN } from "../support/test-emulator.ts";

/** Functions that vitest and Jest can fake; `nextTick` is the sandbox's own in Jest, and vitest refuses to fake Node's. */
const FAKEABLE = [
  "setTimeout",
  "clearTimeout",
  "setInterval",
  "clearInterval",
  "setImmediate",
  "clearImmediate",
  "performance",
  "hrtime",
  "Date",
  "queueMicrotask",
] as const;

const SETTINGS = { ...NO_LIMITS, delivery: { processedAfterMs: 10, deliveredAfterMs: 30 } } as const;

afterEach(() => vi.useRealTimers());

interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Answered {
  readonly status: number | undefined;
  readonly body: AsyncIterable<Uint8Array>;
}

type Call = (path: string, question?: Question) => Promise<Answered>;

/** Not by Node's own `fetch`, which does not survive a fake `queueMicrotask`. */
function overSocket(origin: string): Call {
  return (path, { method = "GET", headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const asked = request(origin + path, { method, headers, agent: false }, (answer) =>
        resolve({ status: answer.statusCode, body: answer }),
      );
      asked.on("error", reject).end(body);
    });
}

function inProcess(call: typeof fetch): Call {
  return async (path, { body: text, ...question } = {}) => {
    // A text would be another body that ends by `queueMicrotask`.
    const body = text === undefined ? {} : { body: streamOf(text), duplex: "half" };
    const answer = await call(`http://emulator.example.test${path}`, { ...question, ...body });
    return { status: answer.status, body: answer.body ?? streamOf("") };
  };
}

function streamOf(text: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(Buffer.from(text));
      controller.close();
    },
  });
}

/** Reads until it has come, or to the end. */
async function read(answered: Answered | Promise<Answered>, until?: string): Promise<string> {
  let text = "";
  for await (const chunk of (await answered).body) {
    text += Buffer.from(chunk).toString();
    if (until !== undefined && text.includes(until)) break;
  }
  return text;
}

/** Everything that the emulator does with a timer, or that was seen to hang. */
async function useAll(call: Call): Promise<number | undefined> {
  const query = `?access_token=${TOKEN}`;
  const post = (path: string, body: unknown): Promise<Answered> =>
    call(path, { method: "POST", headers: { "Content-Type": JSON_TYPE }, body: JSON.stringify(body) });
  const events = await call("/_emulator/events");
  const live = await call("/_emulator/page/live");
  expect(await read(call(`/v1/credits/balance${query}`))).toBe('{"AvailableCredits":1000}');
  const latency = { distribution: "fixed", ms: 5 };
  expect(await read(post("/_emulator/faults", { kind: "latency", latency, times: 1 }))).toContain("latency");
  expect(await read(post(`/v1/sms/send${query}`, { MobilePhone: RECIPIENT, Message: "hello" }))).toContain(
    "has been sent",
  );
  expect(await read(call(`/_emulator/messages/wait?token=${TOKEN}&status=2`))).toContain("hello");
  expect(await read(events, '"id":2')).toContain('"id":2');
  expect(await read(live, "changed")).toContain("changed");
  expect(await read(call("/", { headers: { Accept: "text/html" } }))).toContain("test_alice");
  expect(await read(call("/_emulator/page/assets/page.js"))).toContain("htmx");
  expect(await read(call("/_emulator/health/ready"))).toBe('{"status":"ok"}');
  expect(await read(call("/_emulator/openapi.json"))).toContain("openapi");
  expect(await read(call("/_emulator/nothing"))).toContain("Not Found");
  const tooLong = "x".repeat(1024 * 1024 + 1);
  expect((await post(`/v1/sms/send${query}`, { Message: tooLong })).status).toBe(413);
  expect((await post("/_emulator/reset", {})).status).toBe(204);
  return (await call("/_emulator/messages/wait?contains=nothing&timeoutMs=20")).status;
}

describe.each([...FAKEABLE.map((name) => [name]), [...FAKEABLE]])("with fake %s", (...names) => {
  const toFake = FAKEABLE.filter((name) => names.includes(name));

  it("an emulator behind a socket answers, and closes", async () => {
    vi.useFakeTimers({ toFake });
    const emulator = await startEmulator({ port: 0, seed: SEED, settings: SETTINGS });
    const waiting = emulator.messages.waitFor({ token: TOKEN, status: 2 });
    expect(await useAll(overSocket(emulator.url))).toBe(408);
    expect((await waiting).text).toBe("hello");
    await emulator.close();
  });

  it("an emulator in the same process answers, and closes", async () => {
    vi.useFakeTimers({ toFake });
    const emulator = createEmulator({ seed: SEED, settings: SETTINGS });
    expect(await useAll(inProcess(emulator.fetch))).toBe(408);
    await emulator.close();
  });
});

describe("what ends", () => {
  it("leaves no listener behind, of sixty sends that wait on one signal with the page's stream open", async () => {
    const warnings: string[] = [];
    const warned = (warning: Error): void => void warnings.push(warning.name);
    process.on("warning", warned);
    onTestFinished(() => void process.off("warning", warned));
    await using emulator = createEmulator({ seed: SEED, settings: SETTINGS });
    await emulator.faults.add({ kind: "latency", latency: { distribution: "fixed", ms: 1 } });
    const live = await emulator.fetch("http://x/_emulator/page/live");
    const reader = live.body?.getReader();
    const { signal } = new AbortController();
    for (let sent = 0; sent < 60; sent++) {
      const send = emulator.fetch(`http://x/v1/sms/send?access_token=${TOKEN}`, {
        method: "POST",
        headers: { "Content-Type": JSON_TYPE },
        body: JSON.stringify({ MobilePhone: RECIPIENT, Message: "hello" }),
        signal,
      });
      await Promise.all([send, sent < 12 ? reader?.read() : undefined]);
    }
    await reader?.cancel();
    expect(warnings).toEqual([]);
  });

  it("is not held up by a browser's spare connections: close() takes no time", async () => {
    const emulator = await startEmulator({ port: 0, seed: SEED });
    const spare = await Promise.all(Array.from({ length: 3 }, () => connected(emulator.port)));
    await (await fetch(`${emulator.url}/_emulator/clock`)).text();
    const begun = performance.now();
    await emulator.close();
    expect(performance.now() - begun).toBeLessThan(1000);
    for (const socket of spare) socket.destroy();
  });
});

function connected(port: number): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
    socket.on("error", () => {});
  });
}
