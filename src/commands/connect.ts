/** The client as the command line and the environment set it up. */
import { type Hooks, ProTexting } from "../client/index.ts";
import { isLoopback } from "../protocol/loopback.ts";
import { readDuration } from "./duration.ts";
import type { Machine } from "./machine.ts";
import type { Output } from "./output.ts";
import { findToken } from "./token.ts";
import { tellWait } from "./waits.ts";

const LIVE_HOST = /(^|\.)protexting\.com$/;

export interface ConnectionFlags {
  readonly "base-url"?: string | undefined;
  readonly "allow-insecure-http"?: boolean | undefined;
  readonly "token-file"?: string | undefined;
  readonly timeout?: string | undefined;
}

export interface Connection {
  readonly client: ProTexting;
  readonly baseUrl: string;
  /** True when it leads to this machine, as the emulator's address does. */
  readonly isLocal: boolean;
}

/** Makes the client. Names its server on stderr unless that is this machine, and what it waits for unless hooks do. */
export async function connect(
  flags: ConnectionFlags,
  { environment, clientOptions }: Machine,
  output: Output,
  hooks?: Hooks,
): Promise<Connection> {
  const timeout = readDuration(flags.timeout, "--timeout");
  const accessToken = await findToken(flags["token-file"], environment, output);
  const client = new ProTexting({
    ...clientOptions,
    accessToken,
    baseUrl: flags["base-url"] ?? (environment["PROTEXTING_BASE_URL"] || undefined),
    allowInsecureHttp: flags["allow-insecure-http"],
    timeout,
    hooks: { onWait: ({ scope, waitMs }) => tellWait(scope, waitMs, output), ...hooks },
  });
  const { baseUrl } = client.toJSON();
  const { hostname } = new URL(baseUrl);
  const isLocal = isLoopback(hostname);
  if (LIVE_HOST.test(hostname)) {
    output.note({ text: `This is the live API: ${baseUrl}`, style: "yellow" });
  } else if (!isLocal) output.note(`Through ${baseUrl}`);
  return { client, baseUrl, isLocal };
}
