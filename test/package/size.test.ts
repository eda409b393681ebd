/** Size of the client in the page, worker or function that bundles it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Footprint, footprint, shares, total } from "./footprint.ts";
import { bundledSources, type Installed, installPackage, PACKAGE } from "./support.ts";

/** Bytes, minified and gzipped: what every call needs, its failures included, and what each endpoint may add. */
const CORE = 15 * 1024;
const PER_ENDPOINT = 128;

let installed: Installed;
let project: string;
let client: Footprint;

beforeAll(async () => {
  installed = await installPackage();
  project = installed.project;
  client = await footprint(project, `export { ProTexting, isProTextingError } from "${PACKAGE}";`);
});

afterAll(() => installed.remove());

describe("the client in a bundle for browsers", () => {
  it(`loads at most ${CORE} bytes for JSON, and ${PER_ENDPOINT} for each endpoint that it calls`, async () => {
    const dist = client.inputs.filter((input) => input !== "app.js");
    const code = await Promise.all(dist.map((input) => readFile(join(project, input), "utf8")));
    const endpoints = new Set(code.join("\n").match(/"\/v1\/[\w-]+\/[\w-]+"/g));
    expect(endpoints.size).toBeGreaterThan(10);
    const limit = CORE + PER_ENDPOINT * endpoints.size;
    const bytes = total(client.start);
    const core = code.find((text) => text.includes("// src/client/client.ts\n")) ?? "";
    const parts = (await shares(core)).map(([source, share]) => `${share} ${source}`);
    const figures = `${bytes} of ${limit} bytes. Minified, by source, the largest first:\n${parts.join("\n")}`;
    expect(bytes).toSatisfy((sum) => sum > limit / 10 && sum <= limit, figures);
    expect(parts.length).toBeGreaterThan(30);
  });

  it("leaves for later XML, bulk, waits and reconcile alone: no failure waits for a file", () => {
    // The parts that the bundler makes of what several of them share have no name.
    const parts = Object.keys(client.later).map((file) =>
      file.replace(/^out\/(.+)-[\w-]{8}-[A-Z\d]{8}\.js$/, "$1"),
    );
    expect(parts.filter((part) => !part.startsWith("out/chunk-")).sort()).toEqual([
      "approval-wait",
      "delivery-wait",
      "reconcile",
      "run",
      "xml",
    ]);
  });

  it("carries no fact that the emulator and the docs alone read", async () => {
    const dist = client.inputs.filter((input) => input !== "app.js");
    const code = (await Promise.all(dist.map((input) => readFile(join(project, input), "utf8")))).join("\n");
    expect(code).toContain('"/v1/sms/send"');
    expect(code).not.toMatch(/"send-sms-mms"|"sms\.send"|\bsuccess: 20|"paginated"|"Disconected"/);
  });

  it("is made of the client and the protocol, and of nothing of the emulator", async () => {
    const code = client.inputs.filter((input) => input !== "app.js");
    expect(code.filter((input) => !input.startsWith(`node_modules/${PACKAGE}/dist/client/`))).toEqual([]);
    const texts = await Promise.all(code.map((input) => readFile(join(project, input), "utf8")));
    const sources = texts.flatMap(bundledSources);
    expect(sources).toContain("src/client/client.ts");
    expect(sources.filter((source) => !/^src\/(?:client|protocol)\//.test(source))).toEqual([]);
  });

  it.each([
    ["the emulator", `export * from "${PACKAGE}/emulator";`],
    ["a module of Node", `export { readFile } from "node:fs/promises";`],
    ["a module of Node by its old name", `import fs from "fs"; console.log(fs);`],
    ["a module of Node that is loaded later", `import("node:fs").catch(() => {});`],
  ])("would be refused with %s in it", async (_, code) => {
    await expect(footprint(project, `${code} export * from "${PACKAGE}";`)).rejects.toThrow(
      /Could not resolve|Failed to bundle for a browser/,
    );
  });
});
