/** The doctor called in this process, and servers for it to find. */
import { createServer, type Server } from "node:net";
import { expect, onTestFinished } from "vitest";
import { startEmulator } from "../../src/emulator/index.ts";
import { call, parsed } from "../commands/support.ts";

export interface Check {
  readonly check: string;
  readonly outcome: string;
  readonly says: string;
  readonly please?: string;
}

/** Runs the doctor. @returns its findings of one check */
export async function found(
  check: string,
  args: readonly string[],
  options: Parameters<typeof call>[2] = {},
): Promise<readonly Check[]> {
  const { stdout, stderr } = await call("doctor", ["--json", ...args], options);
  expect(stderr).toBe("");
  const [document = {}] = parsed(stdout);
  const checks: readonly Check[] = JSON.parse(JSON.stringify(document["checks"]));
  return checks.filter((one) => one.check === check);
}

export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}

export async function emulator(options: Parameters<typeof startEmulator>[0] = {}) {
  const running = await startEmulator({ port: 0, ...options });
  onTestFinished(() => running.close());
  return running;
}

/** Port that no process has, at least just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
