/** When the state is saved, and that a save which fails is tried again. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stateText } from "../../src/emulator/store/state-lines.ts";
import { folder, kept, messagesIn, sent } from "../support/kept-state.ts";

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
      // A failed save leaves no file behind, and is written later without another change.
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
  const record = { kind: "windows", value: ["12125550150", []] } as const;
  const records = (count: number) => Array.from({ length: count }, () => record);
  const text = '{"windows":["12125550150",[]]}\n';

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
