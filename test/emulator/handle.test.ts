/** The handle in the same process: the same operations as over HTTP, and an orderly end. */

import { once } from "node:events";
import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { controlCalls } from "../../src/emulator/control/calls.ts";
import { createEmulator, type Emulator, startEmulator } from "../../src/emulator/index.ts";
import { json, startTestEmulator, TestEmulator, TOKEN } from "../support/test-emulator.ts";

/** Operation behind each call. */
const operationOf: Readonly<Record<string, string>> = {
  "post /reset": "reset",
  "post /seed": "plant",
  "get /seed.schema.json": "seedSchema",
  "get /state": "snapshot",
  "put /state": "restore",
  "get /accounts": "accounts.list",
  "post /accounts": "accounts.create",
  "get /accounts/{token}": "accounts.get",
  "patch /accounts/{token}": "accounts.patch",
  "get /messages": "messages.list",
  "get /messages/wait": "messages.waitFor",
  "get /messages/{id}": "messages.get",
  "post /messages/{id}/status": "messages.setStatus",
  "get /templates": "templates.list",
  "get /templates/{id}": "templates.get",
  "post /templates/{id}/status": "templates.setStatus",
  "post /short-urls": "shortUrls.create",
  "post /short-urls/{id}/clicks": "shortUrls.click",
  "post /inbound": "inbound",
  "get /inbox": "inbox.list",
  "get /contacts": "contacts.list",
  "get /clock": "clock.get",
  "put /clock": "clock.set",
  "post /clock/advance": "clock.advance",
  "post /clock/freeze": "clock.freeze",
  "post /clock/resume": "clock.resume",
  "get /faults": "faults.list",
  "post /faults": "faults.add",
  "delete /faults": "faults.clear",
  "delete /faults/{id}": "faults.remove",
  "get /journal": "journal.list",
  "get /journal/wait": "journal.waitFor",
  "delete /journal": "journal.clear",
  "get /evidence": "evidence",
  "get /magic-numbers": "magicNumbers",
};

/** Names of all functions of a handle that are operations, groups included. */
function operations(handle: Emulator): readonly string[] {
  const own = new Set(["fetch", "close"]);
  return Object.entries(handle)
    .flatMap(([name, value]) => {
      if (typeof value === "function") return own.has(name) ? [] : [name];
      if (name === "settings" || typeof value !== "object" || value === null) return [];
      return Object.keys(value).map((inner) => `${name}.${inner}`);
    })
    .toSorted();
}

describe("the handle", () => {
  it("has an operation for each call of the control API, and a call for each operation", () => {
    const calls = controlCalls.map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(operationOf).toSorted()).toEqual(calls.toSorted());
    expect(operations(createEmulator())).toEqual(Object.values(operationOf).toSorted());
  });

  it("is the same in the same process and behind a socket", async () => {
    expect(operations(await startTestEmulator())).toEqual(operations(createEmulator()));
  });

  it("gives what the calls answer", async () => {
    const emulator = new TestEmulator();
    const { accounts, messages, clock, faults, journal, ...handle } = emulator.emulator;
    const id = await emulator.sent();
    await faults.add({ kind: "reset", match: { token: "test_b" } });
    const pairs: readonly [string, unknown][] = [
      ["accounts", await accounts.list()],
      [`accounts/${TOKEN}`, await accounts.get(TOKEN)],
      ["messages", await messages.list()],
      [`messages/${id}`, await messages.get(id)],
      ["messages/wait", await messages.waitFor()],
      ["clock", await clock.get()],
      ["faults", await faults.list()],
      ["journal", await journal.list()],
      ["journal/wait", await journal.waitFor()],
      ["state", await handle.snapshot()],
      ["evidence", handle.evidence()],
      ["magic-numbers", handle.magicNumbers()],
    ];
    for (const [path, given] of pairs) {
      expect(json(await emulator.control("GET", path))).toEqual(JSON.parse(JSON.stringify(given)));
    }
  });

  it("refuses as the calls do, with the problem", async () => {
    const { accounts, faults, messages } = createEmulator();
    await expect(accounts.get("nobody")).rejects.toMatchObject({
      name: "ProblemError",
      message: 'There is no account "nobody".',
      problem: { status: 404 },
    });
    await expect(faults.add({ kind: "status", status: 99 })).rejects.toMatchObject({
      problem: { status: 400, errors: [{ field: "status" }] },
    });
    await expect(messages.waitFor({ timeoutMs: 0 })).rejects.toMatchObject({ problem: { status: 408 } });
  });
});

describe("the end", () => {
  it("ends waits and streams at once, and may be asked for twice", async () => {
    const emulator = createEmulator();
    const waits = Promise.allSettled([
      emulator.fetch("http://localhost/_emulator/messages/wait?timeoutMs=600000"),
      emulator.fetch("http://localhost/_emulator/journal/wait?timeoutMs=600000"),
    ]);
    const stream = await emulator.fetch("http://localhost/_emulator/events");
    await Promise.all([emulator.close(), emulator.close()]);
    expect(await stream.text()).not.toContain("event:");
    const statuses = (await waits).map((wait) =>
      wait.status === "fulfilled" ? wait.value.status : wait.reason,
    );
    expect(statuses).toEqual([503, 503]);
  });

  it("ends waits of the handle too", async () => {
    const emulator = createEmulator();
    const waits = Promise.allSettled([
      emulator.messages.waitFor({ timeoutMs: 600_000 }),
      emulator.journal.waitFor({ timeoutMs: 600_000 }),
    ]);
    await emulator.close();
    expect((await waits).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  }, 4500);

  it("comes by itself at the end of a block", async () => {
    let url = "";
    {
      await using emulator = await startEmulator({ port: 0 });
      url = emulator.url;
      expect((await fetch(`${url}/_emulator/health/live`)).status).toBe(200);
    }
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  it("ends waits over a socket, so that closing takes no grace", async () => {
    const { url, close } = await startTestEmulator();
    const waiting = fetch(`${url}/_emulator/messages/wait?timeoutMs=600000`);
    expect((await fetch(`${url}/_emulator/health/live`)).status).toBe(200);
    await close();
    expect((await waiting).status).toBe(503);
  }, 4500);
});

describe("the port", () => {
  it("0 is a free one, another for each", async () => {
    const [one, other] = [await startTestEmulator(), await startTestEmulator()];
    expect(one.port).toBeGreaterThan(0);
    expect(other.port).not.toBe(one.port);
    expect(one.url).toBe(`http://127.0.0.1:${one.port}`);
  });

  it("that is taken is refused clearly, and what holds it goes on", async () => {
    const { port, url } = await startTestEmulator();
    await expect(startEmulator({ port })).rejects.toThrow(
      `Failed to listen: port ${port} on 127.0.0.1 is taken. Please stop what holds it, or choose another with --port (0 picks a free one).`,
    );
    expect((await fetch(`${url}/_emulator/health/live`)).status).toBe(200);
  });

  it("that is taken by something else is refused the same way", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    await expect(startEmulator({ port: port ?? 0 })).rejects.toThrow(`port ${port} on 127.0.0.1 is taken`);
  });
});
