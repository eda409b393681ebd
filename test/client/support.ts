/** Fakes and servers for the client's tests. Nothing here sleeps. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { ProTexting, type ProTextingOptions } from "../../src/client/index.ts";

export const RECIPIENT = "16465550123";
export const TOKEN = "test_token";
export const ID = "8cccf554cd42bf1b22bcc2d9b4e4571a4a87c9d0";

export interface Seen {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
  readonly redirect: string | undefined;
}

export type Answer = Response | Error | (() => Response | Promise<Response>);

/** A client whose requests end in a list instead of on the network. */
export function fakeClient(answer: Answer, options: ProTextingOptions = {}) {
  const requests: Seen[] = [];
  const client = new ProTexting({
    accessToken: TOKEN,
    baseUrl: "https://api.example",
    timeout: false,
    retries: 0,
    pacing: false,
    fetch: async (url, init) => {
      requests.push({
        url: new URL(url),
        method: init.method ?? "",
        headers: new Headers(init.headers),
        body: typeof init.body === "string" ? init.body : "",
        redirect: init.redirect,
      });
      if (answer instanceof Error) throw answer;
      return typeof answer === "function" ? answer() : answer;
    },
    ...options,
  });
  return { client, requests };
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=UTF-8", ...headers },
  });
}

export function xml(children: string, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n<response>${children}</response>\n`, {
    status,
    headers: { "content-type": "application/xml; charset=UTF-8", ...headers },
  });
}

export function limits(limit: number, remaining: number, reset: number): Record<string, string> {
  return {
    "X-Rate-Limit-Limit": String(limit),
    "X-Rate-Limit-Remaining": String(remaining),
    "X-Rate-Limit-Reset": String(reset),
  };
}

export function refusal(status: number, message: string, headers: Record<string, string> = {}): Response {
  return json({ name: "Some Name", message, code: 0, status }, status, headers);
}

/** A refusal of the books, as the vendor's page error-codes prints it. */
export function coded(code: number, { status = 422, message = "Because." } = {}): Response {
  return json({ name: "Unprocessable entity", message, code, status }, status);
}

export function codedXml(code: number, { status = 422, message = "Because." } = {}): Response {
  const children = Object.entries({ name: "Unprocessable entity", message, code, status });
  return xml(children.map(([name, value]) => `<${name}>${value}</${name}>`).join(""), status);
}

/** Reason that the promise rejects with; fails when it does not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`expected a rejection, got ${inspect(value)}`);
}

export function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("expected an exception");
}

export interface LocalServer {
  readonly url: string;
  /** Method and path of each request. */
  readonly seen: readonly string[];
  readonly server: Server;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A real server on a free port of this machine. */
export async function serve(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<LocalServer> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    seen,
    server,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === "string") throw new Error("expected a port");
  return address.port;
}
