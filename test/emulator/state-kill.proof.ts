/** A kill at any moment loses nothing that had been written. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { seededDraw } from "../../src/emulator/runtime/random.ts";
import { folder, idsIn, stateIn } from "../support/kept-state.ts";
import { RECIPIENT, SEED, startTestEmulator, TOKEN } from "../support/test-emulator.ts";

function run(file: string, args: readonly string[]): ChildProcess {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error("Expected a process that prints.");
  const [line] = await once(createInterface(stdout), "line");
  return String(line);
}

async function lines({ stdout }: ChildProcess, count: number): Promise<void> {
  if (stdout === null) throw new Error("Expected a process that prints.");
  let seen = 0;
  for await (const _ of createInterface(stdout)) if (++seen === count) return;
  throw new Error(`Expected ${count} lines, not ${seen}.`);
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  const exit = once(child, "exit");
  child.kill(signal);
  const [code] = await exit;
  return code;
}

describe("killing the command", () => {
  const args = (stateFile: string) => [
    ..."emulate --port 0 --json --quiet --state-every 5ms --set limits.rate=null".split(" "),
    ..."--set limits.perRecipient=null --set limits.sameText=null --set account.credits=1000000 --state-file".split(
      " ",
    ),
    stateFile,
  ];

  it("at any moment, again and again, loses nothing that had been written, and it starts again each time", async () => {
    const path = await folder();
    const stateFile = join(path, "state.json");
    const draw = seededDraw(SEED);
    let last: readonly string[] = [];
    for (let kill = 0; kill < 3; kill++) {
      const child = run("../../src/cli.ts", args(stateFile));
      const { url } = JSON.parse(await firstLine(child));
      const shown = await fetch(`${url}/_emulator/messages?limit=10000`);
      const { items }: { items: readonly { readonly id: string }[] } = await shown.json();
      expect(items.map(({ id }) => id).toReversed()).toEqual(last);
      const sends = 20 + Number.parseInt(draw("", "kill-command", kill).slice(0, 2), 16);
      const accepted: string[] = [];
      for (let sent = 0; sent < sends; sent++) accepted.push(await sentId(url));
      // Wherever this read falls, what it sees is a write that was completed, and stays.
      const completed = await idsIn(stateFile);
      const under = [sentId(url), sentId(url), sentId(url)].map((sending) => sending.catch(() => ""));
      await ended(child, "SIGKILL");
      accepted.push(...(await Promise.all(under)));
      const kept = await idsIn(stateFile);
      expect(kept.slice(0, completed.length)).toEqual(completed);
      expect(completed.slice(0, last.length)).toEqual(last);
      // In the order in which they were accepted, without a gap: what is lost is only the newest.
      const kept20 = kept.slice(last.length, last.length + 20);
      expect(accepted.slice(0, kept20.length)).toEqual(kept20);
      last = kept;
      // The save under way, and the lock.
      expect((await readdir(path)).length).toBeLessThanOrEqual(3);
    }
    // Three runs of twenty sends at least, with a write every few milliseconds.
    expect(last.length).toBeGreaterThan(20);
    await (await startTestEmulator({}, { stateFile })).close();
    expect(await readdir(path)).toEqual(["state.json"]);
  });
});

async function sentId(url: string): Promise<string> {
  const answer = await fetch(`${url}/v1/sms/send?access_token=${TOKEN}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ MobilePhone: RECIPIENT, Message: "hello ".repeat(20) }),
  });
  const { Id }: { readonly Id: string } = await answer.json();
  return Id;
}

describe("killing the process", () => {
  it("at any moment leaves a file that can be read, and nothing that piles up", async () => {
    const path = await folder();
    const stateFile = join(path, "state.json");
    const draw = seededDraw(SEED);
    let messages = 0;
    for (let kill = 0; kill < 5; kill++) {
      const child = run("../support/busy-writer.ts", [stateFile]);
      // After so many messages, and with them as many milliseconds of a write or more.
      await lines(child, 1 + Number.parseInt(draw("", "kill", kill).slice(0, 2), 16));
      await ended(child, "SIGKILL");
      const { root } = await stateIn(stateFile);
      expect(root.order.length).toBeGreaterThanOrEqual(messages);
      messages = root.order.length;
      const names = await readdir(path);
      expect(names).toContain("state.json");
      // The save under way, and the lock.
      expect(names.length).toBeLessThanOrEqual(3);
    }
    expect(messages).toBeGreaterThan(0);
    await (await startTestEmulator({}, { stateFile })).close();
    expect(await readdir(path)).toEqual(["state.json"]);
  });

  it("in order writes the state before it ends", async () => {
    const stateFile = join(await folder(), "state.json");
    const child = run("../../src/cli.ts", ["emulate", "--port", "0", "--json", "--state-file", stateFile]);
    const { url } = JSON.parse(await firstLine(child));
    expect(await sentId(url)).toMatch(/^[0-9a-f]{40}$/);
    expect(await ended(child, "SIGTERM")).toBe(0);
    expect(await idsIn(stateFile)).toHaveLength(1);
  });
});
