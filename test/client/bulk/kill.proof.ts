/** A process that is killed again and again while it sends a list, and goes on each time it is started. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it, onTestFinished } from "vitest";
import { ProTexting } from "../../../src/client/index.ts";
import { fileJournal } from "../../../src/client/node/index.ts";
import { startEmulator } from "../../../src/emulator/index.ts";
import { listToKill } from "./list-to-kill.ts";
import { collect } from "./support.ts";

const COUNT = 200;
const KILLS = 12;
const SEED = 20_260_115;
const source = fileURLToPath(new URL("sender.ts", import.meta.url));

/**
 * Starts the process and kills it at the n-th line of its output.
 *
 * @returns its last line when it came to its end first
 */
async function live(
  script: string,
  url: string,
  journal: string,
  killAt: number,
): Promise<string | undefined> {
  const child = spawn(process.execPath, [script, url, journal, String(COUNT)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const exit = once(child, "exit");
  let lines = 0;
  let last = "";
  for await (const line of createInterface(child.stdout)) {
    last = line;
    if (++lines === killAt) child.kill("SIGKILL");
  }
  const [code, signal] = await exit;
  if (code !== 0 && signal !== "SIGKILL") throw new Error(`Expected a kill or an end, not code ${code}.`);
  return signal === null ? last : undefined;
}

it(`a list of ${COUNT} arrives once, though its process is killed ${KILLS} times at any moment`, async () => {
  const folder = await mkdtemp(join(tmpdir(), "killed-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "journal");
  // One file starts much faster than all its sources.
  const script = join(folder, "sender.mjs");
  await build({ entryPoints: [source], bundle: true, platform: "node", format: "esm", outfile: script });
  // Real time, and a limit that is there and out of the way.
  const emulator = await startEmulator({
    port: 0,
    seed: "killed",
    settings: { limits: { rate: { limit: 100_000, windowSeconds: 60 } }, account: { credits: 100_000 } },
  });
  onTestFinished(() => emulator.close());
  let drawn = SEED;
  const draw = () => (drawn = (Math.imul(drawn, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const list = listToKill(COUNT);

  let kills = 0;
  let end: string | undefined;
  while (end === undefined) {
    const killAt = kills < KILLS ? 1 + Math.floor(draw() * 40) : Number.POSITIVE_INFINITY;
    end = await live(script, emulator.url, path, killAt);
    if (end === undefined) kills++;
  }
  expect(kills).toBe(KILLS);

  const { items } = await emulator.messages.list({ limit: 10_000 });
  const truth = list.map(({ mobilePhone, message }) =>
    items.filter(({ recipient, text }) => recipient === mobilePhone && text === message).map(({ id }) => id),
  );
  expect(truth.filter((ids) => ids.length > 1)).toEqual([]);
  expect(truth.flat()).toHaveLength(items.length);

  const told: { index: number; outcome: string; id?: string }[] = JSON.parse(end);
  expect(told).toHaveLength(COUNT);
  // Each is accepted, with the id it has in the books, or in doubt.
  const wrong = told.filter(
    ({ index, outcome, id }) =>
      outcome !== "unknown" && !(outcome === "accepted" && truth[index]?.[0] === id),
  );
  expect(wrong).toEqual([]);

  const journal = fileJournal(path);
  const client = new ProTexting({ accessToken: "test_killed", baseUrl: emulator.url });
  const { results } = await collect(client.sms.sendMany(list, { journal, reconcile: true }));
  await journal.close();
  const reconciled = results
    .toSorted((a, b) => a.index - b.index)
    .map((result) => ("id" in result ? [result.outcome, result.id] : [result.outcome]));
  expect(reconciled).toEqual(truth.map(([id]) => (id === undefined ? ["unknown"] : ["accepted", id])));
  // Only items that were on their way at a kill are in doubt.
  expect(told.filter(({ outcome }) => outcome === "unknown").length).toBeLessThanOrEqual(KILLS * 10);
});
