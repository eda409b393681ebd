/** Files that a build leaves in `dist`. */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { buildPackage } from "../../scripts/build/build.ts";
import { notices } from "../../scripts/build/notices.ts";
import {
  bundledSources,
  type Installed,
  installPackage,
  PACKAGE,
  packList,
  root,
  temporaryFolder,
} from "./support.ts";

type Files = ReadonlyMap<string, string>;

let installed: Installed;
let files: Files;

async function filesIn(dist: string): Promise<Files> {
  const found = new Map<string, string>();
  for (const path of (await readdir(dist, { recursive: true })).sort()) {
    const text = await readFile(join(dist, path), "latin1").catch(() => undefined);
    if (text !== undefined) found.set(path, text);
  }
  return found;
}

/** The text of all files under a folder of `dist`. */
function codeIn(start: string): string {
  return [...files].flatMap(([path, text]) => (path.startsWith(start) ? [text] : [])).join("\n");
}

beforeAll(async () => {
  installed = await installPackage();
  files = await filesIn(join(installed.project, "node_modules", PACKAGE, "dist"));
});

afterAll(() => installed.remove());

describe("a build", () => {
  it("is the same byte for byte when it is done again, elsewhere", async () => {
    const elsewhere = join(installed.project, "elsewhere");
    await buildPackage(root, elsewhere);
    const second = await filesIn(elsewhere);
    expect([...second.keys()]).toEqual([...files.keys()]);
    const different = [...files].filter(([path, text]) => second.get(path) !== text);
    expect(different.map(([path]) => path)).toEqual([]);
  });

  it("holds no path of the machine and no source map", () => {
    const traces = [root, `${tmpdir()}/`, `${homedir()}/`, "sourceMappingURL="];
    const found = [...files].flatMap(([path, text]) =>
      traces.filter((trace) => text.includes(trace)).map((trace) => `${trace} in ${path}`),
    );
    expect(found).toEqual([]);
  });

  it("is all that is published, beside what npm always adds", async () => {
    const others = (await packList()).filter((path) => !path.startsWith("dist/"));
    expect(others.sort()).toEqual(["LICENSE", "README.md", "package.json"]);
  });

  it("leaves nothing but the client and the protocol in the client", () => {
    const client = codeIn("client/");
    const sources = bundledSources(client);
    expect(sources).toContain("src/client/client.ts");
    expect(sources.filter((source) => !/^src\/(?:client|protocol)\//.test(source))).toEqual([]);
    expect(client).not.toMatch(/from "node:|import\("node:|\brequire\(/);
  });

  it("reads XML in a chunk of its own, which JSON alone does not load", () => {
    expect(codeIn("client/core-")).toMatch(/import\("\.\/xml-[\w-]+\.js"\)/);
  });

  it("holds the pact as it is committed", async () => {
    const name = "protexting-client-protexting-api-v2.json";
    expect(files.get(`contracts/${name}`)).toBe(
      await readFile(join(root, "contracts/pacts", name), "latin1"),
    );
  });

  it("needs Pact in one file alone, which runs in a process of its own", () => {
    const importing = [...files].filter(
      ([path, text]) =>
        path.endsWith(".js") && /import\("@pact-foundation\/pact"\)|from "@pact-foundation/.test(text),
    );
    expect(importing.map(([path]) => path)).toEqual(["contracts/pact-process.js"]);
  });

  it("has declarations that name no package but vitest", () => {
    // A program that imports the matchers for vitest has vitest.
    const declarations = codeIn("types/")
      .replace(/\/\*[^]*?\*\//g, "")
      .replaceAll('from "vitest"', "");
    expect(declarations).toMatch(/ from "\.\/client\.js"/);
    expect(declarations).not.toMatch(/(?:from |import |import\()"[^."]/);
    expect(declarations).not.toMatch(/\.ts"/);
    const naming = [...files].filter(([path, text]) => path.endsWith(".d.ts") && text.includes('"vitest"'));
    expect(naming.filter(([path]) => !path.startsWith("types/vitest/"))).toEqual([]);
  });
});

describe("the notices", () => {
  it("name every package in the bundle with its version and the text of its licence", async () => {
    const text = files.get("THIRD-PARTY-NOTICES.txt") ?? "";
    for (const name of ["csv-parse", "hono", "@hono/node-server", "zod", "libphonenumber-js"]) {
      const manifest = JSON.parse(await readFile(join(root, "node_modules", name, "package.json"), "utf8"));
      expect(text).toContain(`\n${name} ${manifest.version} (MIT)\n`);
    }
    expect(text.match(/Permission is hereby granted, free of charge/g)).toHaveLength(5);
  });

  it.each([
    ["GPL-3.0-only", { LICENSE: "GNU GENERAL PUBLIC LICENSE" }, /carried 1\.0\.0 is under "GPL-3\.0-only"/],
    ["MIT", {}, /carried 1\.0\.0 comes without the text of its licence/],
    ["MIT", { LICENSE: " \n" }, /carried 1\.0\.0 comes without the text of its licence/],
  ])("are refused for a package under %s with %j", async (license, texts, refusal) => {
    const carried = join(await temporaryFolder(), "node_modules/carried");
    onTestFinished(() => rm(join(carried, "../.."), { recursive: true }));
    await mkdir(carried, { recursive: true });
    const manifest = JSON.stringify({ name: "carried", version: "1.0.0", license });
    for (const [file, text] of Object.entries({ "package.json": manifest, ...texts })) {
      await writeFile(join(carried, file), text);
    }
    const inputs = { "node_modules/carried/index.js": { bytesInOutput: 1 } };
    const bundle = {
      inputs: {},
      outputs: { "out.js": { bytes: 1, inputs, imports: [], exports: [] } },
    };
    await expect(notices(join(carried, "../.."), [bundle])).rejects.toThrow(refusal);
  });
});
