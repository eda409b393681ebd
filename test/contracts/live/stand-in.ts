/** Stand-in for the live API: an emulator without its control API, under a token of its own, behind a front. */
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type RunningEmulator, type SettingsInput, startEmulator } from "../../../src/emulator/index.ts";

/** Unlike any other text, with characters that URLs, JSON and XML write in ways of their own. */
export const TOKEN = "live_Canary+7f3a/9d2e=55&<01>";
export const RECIPIENT = "12125550155";
export const HOST = "live.example.test";

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Does something else than the emulator would; `false` leaves it to the emulator. */
export type Mischief = (seen: Seen, response: ServerResponse, index: number) => boolean | Promise<boolean>;

export interface StandIn extends AsyncDisposable {
  readonly emulator: RunningEmulator;
  readonly port: number;
  /** `http://live.example.test:port`, for a verifier that is told to resolve it. */
  readonly url: string;
  /** Value of `resolve` for that verifier. */
  readonly resolve: string;
  /** Every request that arrived. */
  readonly seen: readonly Seen[];
}

export interface StandInOptions {
  readonly settings?: SettingsInput;
  readonly mischief?: Mischief;
}

export async function startStandIn({ settings, mischief }: StandInOptions = {}): Promise<StandIn> {
  const emulator = await startEmulator({
    port: 0,
    seed: "live",
    ...(settings === undefined ? {} : { settings }),
  });
  await emulator.accounts.create({ token: TOKEN });
  const seen: Seen[] = [];
  const front = createServer((incoming, response) => {
    void serve(incoming, response).catch(() => response.destroy());
  });
  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "", headers } = incoming;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const one: Seen = { method, url, headers, body: Buffer.concat(chunks).toString() };
    const index = seen.push(one) - 1;
    if (url.startsWith("/_emulator")) response.writeHead(404).end();
    else if (!((await mischief?.(one, response, index)) ?? false)) passOn(emulator.port, one, response);
  }
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  const address = front.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    emulator,
    port,
    url: `http://${HOST}:${port}`,
    resolve: `${HOST}:${port}:127.0.0.1`,
    seen,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => {
        front.close(() => resolve());
        front.closeAllConnections();
      });
      await emulator.close();
    },
  };
}

/** Passes a request on as it came, with its Host header, so that links lead to the name that was asked. */
function passOn(port: number, { method, url, headers, body }: Seen, response: ServerResponse): void {
  const onward = request({ port, method, path: url, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  onward.end(body);
}
