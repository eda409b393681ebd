/** `npm run verify:live` as a process of its own, with a folder of its own for what is temporary. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../../contracts/live/main.ts", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running extends Disposable {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Its folder for what is temporary. */
  readonly temporary: string;
}

/** @param folder of the test, in which the process gets one for what is temporary */
export async function startVerify(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  folder: string,
): Promise<Running> {
  const temporary = join(folder, "tmp");
  await mkdir(temporary, { recursive: true });
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", MAIN, ...args], {
    env: { PATH, TMPDIR: temporary, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said.stderr += chunk.toString()));
  return {
    child,
    temporary,
    [Symbol.dispose]: () => void child.kill("SIGKILL"),
    ended: new Promise((resolve) => child.on("close", (code) => resolve({ code, ...said }))),
  };
}

export async function verify(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  folder: string,
): Promise<Ended> {
  using running = await startVerify(args, environment, folder);
  return await running.ended;
}
