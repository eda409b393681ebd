/** Saving on disks as the system makes them: full, read-only, a file mounted by itself. */
import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emulate, outputOf, ready } from "../support/emulate-command.ts";
import { folder } from "../support/kept-state.ts";
import { startTestEmulator, TOKEN } from "../support/test-emulator.ts";

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
    const lines = outputOf(child);
    const url = await ready(lines);
    // Once what was accepted is more than the disk holds.
    const put = await fetch(`${url}/_emulator/accounts`, {
      method: "POST",
      body: JSON.stringify({ token: "test_big", limits: { rate: null, perRecipient: null, sameText: null } }),
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
    const lines = outputOf(child);
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
    const url = await ready(outputOf(child));
    await fetch(`${url}/v1/credits/balance?access_token=${TOKEN}`);
    const exit = once(child, "exit");
    child.kill("SIGTERM");
    expect((await exit)[0]).toBe(0);
    expect(await readFile(outside, "utf8")).toMatch(/"token":"test_alice"[^]*\{"end":true\}\n$/);
    expect(await readdir(join(path, ".."))).toEqual(["state.json"]);
  });
});
