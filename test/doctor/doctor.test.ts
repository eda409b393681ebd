/** The doctor as a command, and what it finds about Node, settings, environment and packages. */
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkNode, OLDEST_NODE } from "../../src/doctor/node-version.ts";
import { checkPeers, peers } from "../../src/doctor/peers.ts";
import { version } from "../../src/version.ts";
import { call, parsed, start, temporaryFolder } from "../commands/support.ts";
import { emulator, found } from "./support.ts";

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

describe("where nothing is in the way", () => {
  it("says so, in text and JSON, with exit code 0", async () => {
    const { url } = await emulator();
    const environment = { PROTEXTING_BASE_URL: url, PROTEXTING_ACCESS_TOKEN: "test_doctors" };
    const shown = await call("doctor", ["--port", "0"], { environment });
    expect(shown).toMatchObject({ code: 0, stderr: "" });
    expect(shown.stdout).toMatch(/^ok {7}Node {17}\d+\.\d+\.\d+\n/);
    expect(shown.stdout).toMatch(/\n\nNothing is in the way\.\n$/);
    const { code, stdout } = await call("doctor", ["--port", "0", "--json"], { environment });
    expect(code).toBe(0);
    const outcome = "ok";
    expect(parsed(stdout)).toEqual([
      {
        version,
        passed: true,
        checks: [
          { check: "Node", outcome, says: process.versions.node },
          { check: "Emulator's settings", outcome, says: "the defaults" },
          { check: "Emulator's port", outcome, says: "any that is free" },
          { check: "Base URL", outcome, says: `${url} (PROTEXTING_BASE_URL)` },
          { check: "Access token", outcome, says: "PROTEXTING_ACCESS_TOKEN is set" },
          { check: "Reachability", outcome, says: `an emulator answers at ${url}` },
          {
            check: "Account",
            outcome: "skipped",
            says: expect.stringContaining("not asked"),
            please: expect.stringContaining("--account"),
          },
          { check: "Optional package", outcome, says: `vitest ${manifest.devDependencies.vitest}` },
          {
            check: "Optional package",
            outcome,
            says: `@pact-foundation/pact ${manifest.devDependencies["@pact-foundation/pact"]}`,
          },
        ],
      },
    ]);
  });

  it("sends nothing, and the token to nobody", async () => {
    const { url, journal, accounts } = await emulator();
    const before = (await accounts.list()).total;
    const environment = { PROTEXTING_BASE_URL: url, PROTEXTING_ACCESS_TOKEN: "test_doctors" };
    expect((await call("doctor", ["--port", "0"], { environment })).code).toBe(0);
    expect((await journal.list()).total).toBe(0);
    expect((await accounts.list()).total).toBe(before);
  });

  it("runs as a process of its own", async () => {
    const { code, stdout, stderr } = await start(["doctor", "--port", "0"], {}).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(
      "PROTEXTING_BASE_URL is not set: it is the live API, https://api2.protexting.com",
    );
    expect(stdout).toContain("https://api2.protexting.com is another machine, which was not asked");
  });
});

describe("Node", () => {
  it("has to be as new as package.json says", () => {
    expect(manifest.engines.node).toBe(`>=${OLDEST_NODE}`);
    expect(["20.19.0", "20.20.2", "22.0.0", "100.0.1"].map((one) => checkNode(one).outcome)).toEqual(
      Array.from({ length: 4 }, () => "ok"),
    );
    for (const old of ["20.18.3", "18.20.1", "9.99.0"]) {
      expect(checkNode(old)).toMatchObject({ outcome: "wrong", says: `${old} is older than 20.19` });
    }
  });
});

describe("the emulator's settings", () => {
  const of = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
    found("Emulator's settings", args, { environment });

  it("are named with what is wrong in the config file", async () => {
    const folder = await temporaryFolder();
    const wrong: readonly (readonly [string, string, RegExp])[] = [
      ["key.json", '{"prot":1}', /key\.json: prot: there is no such key/],
      ["setting.json", '{"settings":{"limits":{"rat":1}}}', /limits\.rat: there is no such key/],
      ["type.json", '{"port":"x"}', /type\.json: port: /],
      ["broken.json", "{", /broken\.json: it is not JSON/],
    ];
    for (const [file, content, says] of wrong) {
      const path = join(folder, file);
      await writeFile(path, content);
      expect(await of(["--config", path])).toEqual([
        {
          check: "Emulator's settings",
          outcome: "wrong",
          says: expect.stringMatching(says),
          please: expect.any(String),
        },
      ]);
      expect(await of([], { PROTEXTING_EMULATOR_CONFIG: path })).toMatchObject([{ outcome: "wrong" }]);
      expect(await found("Emulator's port", ["--config", path])).toEqual([]);
    }
    expect(await of(["--config", join(folder, "none.json")])).toMatchObject([
      { outcome: "wrong", says: expect.stringContaining("none.json: it cannot be opened") },
    ]);
  });

  it("are named with what is wrong in the environment", async () => {
    expect(await of([], { PROTEXTING_EMULATOR_LIMITS_RAT: "1" })).toMatchObject([
      { outcome: "wrong", says: expect.stringContaining("PROTEXTING_EMULATOR_LIMITS_RAT names no option") },
    ]);
    expect(await of([], { PROTEXTING_EMULATOR_CONTROL_TOKEN: "short" })).toMatchObject([
      { outcome: "wrong", says: expect.stringContaining("needs 16 at least") },
    ]);
    expect(await of([], { PROTEXTING_EMULATOR_SEED: "mine" })).toMatchObject([
      { outcome: "ok", says: "PROTEXTING_EMULATOR_SEED can be used" },
    ]);
  });
});

describe("the environment", () => {
  it.each([
    ["PROTEXTING_TOKEN", "PROTEXTING_ACCESS_TOKEN"],
    ["PROTEXTING_BASEURL", "PROTEXTING_BASE_URL"],
    ["PRO_TEXTING_BASE_URL", "PROTEXTING_BASE_URL"],
    ["PROTEXTING_DEBUGG", "PROTEXTING_DEBUG"],
  ])("has %s, which nothing reads", async (name, meant) => {
    const environment = { [name]: "1" };
    expect(await found("Environment", ["--port", "0"], { environment })).toMatchObject([
      {
        outcome: "wrong",
        says: `nothing reads ${name}`,
        please: expect.stringContaining(`name it ${meant}, or`),
      },
    ]);
    expect((await call("doctor", ["--port", "0"], { environment })).code).toBe(1);
  });

  it("takes the lock off every connection where Node checks no certificate", async () => {
    const ask = (value: string) =>
      found("Environment", ["--port", "0"], { environment: { NODE_TLS_REJECT_UNAUTHORIZED: value } });
    expect(await ask("0")).toMatchObject([
      { outcome: "wrong", says: expect.stringContaining("NODE_TLS_REJECT_UNAUTHORIZED is 0") },
    ]);
    expect(await ask("1")).toEqual([]);
  });
});

describe("the optional packages", () => {
  it("are those of package.json", () => {
    const ranges = Object.fromEntries(
      peers.map(({ name, oldest, before }) => [name, before === undefined ? `>=${oldest}` : `^${oldest}`]),
    );
    expect(ranges).toEqual(manifest.peerDependencies);
  });

  it("need not be there, and are named when they do not fit", async () => {
    const folder = await temporaryFolder();
    expect((await checkPeers(folder)).map(({ outcome }) => outcome)).toEqual(["ok", "ok"]);
    for (const [name, there] of [
      ["vitest", "2.1.9"],
      ["@pact-foundation/pact", "17.0.0"],
    ] as const) {
      await mkdir(join(folder, "node_modules", name), { recursive: true });
      await writeFile(join(folder, "node_modules", name, "package.json"), JSON.stringify({ version: there }));
    }
    expect(await checkPeers(folder)).toMatchObject([
      {
        outcome: "note",
        says: expect.stringContaining("vitest 2.1.9"),
        please: 'run: npm install -D vitest@">=3.2"',
      },
      { outcome: "note", says: expect.stringContaining("pact 17.0.0") },
    ]);
  });
});

describe("the command", () => {
  it("explains itself, and refuses what it does not know", async () => {
    const { code, stdout } = await call("doctor", ["--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: protexting doctor [^]*\nOptions:\n[^]*\nExamples:\n[^]*\nExit codes: /);
    const page = readFileSync(new URL("../../docs/doctor.md", import.meta.url), "utf8");
    const options = new Set(stdout.match(/--[a-z][a-z-]+/g));
    expect([...options].filter((option) => !page.includes(`\`${option}`))).toEqual([]);
    expect(await call("doctor", ["--prot"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("--prot"),
    });
    expect(await call("doctor", ["now"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("no arguments"),
    });
  });
});
