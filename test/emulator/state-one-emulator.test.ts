/** A state file has one emulator at a time. */
import { once } from "node:events";
import { readdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startEmulator } from "../../src/emulator/index.ts";
import { emulate, outputOf, ready } from "../support/emulate-command.ts";
import { folder } from "../support/kept-state.ts";
import { startTestEmulator } from "../support/test-emulator.ts";

describe("two emulators", () => {
  it("[state.one-emulator] do not share a state file: the second says who has it and does not start", async () => {
    const path = join(await folder(), "state.json");
    await symlink("state.json", `${path}.link`);
    const first = emulate(path);
    await ready(outputOf(first));
    for (const name of [path, `${path}.link`]) {
      await expect(startTestEmulator({}, { stateFile: name })).rejects.toThrow(
        `Failed to open the state file ${name}: ${path} is in use (by process ${first.pid}). Please wait for it`,
      );
    }
    const second = emulate(path);
    const lines = outputOf(second);
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
