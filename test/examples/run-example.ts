/** An example, run as its reader would. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Ran {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param url of the emulator */
export async function runExample(
  name: string,
  args: readonly string[],
  { url, token }: { readonly url: string; readonly token: string },
): Promise<Ran> {
  const child = spawn(process.execPath, ["--import", "tsx", `examples/${name}.ts`, ...args], {
    cwd: root,
    env: { ...process.env, PROTEXTING_ACCESS_TOKEN: token, PROTEXTING_BASE_URL: url },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const exit = once(child, "exit");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await exit;
  return { code, stdout, stderr };
}
