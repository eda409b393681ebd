/** The commands as a process of their own, and in this one with a machine made for the test. Nothing here sleeps. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { Fetch, Sleep } from "../../src/client/index.ts";
import type { Interrupt, Machine } from "../../src/commands/machine.ts";
import { run } from "../../src/commands/run.ts";

export const TOKEN = "test_commands";

const cli = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** Resolves once stdout or stderr has shown a line with this so many times. */
  readonly shows: (text: string, times?: number) => Promise<void>;
}

/** `protexting …` as a shell would start it, with nothing of this process's settings. */
export function start(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  stdin = "",
): Running {
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", cli, ...args], {
    env: { PATH, ...environment },
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(stdin);
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const texts = { stdout: "", stderr: "" };
  const waiting: { readonly text: string; times: number; readonly resolve: () => void }[] = [];
  for (const name of ["stdout", "stderr"] as const) {
    createInterface({ input: child[name] }).on("line", (line) => {
      texts[name] += `${line}\n`;
      for (const one of waiting) if (line.includes(one.text) && --one.times === 0) one.resolve();
    });
  }
  return {
    child,
    ended: new Promise((resolve) => child.on("close", (code) => resolve({ code, ...texts }))),
    shows: (text, times = 1) => new Promise((resolve) => waiting.push({ text, times, resolve })),
  };
}

export interface FakeMachine {
  readonly machine: Machine;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly interrupt: (why: Interrupt) => void;
  /** Codes with which the process would have ended at once. */
  readonly exits: readonly number[];
}

export interface FakeOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  readonly terminal?: boolean;
  readonly fetch?: Fetch;
  readonly clock?: () => number;
  readonly sleep?: Sleep;
}

export function fakeMachine(options: FakeOptions = {}): FakeMachine {
  const { environment = {}, stdin = "", terminal = false, ...clientOptions } = options;
  const out: string[] = [];
  const err: string[] = [];
  const exits: number[] = [];
  const listeners = new Set<(why: Interrupt) => void>();
  async function* input() {
    yield stdin;
  }
  const screen = (texts: string[]) => ({
    write: (text: string) => texts.push(text),
    isTTY: terminal,
    columns: 120,
  });
  return {
    machine: {
      environment,
      stdin: Object.assign(input(), { isTTY: terminal }),
      stdout: screen(out),
      stderr: screen(err),
      onInterrupt(tell) {
        listeners.add(tell);
        return () => listeners.delete(tell);
      },
      exit: (code) => exits.push(code),
      clientOptions,
    },
    stdout: () => out.join(""),
    stderr: () => err.join(""),
    interrupt(why) {
      for (const tell of listeners) tell(why);
    },
    exits,
  };
}

type Name = Parameters<typeof run>[0];

export interface Answered {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command in this process. */
export async function call(
  name: Name,
  args: readonly string[],
  options: FakeOptions = {},
): Promise<Answered> {
  const fake = fakeMachine(options);
  const code = await run(name, args, fake.machine);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
}

/** A folder that goes when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "protexting-commands-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** @returns the path of a list with this content */
export async function listFile(content: string | Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), "list.csv");
  await writeFile(path, content);
  return path;
}

/** So many ordinary fictional numbers, each another. */
export function numbers(count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, index) => `1${212 + Math.floor(index / 15)}55501${60 + (index % 15)}`,
  );
}

/** A list of so many messages, each with a text of its own. */
export function listOf(count: number): string {
  return `mobilePhone,message\n${numbers(count)
    .map((number, index) => `${number},text ${index}\n`)
    .join("")}`;
}

/** Parses a command's output for scripts. */
export function parsed(stdout: string): Readonly<Record<string, unknown>>[] {
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}
