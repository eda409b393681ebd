/** `send --file` as people start it: interrupted, killed, resumed. */
import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import type { SettingsInput } from "../../src/emulator/index.ts";
import { NO_LIMITS, startTestEmulator } from "../support/test-emulator.ts";
import { listFile, listOf, parsed, start, TOKEN } from "./support.ts";

/** Answers, but never: what was sent stays on its way. */
const NO_ANSWER = "16465550135";

async function emulator(settings: SettingsInput = NO_LIMITS) {
  const running = await startTestEmulator(settings);
  const environment = { PROTEXTING_BASE_URL: running.url, PROTEXTING_ACCESS_TOKEN: TOKEN };
  const texts = async () => {
    const { items } = await running.messages.list({ token: TOKEN });
    return items.map(({ text }) => text).sort();
  };
  return { running, environment, texts };
}

it("a list that was killed goes on where it was, and what was on its way is never sent again", async () => {
  const { environment, texts } = await emulator();
  const list = await listFile(`${listOf(12)}${NO_ANSWER},no answer\n`);
  const args = ["send", "--file", list, "--json", "--concurrency", "2"];
  const killed = start(args, environment);
  await killed.shows('"outcome":"accepted"', 12);
  await expect.poll(texts, { timeout: 20_000 }).toContain("no answer");
  killed.child.kill("SIGKILL");
  expect((await killed.ended).code).toBeNull();

  const resumed = await start(args, environment).ended;
  expect(resumed.code).toBe(9);
  expect(parsed(resumed.stdout).at(-1)).toEqual({
    event: "summary",
    messages: 13,
    accepted: 12,
    refused: 0,
    unknown: 1,
    notAttempted: 0,
    resumed: 13,
    exitCode: 9,
  });
  expect(await texts()).toEqual(
    [...Array.from({ length: 12 }, (_, index) => `text ${index}`), "no answer"].sort(),
  );
  // The journal holds neither recipients nor texts.
  expect(await readFile(`${list}.journal`, "utf8")).not.toMatch(/text \d|no answer|16465550135|12125550113/);
});

it("Ctrl-C sends nothing further, says how to go on, and the same command does", async () => {
  const limits = { rate: { limit: 5, windowSeconds: 60 }, perRecipient: null };
  const { environment, texts, running } = await emulator({ limits });
  const args = ["send", "--file", await listFile(listOf(8))];
  const stopped = start([...args, "--json"], environment);
  await stopped.shows('"outcome":"accepted"', 5);
  stopped.child.kill("SIGINT");
  const { code, stdout, stderr } = await stopped.ended;
  expect([code, parsed(stdout).at(-1)]).toEqual([
    130,
    expect.objectContaining({ accepted: 5, notAttempted: 3, refused: 0, unknown: 0 }),
  ]);
  expect(stderr).toMatch(/^Stopping: .*\nThe same command sends the other 3 messages; /);
  expect(await texts()).toHaveLength(5);

  running.machineClock.advance(120_000);
  const resumed = await start(args, environment).ended;
  expect(resumed).toEqual({
    code: 0,
    stdout: "8 accepted, 0 refused, 0 in doubt, 0 not attempted (5 known from an earlier run)\n",
    stderr: expect.stringMatching(/^3 messages to 3 recipients: .*\n5 messages of 8 known from the journal/),
  });
  expect(await texts()).toEqual(Array.from({ length: 8 }, (_, index) => `text ${index}`));
});

it("a reader of its output that goes away stops it, in order", async () => {
  const { environment, texts } = await emulator();
  const list = await listFile(
    `mobilePhone,message\n${NO_ANSWER},a\n${listOf(60).split("\n").slice(1).join("\n")}`,
  );
  const args = ["send", "--file", list, "--json", "--concurrency", "1", "--timeout", "1s"];
  const running = start(args, environment);
  await expect.poll(texts, { timeout: 20_000 }).toEqual(["a"]);
  running.child.stdout.destroy();
  const { code, stderr } = await running.ended;
  expect([code, stderr]).toEqual([
    130,
    expect.stringMatching(/^Stopping: .*\nThe same command sends the other/m),
  ]);
  expect(stderr).not.toContain("EPIPE");
  expect((await texts()).length).toBeLessThan(61);
});
