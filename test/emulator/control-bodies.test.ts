/** Calls of the control API that take no body: one that comes is refused and nothing is changed. */
import { describe, expect, it } from "vitest";
import { controlCalls } from "../../src/emulator/control/calls.ts";
import { rawRequest, sendRaw } from "../support/raw-socket.ts";
import { json, startTestEmulator, TestEmulator, TOKEN } from "../support/test-emulator.ts";

interface Problem {
  readonly detail: string;
  readonly errors: readonly { readonly field: string }[];
}

async function furnished(): Promise<TestEmulator> {
  const emulator = new TestEmulator();
  await emulator.sent();
  for (const token of [TOKEN, "test_bob"]) {
    await emulator.emulator.faults.add({ kind: "hang", match: { token } });
  }
  return emulator;
}

const bodiless = controlCalls.filter(({ body }) => body === undefined);
const withoutStream = new Set(["get", "head"]);

describe("a call that takes no body", () => {
  it("does not clear the faults of all when a body names one account: it says how to", async () => {
    const emulator = await furnished();
    const answer = await emulator.control("DELETE", "faults", { token: TOKEN });
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([400, "application/problem+json"]);
    expect(json<Problem>(answer)).toMatchObject({
      detail: "DELETE /_emulator/faults takes no body. Please use the query instead: ?token=.",
      errors: [{ field: "body" }],
    });
    expect((await emulator.emulator.faults.list()).total).toBe(2);
    expect((await emulator.control("DELETE", `faults?token=${TOKEN}`)).status).toBe(204);
    expect((await emulator.emulator.faults.list()).total).toBe(1);
  });

  it.each(bodiless.filter(({ method }) => !withoutStream.has(method)))(
    "refuses one that is not empty and changes nothing: $method $path",
    async ({ method, path }) => {
      const emulator = await furnished();
      const before = JSON.stringify(await emulator.emulator.snapshot());
      const url = `${emulator.origin}/_emulator${path.replace("{id}", "fault-1")}`;
      for (const body of ["{}", " ", JSON.stringify({ token: TOKEN })]) {
        const answer = await emulator.emulator.fetch(url, { method: method.toUpperCase(), body });
        expect(answer.status).toBe(400);
      }
      expect(JSON.stringify(await emulator.emulator.snapshot())).toBe(before);
      expect((await emulator.emulator.fetch(url, { method: method.toUpperCase(), body: "" })).status).toBe(
        204,
      );
    },
  );

  it.each([
    ...bodiless.map(({ method, path }) => ({ method: method.toUpperCase(), path })),
    { method: "GET", path: "/events" },
    { method: "GET", path: "/openapi.json" },
    { method: "GET", path: "/protexting.openapi.json" },
  ])("refuses one on a socket, of a length or in chunks: $method $path", async ({ method, path }) => {
    const { url } = await startTestEmulator();
    const line = `${method} /_emulator${path.replace(/[{}]/g, "")}`;
    const whole = await sendRaw(url, rawRequest(line, { Host: "127.0.0.1" }, "{}"));
    const chunked = `${line} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n`;
    for (const answer of [whole, await sendRaw(url, chunked)]) {
      expect([answer.status, answer.body]).toEqual([400, expect.stringContaining("takes no body. Please")]);
    }
  });

  it("is a health check whatever comes with it", async () => {
    const { url } = await startTestEmulator();
    expect((await sendRaw(url, rawRequest("GET /_emulator/health/live", {}, "{}"))).status).toBe(200);
  });
});
