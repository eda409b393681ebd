/**
 * Where Pact asks for provider states. Not the state handlers of pact-js: those take an unknown state, or one whose
 * set-up failed, for set up. Here such a state is refused, and the interaction fails before anything is sent.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as z from "zod";
import { messageOf } from "../../../src/shared/error-text.ts";

const stateChange = z.looseObject({
  action: z.enum(["setup", "teardown"]),
  state: z.string(),
  params: z.record(z.string(), z.unknown()).default({}),
});

/**
 * Sets a state up.
 * @returns values for the request
 * @throws for a state that is not known or cannot be set up
 */
export type SetUp = (
  state: string,
  params: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, string>>>;

export interface StateServer extends AsyncDisposable {
  readonly url: string;
  /** Names of the states set up so far, in order. */
  readonly setUp: readonly string[];
  /** States that could not be set up, and why. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

export async function serveStates(setUpState: SetUp): Promise<StateServer> {
  const setUp: string[] = [];
  const problems: string[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { action, state, params } = stateChange.parse(JSON.parse(await textOf(request)));
      // Nothing is torn down: every state replaces what it needs.
      const values = action === "setup" ? await setUpState(state, params) : {};
      if (action === "setup") setUp.push(state);
      response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(values));
    } catch (error) {
      const problem = problemOf(error);
      problems.push(problem);
      response.writeHead(500, { "Content-Type": "text/plain" }).end(problem);
    }
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${portOf(server.address())}/`,
    setUp,
    problems,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** On one line, as reports show it. */
function problemOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return messageOf(error);
  const places = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return `Failed to set up a provider state: ${places.join("; ")}. Please look at its parameters.`;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("Failed to serve states: no port.");
  return address.port;
}
