/** The command `emulate` in a process of its own, with a state file. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";

const cli = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

/** @param before what it is started through */
export function emulate(stateFile: string, before: readonly string[] = []): ChildProcess {
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

export function outputOf(child: ChildProcess): string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    if (stream !== null) createInterface(stream).on("line", (line) => lines.push(line));
  return lines;
}

export async function ready(lines: readonly string[]): Promise<string> {
  await expect.poll(() => lines.length, { timeout: 15_000 }).toBeGreaterThan(0);
  return JSON.parse(lines[0] ?? "").url;
}
