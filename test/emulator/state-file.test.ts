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

  it("of an earlier build, whose journal does not say what the caller got, is still read", async () => {
    const stateFile = join(await folder(), "state.json");
    const first = await startTestEmulator({}, { stateFile });
    await send(first.url);
    await first.close();
    const text = (await readFile(stateFile, "utf8")).replace('"booksStatus":200,"breakage":null,', "");
    expect(text).not.toContain("booksStatus");
    await writeFile(stateFile, text);
    const second = await startTestEmulator({}, { stateFile });
    expect((await second.journal.list()).items).toMatchObject([
      { books: null, caller: { status: 200, got: "answer" } },
    ]);
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

describe("the time between two writes", () => {
  it("is an option of the command line, the environment and the config file, and in the help", async () => {
    const config = join(await folder(), "config.json");
    await writeFile(config, JSON.stringify({ stateEvery: 1500 }));
    const PROTEXTING_EMULATOR_STATE_EVERY = "2m";
    const read = async (args: readonly string[], environment: Record<string, string>) => {
      const options = await readOptions(args, environment);
      return options === "help" ? undefined : options.start.stateEvery;
    };
    expect(await read([], {})).toBeUndefined();
    expect(await read(["--config", config], {})).toBe(1500);
    expect(await read(["--config", config], { PROTEXTING_EMULATOR_STATE_EVERY })).toBe(120_000);
    expect(await read(["--state-every", "90s"], { PROTEXTING_EMULATOR_STATE_EVERY })).toBe(90_000);
    expect(HELP).toMatch(/--state-every <t> .*5s[^]*_STATE_EVERY/);
  });

  it.each(["", "5", "0ms", "-1s", "2h", "soon", 0, Number.NaN])("is refused when it is %j", async (every) => {
    const why = `${JSON.stringify(every)} is no time between two writes. Please give one from 1ms to 1h`;
    await expect(readOptions([`--state-every=${every}`], {})).rejects.toThrow("Failed to read stateEvery: ");
    await expect(startTestEmulator({}, { stateEvery: every })).rejects.toThrow(why);
  });

  it("is kept to: what has changed is in the file by then, without an end", async () => {
    const stateFile = join(await folder(), "state.json");
    const { url } = await startTestEmulator({}, { stateFile, stateEvery: "1ms" });
    expect(await send(url)).toBe(200);
    await expect.poll(async () => idsIn(await readFile(stateFile, "utf8"))).toHaveLength(1);
  });
});

/** Ids of the messages in a state file, which must be whole. */
function idsIn(text: string): readonly string[] {
  return parseSnapshot(JSON.parse(text)).root.order.map(({ id }) => id);
}

describe("killing the command", () => {
  const args = (stateFile: string) => [
    ..."emulate --port 0 --json --quiet --state-every 5ms --set limits.rate=null".split(" "),
    ..."--set limits.perRecipient=null --set limits.sameText=null --set account.credits=1000000 --state-file".split(
      " ",
    ),
    stateFile,
  ];

  it("at any moment, again and again, loses nothing that had been written, and it starts again each time", async () => {
    const path = await folder();
    const stateFile = join(path, "state.json");
    const draw = seededDraw(SEED);
    let last: readonly string[] = [];
    for (let kill = 0; kill < 5; kill++) {
      const child = run("../../src/cli.ts", args(stateFile));
      const { url } = JSON.parse(await firstLine(child));
      const shown = await fetch(`${url}/_emulator/messages?limit=10000`);
      const { items }: { items: readonly { readonly id: string }[] } = await shown.json();
      expect(items.map(({ id }) => id).toReversed()).toEqual(last);
      const sends = 20 + Number.parseInt(draw("", "kill-command", kill).slice(0, 2), 16);
      const accepted: string[] = [];
      for (let sent = 0; sent < sends; sent++) accepted.push(await sentId(url));
      // Wherever this read falls, what it sees is a write that was completed, and stays.
      const completed = idsIn(await readFile(stateFile, "utf8"));
      const under = [sentId(url), sentId(url), sentId(url)].map((sending) => sending.catch(() => ""));
      await ended(child, "SIGKILL");
      accepted.push(...(await Promise.all(under)));
      const kept = idsIn(await readFile(stateFile, "utf8"));
      expect(kept.slice(0, completed.length)).toEqual(completed);
      expect(completed.slice(0, last.length)).toEqual(last);
      // In the order in which they were accepted, without a gap: what is lost is only the newest.
      const kept20 = kept.slice(last.length, last.length + 20);
      expect(accepted.slice(0, kept20.length)).toEqual(kept20);
      last = kept;
      expect((await readdir(path)).length).toBeLessThanOrEqual(2);
    }
    // Five runs of twenty sends at least, with a write every few milliseconds.
    expect(last.length).toBeGreaterThan(20);
    await (await startTestEmulator({}, { stateFile })).close();
    expect(await readdir(path)).toEqual(["state.json"]);
  });
});

async function sentId(url: string): Promise<string> {
  const answer = await fetch(`${url}/v1/sms/send?access_token=${TOKEN}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ MobilePhone: RECIPIENT, Message: "hello ".repeat(20) }),
  });
  const { Id }: { readonly Id: string } = await answer.json();
  return Id;
}

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
