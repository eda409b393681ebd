/** The example of bulk sends, run as its reader would, against the emulator. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { startEmulator } from "../../src/emulator/index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

async function run(url: string, list: string): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", "examples/send-many.ts", list], {
    cwd: root,
    env: { ...process.env, PROTEXTING_ACCESS_TOKEN: "test_example", PROTEXTING_BASE_URL: url },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const exit = once(child, "exit");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await exit;
  return { code, stdout, stderr };
}

it("the example sends its list once, tells what failed, and sends nothing again when it is run again", async () => {
  const folder = await mkdtemp(join(tmpdir(), "example-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const emulator = await startEmulator({ port: 0, seed: "example" });
  onTestFinished(() => emulator.close());
  const list = join(folder, "list.tsv");
  const lines = ["12125550150\thello", "12125550141\topted out", "12125550151\tHi Bob"];
  await writeFile(list, `${lines.join("\n")}\n`);

  const first = await run(emulator.url, list);
  expect(first.stdout).toContain("line 2: Failed to send the message: the recipient gets no more messages");
  expect(first.stdout).toContain("2 accepted (0 known from before), 1 refused, 0 unknown\n");
  expect(first.stderr).toContain("accepted, 3 read");
  expect(first.code).toBe(1);
  const { items } = await emulator.messages.list({});
  expect(items.map(({ recipient }) => recipient).toSorted()).toEqual(["12125550150", "12125550151"]);

  const second = await run(emulator.url, list);
  expect(second.stdout).toContain("2 accepted (3 known from before), 1 refused, 0 unknown\n");
  expect((await emulator.messages.list({})).total).toBe(2);
  expect(await readFile(`${list}.journal`, "utf8")).not.toContain("2125550");
});
