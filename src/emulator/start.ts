/// <reference lib="esnext.disposable" preserve="true" />
/** One emulator behind a socket. */

import { assemble } from "./assemble.ts";
import { type Access, isLoopbackHost } from "./control/access.ts";
import type { Emulator, EmulatorOptions } from "./emulator.ts";
import { freshSecret } from "./runtime/random.ts";
import { listen } from "./runtime/server.ts";
import { keepState } from "./runtime/state-file.ts";

export interface StartOptions extends EmulatorOptions {
  /** 0 picks a free one. Default 4280. */
  readonly port?: number;
  /** Address to bind. Default 127.0.0.1. */
  readonly host?: string;
  /** Where the state is kept over restarts; nowhere when left out. */
  readonly stateFile?: string;
  /** Needed to use the control API off loopback; drawn when left out. */
  readonly controlToken?: string;
}

export interface RunningEmulator extends Emulator {
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
  const { app, store, ...emulator } = assemble(options, () => access);
  const log = options.log ?? (() => {});
  const state =
    options.stateFile === undefined ? undefined : await keepState({ path: options.stateFile, store, log });
  const server = await listen(app, {
    port: options.port ?? DEFAULT_PORT,
    host,
    bodyBytes: emulator.settings.limits.bodyBytes,
  });
  const close = async (): Promise<void> => {
    await emulator.close();
    await server.close();
    await state?.close();
  };
  return {
    ...emulator,
    url: server.url,
    port: server.port,
    controlToken: access.kind === "token" ? access.token : null,
    close,
    [Symbol.asyncDispose]: close,
  };
}
