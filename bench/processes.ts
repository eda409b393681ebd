/** The processes of a run: servers on one core, the load generator on another. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { availableParallelism } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Job, Slice } from "./load.ts";

const SERVER_CORE = 0;
const LOAD_CORE = 1;

/** True when processes can be held to a core; otherwise figures are less steady. */
export const pinned = availableParallelism() >= 2 && spawnSync("taskset", ["--version"]).status === 0;

/** A file for Node to run, as a path from this folder, and its arguments. */
export type Command = readonly [file: string, ...args: string[]];

const running = new Set<ChildProcess>();

function startNode(options: readonly string[], [file, ...args]: Command, core: number): ChildProcess {
  const command = [process.execPath, ...options, fileURLToPath(new URL(file, import.meta.url)), ...args];
  const [program = "", ...rest] = pinned ? ["taskset", "--cpu-list", String(core), ...command] : command;
  const child = spawn(program, rest, { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}

/** Ends every process that this module has started. */
export async function stopAll(): Promise<void> {
  await Promise.all(Array.from(running, stop));
}

export interface Server {
  readonly port: number;
  /** Resident memory in MiB; null where the system does not tell. */
  readonly memory: () => Promise<number | null>;
  readonly stop: () => Promise<void>;
}

/** @returns once the server has said where it listens, in its first line, JSON with `port` or `url` */
export async function startServer(command: Command): Promise<Server> {
  const child = startNode([], command, SERVER_CORE);
  if (child.stdout === null) throw new Error("Failed to start a server: its output is closed.");
  const firstLine = once(createInterface(child.stdout), "line");
  const [line] = await Promise.race([firstLine, once(child, "exit")]);
  if (typeof line !== "string") throw new Error(`Failed to start ${command[0]}: it ended (${line}).`);
  const { port, url } = JSON.parse(line);
  return {
    port: port ?? Number(new URL(url).port),
    memory: () => residentMemory(child.pid),
    stop: () => stop(child),
  };
}

async function residentMemory(pid: number | undefined): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) / 1024;
}

/** One POST on a connection of its own. @throws Error for any status but 2xx */
export function post(port: number, path: string, body = ""): Promise<string> {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  return new Promise((resolve, reject) => {
    const call = request({ host: "127.0.0.1", port, path, method: "POST", headers, agent: false });
    call.on("error", reject).on("response", (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      answer.on("error", reject).on("end", () => {
        const status = answer.statusCode ?? 0;
        if (status >= 200 && status <= 299) resolve(text);
        else reject(new Error(`Failed to call ${path}: status ${status}: ${text}`));
      });
    });
    call.end(body);
  });
}

/** Runs one job at a time. */
export type Load = (job: Job) => Promise<Slice>;

export function startLoad(): Load {
  const child = startNode(["--import", "tsx"], ["./load.ts"], LOAD_CORE);
  return (job) =>
    new Promise((resolve, reject) => {
      const onExit = (): void => reject(new Error("Failed to measure: the load generator ended."));
      child.once("exit", onExit);
      child.once("message", (slice: Slice) => {
        child.off("exit", onExit);
        resolve(slice);
      });
      child.send(job);
    });
}
