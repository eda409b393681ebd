/** Saving under what goes wrong with files: full and read-only disks, mounts, links, other emulators, kills. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { assemble } from "../../src/emulator/assemble.ts";
import { readOptions } from "../../src/emulator/cli-options.ts";
import { startEmulator } from "../../src/emulator/index.ts";
import { keepState } from "../../src/emulator/runtime/state-file.ts";
import { stateText } from "../../src/emulator/runtime/state-lines.ts";
import { NO_LIMITS, startTestEmulator, TOKEN } from "../support/test-emulator.ts";

const cli = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "state-saving-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

function fault(code: string): Error {
  return Object.assign(new Error(`${code}: made by the test`), { code });
}

/** A state that is kept, whose time and disk the test moves. */
async function kept(path: string, everyMs = 5000) {
  const disk = { rename: "", copyFile: "", took: 0, asked: 0 };
  const log: string[] = [];
  const waits: number[] = [];
  let tick = async (): Promise<void> => {};
  const emulator = assemble({ settings: NO_LIMITS }, () => ({ kind: "in-process" }));
  const files = {
    async rename(from: string, to: string) {
      // As long as a save takes; a mount is one whichever way it goes.
      disk.asked += disk.took;
      if (disk.rename !== "" && [from, to].includes(path)) throw fault(disk.rename);
      await rename(from, to);
    },
    async copyFile(from: string, to: string) {
      if (disk.copyFile === "") return await copyFile(from, to);
      await truncate(to, 40);
      throw fault(disk.copyFile);
    },
  };
  const options = {
    path,
    store: emulator.store,
    log: (line: string) => void log.push(line),
    everyMs,
    files,
    now: () => disk.asked,
    after(ms: number, callback: () => void) {
      waits.push(ms);
      const before = waits.length;
      tick = async () => {
        callback();
        await expect.poll(() => waits.length).toBeGreaterThan(before);
      };
      return () => {};
    },
  };
  const state = await keepState(options);
  return { state, disk, log, waits, emulator, tick: () => tick(), options };
}

type Kept = Awaited<ReturnType<typeof kept>>;

const sent = ({ emulator }: Kept) =>
  emulator.fetch(`http://localhost/v1/sms/send?access_token=${TOKEN}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ MobilePhone: "12125550150", Message: "hello" }),
  });

async function messagesIn(path: string): Promise<number> {
  return (await readFile(path, "utf8")).match(/^\{"message":/gm)?.length ?? 0;
}

describe("a save that fails", () => {
  it.each([
    ["ENOSPC", "the disk is full (ENOSPC). Please make room."],
    [
      "EROFS",
      "its folder cannot be written to (EROFS). Please make its folder one that can be written to, or choose another file.",
    ],
    ["EIO", "EIO: made by the test. Please look at the disk."],
  ])(
    "[state.saving] by %s is said once, tried again, and said once when it works again",
    async (code, reason) => {
      const path = join(await folder(), "state.json");
      const world = await kept(path);
      const { disk, log, tick, state } = world;
      disk.rename = code;
      await sent(world);
      for (let tries = 0; tries < 3; tries++) await tick();
      const failed = `Failed to save the state to ${path}: ${reason} Until then it is tried again all the while.`;
      expect(log).toEqual([failed]);
      expect(await messagesIn(path)).toBe(0);
      // What could not be written takes no room, and nothing need change once more for it to be written.
      expect((await readdir(join(path, ".."))).filter((name) => !name.includes(".lock-"))).toEqual([
        "state.json",
      ]);
      disk.rename = "";
      for (let tries = 0; tries < 3; tries++) await tick();
      expect(await messagesIn(path)).toBe(1);
      expect(log).toEqual([failed, `The state is saved to ${path} again.`]);
      disk.rename = code;
      await sent(world);
      await tick();
      expect(log).toHaveLength(3);
      disk.rename = "";
      await state.close();
      expect(await messagesIn(path)).toBe(2);
    },
  );

  it("at the end is an error in one line, and lets go of the file", async () => {
    const path = join(await folder(), "state.json");
    const world = await kept(path);
    world.disk.rename = "ENOSPC";
    await expect(world.state.close()).rejects.toThrow(
      new Error(`Failed to save the state to ${path}: the disk is full (ENOSPC). Please make room.`),
    );
    expect(await readdir(join(path, ".."))).toEqual(["state.json"]);
  });
});

describe("the time between two writes", () => {
  it("[state.slices] is four times what the last one took, when that is longer", async () => {
    const world = await kept(join(await folder(), "state.json"), 5000);
    for (const took of [0, 1000, 2000, 100]) {
      world.disk.took = took;
      await sent(world);
      await world.tick();
    }
    expect(world.waits).toEqual([5000, 5000, 5000, 8000, 5000]);
    await world.state.close();
  });

  it("is not spent on a state that has not changed", async () => {
    const path = join(await folder(), "state.json");
    const world = await kept(path);
    const before = await stat(path);
    await world.tick();
    expect((await stat(path)).ino).toBe(before.ino);
    await world.state.close();
  });
});

describe("the text of a state", () => {
  const record = { kind: "window", value: ["12125550150", []] } as const;
  const records = (count: number) => Array.from({ length: count }, () => record);
  const text = '{"window":["12125550150",[]]}\n';

  it("[state.slices] comes in parts that are made in a few milliseconds each, none of them long", () => {
    let now = 0;
    const slow = [...stateText(records(20), () => now++)];
    expect(slow.map((part) => part.split("\n").length - 1)).toEqual([7, 6, 6, 3]);
    const fast = [...stateText(records(100_000), () => 0)];
    expect(fast.length).toBeGreaterThan(4);
    expect(Math.max(...fast.map(({ length }) => length))).toBeLessThan(600_000);
    expect(fast.join("")).toBe(`{"protexting-state":2}\n${text.repeat(100_000)}{"end":true}\n`);
  });
});

describe("a file that is a mount of its own", () => {
  it("is written in place, which a kill cannot break: the next start completes it", async () => {
    const path = join(await folder(), "state.json");
    const world = await kept(path);
    const first = await stat(path);
    world.disk.rename = "EBUSY";
    await sent(world);
    await world.tick();
    expect(await messagesIn(path)).toBe(1);
    expect([(await stat(path)).ino, (await stat(path)).mode & 0o777]).toEqual([first.ino, 0o600]);
    // Cut off in the middle.
    world.disk.copyFile = "EIO";
    await sent(world);
    await expect(world.state.close()).rejects.toThrow("EIO");
    expect((await stat(path)).size).toBe(40);
    const said: string[] = [];
    const next = await startTestEmulator({}, { stateFile: path, log: (line) => said.push(line) });
    expect(said).toEqual([`The save of ${path} that a kill had interrupted is completed.`]);
    expect((await next.messages.list()).total).toBe(2);
    await next.close();
    expect(await readdir(join(path, ".."))).toEqual(["state.json"]);
  });

  it("is set aside as a copy when it cannot be read", async () => {
    const path = join(await folder(), "state.json");
    await writeFile(path, "{}");
    const busy = async (from: string, to: string) => {
      if ([from, to].includes(path)) throw fault("EBUSY");
      await rename(from, to);
    };
    const { store } = assemble({}, () => ({ kind: "in-process" }));
    const log: string[] = [];
    const files = { rename: busy, copyFile };
    const state = await keepState({ path, store, log: (line) => void log.push(line), files });
    expect(log[0]).toContain(`It is now ${path}.broken`);
    expect(await readFile(`${path}.broken`, "utf8")).toBe("{}");
    await state.close();
  });
});

describe("the file", () => {
  it.each([0o644, 0o600, undefined])(
    "[state.private] whose mode was %s is its owner's alone",
    async (mode) => {
      const path = join(await folder(), "state.json");
      if (mode !== undefined) {
        await (await startTestEmulator({}, { stateFile: path })).close();
        await chmod(path, mode);
      }
      await (await startTestEmulator({}, { stateFile: path })).close();
      expect((await stat(path)).mode & 0o777).toBe(0o600);
    },
  );

  it("is followed through symbolic links, also to one that is not there yet", async () => {
    const path = await folder();
    await mkdir(join(path, "volume"));
    await symlink("volume/state.json", join(path, "link"));
    await symlink("link", join(path, "state"));
    for (const accounts of [0, 1]) {
      const emulator = await startTestEmulator({}, { stateFile: join(path, "state") });
      expect((await emulator.accounts.list()).total).toBe(accounts);
      await emulator.accounts.create({ token: TOKEN });
      await emulator.close();
    }
    expect((await lstat(join(path, "state"))).isSymbolicLink()).toBe(true);
    expect((await lstat(join(path, "link"))).isSymbolicLink()).toBe(true);
    expect(await readdir(join(path, "volume"))).toEqual(["state.json"]);
  });

  it("is a regular one: anything else is refused before it is touched", async () => {
    const path = await folder();
    const fifo = join(path, "fifo");
    execFileSync("mkfifo", [fifo]);
    for (const [name, is] of [
      [fifo, "no ordinary file"],
      ["/dev/full", "no ordinary file"],
      [path, "a folder"],
    ] as const) {
      await expect(startTestEmulator({}, { stateFile: name })).rejects.toThrow(
        `Failed to open the state file ${name}: ${name} is ${is}`,
      );
    }
    expect(await readdir(path)).toEqual(["fifo"]);
    expect((await lstat(fifo)).isFIFO()).toBe(true);
  });

  it.each(["utf8", "utf16le"] as const)(
    "that an editor saved with a byte-order mark in %s is read",
    async (encoding) => {
      const path = await folder();
      const names = ["state.json", "seed.json", "config.json"].map((name) => join(path, name));
      const [stateFile = "", seedFile = "", config = ""] = names;
      const emulator = await startTestEmulator({}, {});
      await emulator.accounts.create({ token: "test_kept" });
      const marked = (value: unknown) => Buffer.from(`\uFEFF${JSON.stringify(value)}`, encoding);
      await writeFile(stateFile, marked(await emulator.snapshot()));
      await writeFile(seedFile, marked({ accounts: [{ token: "test_seeded" }] }));
      await writeFile(config, marked({ seedFile, settings: { limits: { rate: null } } }));
      const loaded = await startTestEmulator({}, { stateFile });
      expect((await loaded.accounts.list()).items.map(({ token }) => token)).toEqual(["test_kept"]);
      const options = await readOptions(["--config", config], {});
      if (options === "help") throw new Error("Expected options.");
      expect(options.start.settings).toEqual({ limits: { rate: null } });
      const seeded = await startTestEmulator({}, { seedFile: options.start.seedFile ?? "" });
      expect((await seeded.accounts.list()).items.map(({ token }) => token)).toEqual(["test_seeded"]);
    },
  );
});

/** @param before what it is started through */
function emulate(stateFile: string, before: readonly string[] = []): ChildProcess {
  const args = [
    "emulate",
    "--port",
    "0",
    "--json",
    "--quiet",
    "--state-every",
    "5ms",
    "--state-file",
    stateFile,
  ];
  const [command = "", ...rest] = [...before, process.execPath, "--import", "tsx", cli, ...args];
  const child = spawn(command, rest, { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

function linesOf(child: ChildProcess): string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    if (stream !== null) createInterface(stream).on("line", (line) => lines.push(line));
  return lines;
}

async function ready(lines: readonly string[]): Promise<string> {
  await expect.poll(() => lines.length, { timeout: 15_000 }).toBeGreaterThan(0);
  return JSON.parse(lines[0] ?? "").url;
}

describe("two emulators", () => {
  it("[state.one-emulator] do not share a state file: the second says who has it and does not start", async () => {
    const path = join(await folder(), "state.json");
    await symlink("state.json", `${path}.link`);
    const first = emulate(path);
    await ready(linesOf(first));
    for (const name of [path, `${path}.link`]) {
      await expect(startTestEmulator({}, { stateFile: name })).rejects.toThrow(
        `Failed to open the state file ${name}: ${path} is in use (by process ${first.pid}). Please wait for it`,
      );
    }
    const second = emulate(path);
    const lines = linesOf(second);
    expect((await once(second, "close"))[0]).toBe(1);
    expect(lines).toEqual([expect.stringContaining(`is in use (by process ${first.pid})`)]);
    const exit = once(first, "exit");
    first.kill("SIGKILL");
    await exit;
    const third = await startTestEmulator({}, { stateFile: path });
    await expect(startTestEmulator({}, { stateFile: path })).rejects.toThrow("is in use (by this process)");
    await third.close();
  });

  it("let go of the file when they cannot start after all", async () => {
    const path = join(await folder(), "state.json");
    const { port } = await startTestEmulator();
    await expect(startEmulator({ stateFile: path, port })).rejects.toThrow(String(port));
    await (await startTestEmulator({}, { stateFile: path })).close();
    expect(await readdir(join(path, ".."))).toEqual(["state.json"]);
  });
});

const mayMount = spawnSync("unshare", ["--mount", "true"]).status === 0;

describe.skipIf(!mayMount)("on a disk of its own", () => {
  const through = (script: string, path: string) => [
    "unshare",
    "--mount",
    "sh",
    "-c",
    `${script} && exec "$@"`,
    path,
  ];

  it("that gets full saving stops and goes on with room, and an end in order saves", async () => {
    const path = await folder();
    const child = emulate(
      join(path, "state.json"),
      through(`mount -t tmpfs -o size=128k tmpfs ${path}`, "sh"),
    );
    const lines = linesOf(child);
    const url = await ready(lines);
    // Once what was accepted is more than the disk holds.
    const put = await fetch(`${url}/_emulator/accounts`, {
      method: "POST",
      body: JSON.stringify({ token: "test_big", limits: { rate: null, perRecipient: null } }),
    });
    expect(put.status).toBe(201);
    const send = () =>
      fetch(`${url}/v1/sms/send?access_token=test_big`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ MobilePhone: "12125550150", Message: "hello ".repeat(50) }),
      });
    for (let sends = 0; sends < 150; sends++) await send();
    await expect
      .poll(() => lines.filter((line) => line.includes("the disk is full (ENOSPC)")).length)
      .toBe(1);
    execFileSync("nsenter", [
      "--mount",
      "--target",
      String(child.pid),
      "mount",
      "-o",
      "remount,size=8m",
      path,
    ]);
    await expect.poll(() => lines.filter((line) => line.includes("is saved to")).length).toBe(1);
    await send();
    const exit = once(child, "exit");
    // The disk ends with its process, so what it holds is looked at before.
    await expect
      .poll(() =>
        Number(
          execFileSync("nsenter", [
            "--mount",
            "--target",
            String(child.pid),
            "grep",
            "-c",
            '^{"message":',
            join(path, "state.json"),
          ]).toString(),
        ),
      )
      .toBe(151);
    child.kill("SIGTERM");
    expect((await exit)[0]).toBe(0);
  });

  it("that is read-only it does not start, and says so in one line", async () => {
    const path = await folder();
    const child = emulate(join(path, "state.json"), through(`mount -t tmpfs -o ro tmpfs ${path}`, "sh"));
    const lines = linesOf(child);
    expect((await once(child, "close"))[0]).toBe(1);
    expect(lines).toEqual([
      expect.stringContaining("its folder cannot be written to (EROFS). Please make its folder"),
    ]);
  });

  it("a file mounted by itself, as containers do, is written in place", async () => {
    const path = join(await folder(), "state.json");
    const outside = join(await folder(), "outside.json");
    await (await startTestEmulator({}, { stateFile: outside })).close();
    await writeFile(path, "");
    const child = emulate(path, through(`mount --bind ${outside} ${path}`, "sh"));
    const url = await ready(linesOf(child));
    await fetch(`${url}/v1/credits/balance?access_token=${TOKEN}`);
    const exit = once(child, "exit");
    child.kill("SIGTERM");
    expect((await exit)[0]).toBe(0);
    expect(await readFile(outside, "utf8")).toMatch(/"token":"test_alice"[^]*\{"end":true\}\n$/);
    expect(await readdir(join(path, ".."))).toEqual(["state.json"]);
  });
});
