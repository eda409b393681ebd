/// <reference lib="esnext.disposable" preserve="true" />
/** One emulator behind a socket. */

import { visible } from "../shared/visible.ts";
import { assemble } from "./assemble.ts";
import { type Access, isLoopbackHost } from "./control/access.ts";
import { checkControlToken } from "./control/control-token.ts";
import type { Emulator, EmulatorOptions } from "./emulator.ts";
import { freshSecret } from "./runtime/random.ts";
import { listen } from "./runtime/server.ts";
import { openSeedFile } from "./seed/seed-file.ts";
import { keepState, readStateEvery, WRITE_EVERY_MS } from "./store/state-file.ts";

export interface StartOptions extends EmulatorOptions {
  /** 0 picks a free one. Default 4280. */
  readonly port?: number;
  /** Address to bind. Default 127.0.0.1. */
  readonly host?: string;
  /** A JSON file with what is else `data`. A state that is kept goes before it. */
  readonly seedFile?: string;
  /** Where the state is kept over restarts; nowhere when left out. */
  readonly stateFile?: string;
  /** Between two writes of it, when something has changed: milliseconds, or a text like "5s", which is the default. */
  readonly stateEvery?: number | string;
  /**
   * Locks the control API and the page, whatever the address: 16 visible ASCII characters at least. When left out, they
   * are open on loopback, and one is drawn off it.
   */
  readonly controlToken?: string;
}

export interface RunningEmulator extends Emulator {
  /** Address to call, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Null where the control API is open: on loopback, when none was given. */
  readonly controlToken: string | null;
  /** Finishes the requests in flight, then lets go of the port. */
  close(): Promise<void>;
}

export const DEFAULT_PORT = 4280;
export const DEFAULT_HOST = "127.0.0.1";

/** @throws Error for a port that is taken, an address that cannot be bound or an option that is wrong */
export async function startEmulator(options: StartOptions = {}): Promise<RunningEmulator> {
  const host = options.host ?? DEFAULT_HOST;
  const access = accessOf(options.controlToken, host);
  const { app, store, ...emulator } = assemble(
    { ...options, ...(await fromSeedFile(options)) },
    () => access,
  );
  const log = (line: string): void => options.log?.(visible(line));
  const everyMs = readStateEvery(options.stateEvery ?? WRITE_EVERY_MS);
  const state =
    options.stateFile === undefined
      ? undefined
      : await keepState({ path: options.stateFile, store, log, everyMs });
  const server = await listen(app, {
    port: options.port ?? DEFAULT_PORT,
    host,
    bodyBytes: emulator.settings.limits.bodyBytes,
  }).catch(async (error: unknown) => {
    await state?.close();
    throw error;
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

function accessOf(controlToken: string | undefined, host: string): Access {
  if (controlToken !== undefined) return { kind: "token", token: checkControlToken(controlToken) };
  return isLoopbackHost(host) ? { kind: "loopback" } : { kind: "token", token: freshSecret() };
}

/** @throws Error when there is data beside the file, or the file cannot be read */
async function fromSeedFile({ seedFile, data }: StartOptions) {
  if (seedFile === undefined) return {};
  if (data !== undefined) {
    throw new Error("Failed to start: there are both data and a seedFile. Please give one of the two.");
  }
  return await openSeedFile(seedFile);
}
