/** Several real processes on one account. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startEmulator } from "../../src/emulator/index.ts";
import { runExample } from "./run-example.ts";

const PROCESSES = 3;
const EACH = 20;

it("three processes share one limiter: all is sent, and not one call is refused", async () => {
  const folder = await mkdtemp(join(tmpdir(), "example-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  // Three times as much as may leave at once; the window is short, so that the test is.
  const rate = { limit: 20, windowSeconds: 1 };
  const emulator = await startEmulator({ port: 0, seed: "shared", settings: { limits: { rate } } });
  onTestFinished(() => emulator.close());

  const lists = await Promise.all(
    Array.from({ length: PROCESSES }, (_, nth) => nth).map(async (nth) => {
      const recipients = Array.from({ length: EACH }, (_, line) => `1${200 + nth * EACH + line}5550150`);
      const list = join(folder, `${nth}.tsv`);
      await writeFile(list, recipients.map((recipient) => `${recipient}\tfrom process ${nth}\n`).join(""));
      return list;
    }),
  );
  const ran = await runExample("shared-limiter", lists, { url: emulator.url, token: "test_shared" });

  expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 0, stderr: "" });
  const says = lists.map((list) => `${list}: ${EACH} accepted, 0 refused, 0 unknown`);
  expect(ran.stdout.trim().split("\n").toSorted()).toEqual(says.toSorted());
  expect((await emulator.messages.list({})).total).toBe(PROCESSES * EACH);
  const { items } = await emulator.journal.list({ limit: 1000 });
  expect(items.map(({ response }) => response.status)).toEqual(Array(PROCESSES * EACH).fill(200));
});
