/** Pact's own verifier against a small server: what our options do to it, and what it says of pending interactions. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { runPact } from "../../../contracts/pact/verification/run-pact.ts";
import { serveStates } from "../../../contracts/pact/verification/state-server.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "run-pact-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Two interactions, `/a` and `/b`, which both want a 200. */
async function pactOf(pending: boolean): Promise<string> {
  const file = join(folder, `${pending}.json`);
  const interactions = ["/a", "/b"].map((path) => ({
    type: "Synchronous/HTTP",
    description: path,
    pending,
    request: { method: "GET", path },
    response: { status: 200 },
  }));
  const metadata = { pactSpecification: { version: "4.0" } };
  await writeFile(
    file,
    JSON.stringify({ consumer: { name: "a" }, provider: { name: "b" }, interactions, metadata }),
  );
  return file;
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return `http://127.0.0.1:${address.port}`;
}

async function statesUrl(): Promise<string> {
  const states = await serveStates(() => Promise.resolve({}));
  onTestFinished(() => states.close());
  return states.url;
}

describe("a run of Pact's verifier", () => {
  it("sends our headers, and gives up an answer after our time", async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      seen.push(request.headers["x-run"]);
      if (request.url === "/a") response.end();
    });
    const options = { headers: { "X-Run": "of ours" }, perRequestTimeoutMs: 300 };
    const { passed, results, errors } = await runPact(await pactOf(false), url, await statesUrl(), options);
    expect({ passed, seen }).toEqual({ passed: false, seen: ["of ours", "of ours"] });
    expect(results).toEqual([
      { description: "/a", verified: true },
      { description: "/b", verified: false },
    ]);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.interaction).toMatch(/ - \/b$/);
    expect(errors[0]?.mismatches).toMatchObject([{ where: "request", got: undefined }]);
  });

  it("passes with a pending interaction that does not hold, but tells what differs", async () => {
    const url = await serve((request, response) => {
      response.writeHead(request.url === "/a" ? 200 : 404).end();
    });
    const outcome = await runPact(await pactOf(true), url, await statesUrl());
    expect(outcome.passed).toBe(true);
    expect(outcome.results).toEqual([
      { description: "/a", verified: true },
      { description: "/b", verified: false },
    ]);
    expect(outcome.errors.map(({ mismatches }) => mismatches)).toEqual([
      [{ where: "status", expected: "200", got: "404", says: "expected 200 but was 404" }],
    ]);
  });

  it("reaches this machine whatever proxies the environment names", async () => {
    for (const name of ["http_proxy", "HTTPS_PROXY", "ALL_PROXY"]) vi.stubEnv(name, "http://127.0.0.1:1");
    const url = await serve((_request, response) => void response.end());
    const { passed } = await runPact(await pactOf(false), url, await statesUrl());
    expect(passed).toBe(true);
  });

  it("ends when it is told to, and when it takes too long", async () => {
    const stop = new AbortController();
    const url = await serve(() => stop.abort());
    const file = await pactOf(false);
    await expect(runPact(file, url, await statesUrl(), { signal: stop.signal })).rejects.toThrow("abort");
    await expect(runPact(file, url, await statesUrl(), { timeoutMs: 50 })).rejects.toThrow("SIGTERM");
  });
});
