/** The state in a file: kept over restarts, never lost to a kill, never overwritten when it cannot be read. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { HELP, readOptions } from "../../src/emulator/cli-options.ts";
import { seededDraw } from "../../src/emulator/runtime/random.ts";
import { parseSnapshot } from "../../src/emulator/store/snapshot-schema.ts";
import { RECIPIENT, SEED, startTestEmulator, TOKEN } from "../support/test-emulator.ts";

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "state-file-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

async function send(url: string): Promise<number> {
  const answer = await fetch(`${url}/v1/sms/send?access_token=${TOKEN}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ MobilePhone: RECIPIENT, Message: "hello" }),
  });
  return answer.status;
}

function run(file: string, args: readonly string[]): ChildProcess {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error("Expected a process that prints.");
  const [line] = await once(createInterface(stdout), "line");
  return String(line);
}

async function lines({ stdout }: ChildProcess, count: number): Promise<void> {
  if (stdout === null) throw new Error("Expected a process that prints.");
  let seen = 0;
  for await (const _ of createInterface(stdout)) if (++seen === count) return;
  throw new Error(`Expected ${count} lines, not ${seen}.`);
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  const exit = once(child, "exit");
  child.kill(signal);
  const [code] = await exit;
  return code;
}

describe("a state file", () => {
  it("is written on closing and loaded at the start, with all that hangs from the root", async () => {
    const stateFile = join(await folder(), "state.json");
    const first = await startTestEmulator({}, { stateFile });
    expect(await send(first.url)).toBe(200);
    await first.clock.freeze();
    const state = await first.snapshot();
    await first.close();
    expect(parseSnapshot(JSON.parse(await readFile(stateFile, "utf8")))).toEqual(state);
    const second = await startTestEmulator({}, { stateFile });
    expect(await second.snapshot()).toEqual(state);
  });

  it("is there from the start, so that one which cannot be written is found out then", async () => {
    const path = await folder();
    await startTestEmulator({}, { stateFile: join(path, "state.json") });
    expect(await readdir(path)).toEqual(["state.json"]);
    await expect(startTestEmulator({}, { stateFile: join(path, "none", "state.json") })).rejects.toThrow(
      "ENOENT",
    );
  });

  it.each([
    [
      "a fault",
      async ({ url }: { url: string }) => void (await post(`${url}/_emulator/faults`, { kind: "reset" })),
    ],
    [
      "an account",
      async ({ url }: { url: string }) => void (await post(`${url}/_emulator/accounts`, { token: "a" })),
    ],
    ["a refusal in the journal", async ({ url }: { url: string }) => void (await fetch(`${url}/v1/nope`))],
    [
      "a first use",
      async ({ url }: { url: string }) => void (await fetch(`${url}/v1/credits/balance?access_token=test_a`)),
    ],
  ])("keeps %s, though nothing else has changed", async (_, change) => {
    const stateFile = join(await folder(), "state.json");
    const emulator = await startTestEmulator({}, { stateFile });
    await change(emulator);
    const state = await emulator.snapshot();
    await emulator.close();
    expect(JSON.parse(await readFile(stateFile, "utf8"))).toEqual(JSON.parse(JSON.stringify(state)));
  });

  it.each<[what: string, text: (whole: string) => string, why: string]>([
    ["cut short", (whole) => whole.slice(0, whole.length / 2), "JSON"],
    ["empty", () => "", "Unexpected end of JSON input"],
    ["of another version", (whole) => whole.replace('"version":1', '"version":2'), "version: "],
    ["of another shape", (whole) => whole.replace('"journalled"', '"written"'), "root"],
    ["no object", () => "[]", "the whole"],
  ])("that is %s is set aside and said, never overwritten", async (_, broken, why) => {
    const path = await folder();
    const stateFile = join(path, "state.json");
    await (await startTestEmulator({}, { stateFile })).close();
    const text = broken(await readFile(stateFile, "utf8"));
    for (const aside of ["state.json.broken", "state.json.broken-2"]) {
      await writeFile(stateFile, text);
      const said: string[] = [];
      const emulator = await startTestEmulator({}, { stateFile, log: (line) => said.push(line) });
      expect(said).toHaveLength(1);
      expect(said[0]).toContain(`The state file ${stateFile} cannot be read (`);
      expect(said[0]).toContain(why);
      expect(said[0]).toContain(`It is now ${join(path, aside)}; starting from the seed.`);
      expect((await emulator.accounts.list()).total).toBe(0);
      await emulator.close();
      expect(await readFile(join(path, aside), "utf8")).toBe(text);
    }
    expect((await readdir(path)).toSorted()).toEqual([
      "state.json",
      "state.json.broken",
      "state.json.broken-2",
    ]);
    parseSnapshot(JSON.parse(await readFile(stateFile, "utf8")));
  });

  it("is an option of the command line, the environment and the config file, and in the help", async () => {
    const config = join(await folder(), "config.json");
    await writeFile(config, JSON.stringify({ stateFile: "from-config" }));
    const PROTEXTING_EMULATOR_STATE_FILE = "from-environment";
    const read = async (args: readonly string[], environment: Record<string, string>) => {
      const options = await readOptions(args, environment);
      return options === "help" ? undefined : options.start.stateFile;
    };
    expect(await read([], {})).toBeUndefined();
    expect(await read(["--config", config], {})).toBe("from-config");
    expect(await read(["--config", config], { PROTEXTING_EMULATOR_STATE_FILE })).toBe("from-environment");
    expect(await read(["--state-file", "given"], { PROTEXTING_EMULATOR_STATE_FILE })).toBe("given");
    expect(HELP).toMatch(/--state-file <f> .*\n[^]*_STATE_FILE/);
  });
});

describe("killing the process", () => {
  it("at any moment leaves a file that can be read, and nothing that piles up", async () => {
    const path = await folder();
    const stateFile = join(path, "state.json");
    const draw = seededDraw(SEED);
    let messages = 0;
    for (let kill = 0; kill < 8; kill++) {
      const child = run("../support/busy-writer.ts", [stateFile]);
      // After so many messages, and with them as many milliseconds of a write or more.
      await lines(child, 1 + Number.parseInt(draw("", "kill", kill).slice(0, 2), 16));
      await ended(child, "SIGKILL");
      const { root } = parseSnapshot(JSON.parse(await readFile(stateFile, "utf8")));
      expect(root.order.length).toBeGreaterThanOrEqual(messages);
      messages = root.order.length;
      const names = await readdir(path);
      expect(names).toContain("state.json");
      expect(names.length).toBeLessThanOrEqual(2);
    }
    expect(messages).toBeGreaterThan(0);
    await (await startTestEmulator({}, { stateFile })).close();
    expect(await readdir(path)).toEqual(["state.json"]);
  });

  it("in order writes the state before it ends", async () => {
    const stateFile = join(await folder(), "state.json");
    const child = run("../../src/cli.ts", ["emulate", "--port", "0", "--json", "--state-file", stateFile]);
    const { url } = JSON.parse(await firstLine(child));
    expect(await send(url)).toBe(200);
    expect(await ended(child, "SIGTERM")).toBe(0);
    expect(parseSnapshot(JSON.parse(await readFile(stateFile, "utf8"))).root.order).toHaveLength(1);
  });
});

async function post(url: string, body: unknown): Promise<void> {
  const answer = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  expect(answer.status).toBe(201);
}
