/** The file that a state is kept in: its mode, links to it, what is no file, a mount of its own, byte-order marks. */
import { execFileSync } from "node:child_process";
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { assemble } from "../../src/emulator/assemble.ts";
import { readOptions } from "../../src/emulator/cli-options.ts";
import { keepState } from "../../src/emulator/store/state-file.ts";
import { fault, folder, kept, messagesIn, sent } from "../support/kept-state.ts";
import { startTestEmulator, TOKEN } from "../support/test-emulator.ts";

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

  it("is no circle of links, which is said with what to do about it", async () => {
    const path = join(await folder(), "a");
    await symlink("b", path);
    await symlink("a", join(path, "..", "b"));
    await expect(startTestEmulator({}, { stateFile: path })).rejects.toThrow(
      `Failed to open the state file ${path}: its links lead in a circle (ELOOP). Please name the file itself.`,
    );
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
