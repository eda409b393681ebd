/** Size of the client in the page, worker or function that bundles it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Footprint, footprint, total } from "./footprint.ts";
import { bundledSources, type Installed, installPackage, PACKAGE } from "./support.ts";

/** Bytes, minified and gzipped. */
const LIMIT = 14 * 1024;

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
  it(`loads at most ${LIMIT} bytes for JSON`, () => {
    const { start, later } = client;
    const bytes = total(start);
    const figures = `${bytes} bytes: ${JSON.stringify(start)}; not counted: ${JSON.stringify(later)}`;
    expect(bytes).toSatisfy((sum) => sum > LIMIT / 10 && sum <= LIMIT, figures);
  });

  it("leaves for later what not everybody needs, in parts of their own", () => {
    // The parts that the bundler makes of what several of them share have no name.
    const parts = Object.keys(client.later).map((file) =>
      file.replace(/^out\/(.+)-[\w-]{8}-[A-Z\d]{8}\.js$/, "$1"),
    );
    expect(parts.filter((part) => !part.startsWith("out/chunk-")).sort()).toEqual([
      "approval-wait",
      "classify-failure",
      "delivery-wait",
      "paginate",
      "paginate-shifting",
      "reconcile",
      "run",
      "wait-errors",
      "xml",
    ]);
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
