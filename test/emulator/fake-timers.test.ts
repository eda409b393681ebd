/** A test that fakes the timers of its own code goes on calling the emulator. */
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createEmulator, startEmulator } from "../../src/emulator/index.ts";
import { JSON_TYPE } from "../fuzz/support.ts";
import { rawRequest, sendRaw } from "../support/raw-socket.ts";
import { NO_LIMITS, RECIPIENT, SEED, TOKEN } from "../support/test-emulator.ts";

/**
 * Functions that vitest and Jest can fake and Node's own fetch survives. It ends its bodies by `queueMicrotask`;
 * `nextTick` is the sandbox's own in Jest, and vitest refuses to fake Node's.
 */
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
] as const;

const SETTINGS = { ...NO_LIMITS, delivery: { processedAfterMs: 10, deliveredAfterMs: 30 } } as const;

afterEach(() => vi.useRealTimers());

/** Everything that the emulator does with a timer, or that was seen to hang. */
async function useAll(call: typeof fetch, origin: string): Promise<number> {
  const query = `?access_token=${TOKEN}`;
  const headers = { "Content-Type": JSON_TYPE };
  const post = (path: string, body: unknown): Promise<Response> =>
    call(`${origin}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const events = await call(`${origin}/_emulator/events`);
  expect((await call(`${origin}/v1/credits/balance${query}`)).status).toBe(200);
  const latency = { distribution: "fixed", ms: 5 };
  expect((await post("/_emulator/faults", { kind: "latency", latency, times: 1 })).status).toBe(201);
  expect((await post(`/v1/sms/send${query}`, { MobilePhone: RECIPIENT, Message: "hello" })).status).toBe(200);
  expect((await call(`${origin}/_emulator/messages/wait?token=${TOKEN}&status=2`)).status).toBe(200);
  const reader = events.body?.getReader();
  let told = "";
  while (!told.includes('"id":2')) told += new TextDecoder().decode((await reader?.read())?.value);
  await reader?.cancel();
  const page = await call(`${origin}/`, { headers: { Accept: "text/html" } });
  expect(await page.text()).toContain("test_alice");
  const live = await call(`${origin}/_emulator/page/live?after=-1`);
  await live.body?.cancel();
  const tooLong = "x".repeat(1024 * 1024 + 1);
  expect((await post(`/v1/sms/send${query}`, { Message: tooLong })).status).toBe(413);
  return (await call(`${origin}/_emulator/messages/wait?contains=nothing&timeoutMs=20`)).status;
}

describe.each([...FAKEABLE.map((name) => [name]), [...FAKEABLE]])("with fake %s", (...names) => {
  const toFake = FAKEABLE.filter((name) => names.includes(name));

  it("an emulator behind a socket answers, and closes", async () => {
    vi.useFakeTimers({ toFake });
    const emulator = await startEmulator({ port: 0, seed: SEED, settings: SETTINGS });
    expect(await useAll(fetch, emulator.url)).toBe(408);
    await emulator.close();
  });

  it("an emulator in the same process answers, and closes", async () => {
    vi.useFakeTimers({ toFake });
    const emulator = createEmulator({ seed: SEED, settings: SETTINGS });
    expect(await useAll(emulator.fetch, "http://emulator.example.test")).toBe(408);
    await emulator.close();
  });
});

it("with fake queueMicrotask, the vendor's API answers, and whoever waits is woken", async () => {
  vi.useFakeTimers({ toFake: ["queueMicrotask"] });
  const emulator = await startEmulator({ port: 0, seed: SEED, settings: SETTINGS });
  const waiting = emulator.messages.waitFor({ token: TOKEN, status: 2 });
  const body = JSON.stringify({ MobilePhone: RECIPIENT, Message: "hello" });
  const head = rawRequest(`POST /v1/sms/send?access_token=${TOKEN}`, {
    "Content-Type": JSON_TYPE,
    "Content-Length": String(body.length),
  });
  expect((await sendRaw(emulator.url, head + body)).status).toBe(200);
  expect((await waiting).text).toBe("hello");
  await emulator.close();
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
