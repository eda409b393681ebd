/** One emulator behind a socket. */

import { assemble } from "./assemble.ts";
import { type Access, isLoopbackHost } from "./control/access.ts";
import type { Emulator, EmulatorOptions } from "./emulator.ts";
import { freshSecret } from "./runtime/random.ts";
import { listen } from "./runtime/server.ts";

export interface StartOptions extends EmulatorOptions {
  /** 0 picks a free one. Default 4280. */
  readonly port?: number;
  /** Address to bind. Default 127.0.0.1. */
  readonly host?: string;
  /** Needed to use the control API off loopback; drawn when left out. */
  readonly controlToken?: string;
}

export interface RunningEmulator extends Emulator, AsyncDisposable {
  /** Address to call, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Null on loopback, where the control API is open. */
  readonly controlToken: string | null;
  /** Finishes the requests in flight, then lets go of the port. */
  close(): Promise<void>;
}

export const DEFAULT_PORT = 4280;
export const DEFAULT_HOST = "127.0.0.1";

/** @throws Error for a port that is taken or an address that cannot be bound */
export async function startEmulator(options: StartOptions = {}): Promise<RunningEmulator> {
  const host = options.host ?? DEFAULT_HOST;
  const access: Access = isLoopbackHost(host)
    ? { kind: "loopback" }
    : { kind: "token", token: options.controlToken ?? freshSecret() };
  const { app, seed, settings, fetch } = assemble(options, () => access);
  const server = await listen(app, {
    port: options.port ?? DEFAULT_PORT,
    host,
    bodyBytes: settings.limits.bodyBytes,
  });
  return {
    url: server.url,
    port: server.port,
    seed,
    settings,
    fetch,
    controlToken: access.kind === "token" ? access.token : null,
    close: server.close,
    [Symbol.asyncDispose]: server.close,
  };
}
