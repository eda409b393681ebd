/** `protexting drift` as its user meets it. */
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitCodes, run } from "../../../contracts/drift/cli.ts";
import { shapesFileFor } from "../../../contracts/drift/files.ts";
import { type RunningEmulator, startEmulator } from "../../../src/emulator/index.ts";
import { fakeMachine, start } from "../../commands/support.ts";

const VENDOR = "https://api2.protexting.com";

let emulator: RunningEmulator;
let other: RunningEmulator;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
  other = await startEmulator({ port: 0, settings: { framework: "2.0.55" } });
});
afterAll(async () => {
  await emulator.close();
  await other.close();
});

async function drift(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { machine, stdout, stderr } = fakeMachine({ environment });
  const code = await run(args, machine);
  return { code, stdout: stdout(), stderr: stderr() };
}

describe("protexting drift", () => {
  it("exits with 0 where nothing differs", async () => {
    const { code, stdout, stderr } = await drift(["--a", emulator.url, "--b", emulator.url]);
    expect({ code, stderr }).toEqual({ code: exitCodes.same, stderr: "" });
    expect(stdout).toMatch(/\n\d\d+ answers compared; 0 live-changed, 0 emulator-wrong, 0 known-variance\n$/);
  });

  it("exits with 2 where the emulator is wrong, and says where, once for all requests", async () => {
    const { code, stdout } = await drift(["--a", emulator.url, "--b", other.url]);
    expect(code).toBe(exitCodes["emulator-wrong"]);
    expect(stdout.match(/header vary: a \(nothing\) \| b accept/g)).toHaveLength(1);
    expect(stdout).toMatch(/and \d+ more\n/);
  });

  it("gives scripts all of it as JSON", async () => {
    const { code, stdout } = await drift(["--json", "--a", emulator.url, "--b", other.url]);
    expect(code).toBe(exitCodes["emulator-wrong"]);
    expect(JSON.parse(stdout)).toMatchObject({
      a: emulator.url,
      b: other.url,
      isLive: false,
      worst: "emulator-wrong",
      standing: expect.stringContaining("never verified live"),
    });
  });

  it.each([
    ["no address", [], "It needs --a and --b"],
    [
      "an address that is none",
      ["--a", "nowhere", "--b", "nowhere"],
      "is no address. Please give one like http://127.0.0.1:4280.",
    ],
    ["a token on the command line", ["--token=test_x"], "is no option"],
    ["an unknown option", ["--c"], "Unknown option '--c'"],
    [
      "something else than live to record",
      ["--a", "http://127.0.0.1:1", "--b", "http://127.0.0.1:1", "--record"],
      "--shapes",
    ],
    [
      "what only stands for live to record as the vendor's",
      [
        "--a",
        "http://127.0.0.1:1",
        "--b",
        VENDOR,
        "--resolve",
        "api2.protexting.com:443:127.0.0.1",
        "--record",
      ],
      "or with --resolve",
    ],
    [
      "another machine, without being allowed to",
      ["--a", "http://127.0.0.1:1", "--b", "https://live.example.test"],
      "Please set PROTEXTING_LIVE=1 and PROTEXTING_ACCESS_TOKEN.",
    ],
  ])("exits with 1 for %s", async (_case, args, words) => {
    const { code, stdout, stderr } = await drift(args, { PROTEXTING_ACCESS_TOKEN: "test_somebody" });
    expect({ code, stdout }).toEqual({ code: exitCodes.setup, stdout: "" });
    expect(stderr).toContain(words);
    expect(stderr).not.toContain("test_");
  });

  it("exits with 1 where nobody answers", async () => {
    const { code, stdout } = await drift(["--a", emulator.url, "--b", "http://127.0.0.1:1"]);
    expect(code).toBe(exitCodes.setup);
    expect(stdout).toContain("PROBLEM  Nothing was compared.");
  });

  it("has a help text with its exit codes", async () => {
    const { code, stdout } = await start(["drift", "--help"], {}).ended;
    expect(code).toBe(0);
    expect(stdout).toContain("Exit codes: 0 the same");
  });
});

describe("the folder of what was seen of live", () => {
  it.each([
    ["the vendor", { b: VENDOR, isPinned: false, record: true }, true],
    ["the vendor at an address that is given", { b: VENDOR, isPinned: true, record: false }, false],
    ["another machine", { b: "https://live.example.test", isPinned: false, record: false }, false],
    [
      "this machine, for what is said of live",
      { b: "http://127.0.0.1:1", isPinned: false, record: false },
      true,
    ],
    ["this machine, to be recorded", { b: "http://127.0.0.1:1", isPinned: false, record: true }, false],
  ])("is for %s, or not", (_case, wanted, isThere) => {
    expect(shapesFileFor(wanted)?.endsWith("fixtures/live/shapes.json") ?? false).toBe(isThere);
  });

  it("holds no shapes and no variances until somebody has recorded them", () => {
    const names = readdirSync(new URL("../../../fixtures/live/", import.meta.url));
    expect(names.filter((name) => /^(shapes|variances)/.test(name))).toEqual([]);
  });
});
