/** The state in a file: kept over restarts, never overwritten when it cannot be read. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HELP, readOptions } from "../../src/emulator/cli-options.ts";
import { folder, idsIn, stateIn } from "../support/kept-state.ts";
import { RECIPIENT, startTestEmulator, TOKEN } from "../support/test-emulator.ts";

async function send(url: string): Promise<number> {
  const answer = await fetch(`${url}/v1/sms/send?access_token=${TOKEN}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ MobilePhone: RECIPIENT, Message: "hello" }),
  });
  return answer.status;
}

describe("a state file", () => {
  it("is written on closing and loaded at the start, with all that hangs from the root", async () => {
    const stateFile = join(await folder(), "state.json");
    const first = await startTestEmulator({}, { stateFile });
    expect(await send(first.url)).toBe(200);
    await first.clock.freeze();
    const state = await first.snapshot();
    await first.close();
    expect(await stateIn(stateFile)).toEqual(state);
    const second = await startTestEmulator({}, { stateFile });
    expect(await second.snapshot()).toEqual(state);
  });

  it("is there from the start, so that one which cannot be written is found out then", async () => {
    const path = await folder();
    const { close } = await startTestEmulator({}, { stateFile: join(path, "state.json") });
    expect(await readdir(path)).toContain("state.json");
    await close();
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
    expect(await stateIn(stateFile)).toEqual(JSON.parse(JSON.stringify(state)));
  });

  it.each<[what: string, text: (whole: string) => string, why: string]>([
    ["cut short in a line", (whole) => whole.slice(0, whole.length / 2), "line 2: "],
    ["cut short between lines", (whole) => whole.replace(/.*\n$/, ""), "it was cut short after line 2"],
    ["longer than its end", (whole) => `${whole}{}\n`, "line 4: "],
    ["empty", () => "", "Unexpected end of JSON input"],
    ["of another version", (whole) => whole.replace('state":2', 'state":3'), "line 1: protexting-state: "],
    ["of another shape", (whole) => whole.replace('"journalled"', '"written"'), "line 2: journalled"],
    ["of an unknown record", (whole) => whole.replace('"root"', '"toString"'), "line 2: it is no record"],
    ["an earlier document of another shape", () => '{"version":1,"root":{}}', "root.clock"],
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
    await stateIn(stateFile);
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
    await expect.poll(() => idsIn(stateFile)).toHaveLength(1);
  });
});

async function post(url: string, body: unknown): Promise<void> {
  const answer = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  expect(answer.status).toBe(201);
}
