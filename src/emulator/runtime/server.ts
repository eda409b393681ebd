/** The Node server: binding, limits on slow callers, and an orderly end. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { App } from "../app.ts";
import { HOST_OF_NOBODY } from "./socket-request.ts";

export interface ListenOptions {
  readonly port: number;
  readonly host: string;
  /** A declared body beyond this is not invited with 100 Continue. */
  readonly bodyBytes: number;
}

export interface Listening {
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** A request must be whole after this long; milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
/** How long requests in flight may take at the end; milliseconds. */
const CLOSE_GRACE_MS = 5_000;

/** @throws Error for a port that is taken or an address that cannot be bound */
export async function listen(
  { hono, isVendors, answerSocket }: App,
  { port, host, bodyBytes }: ListenOptions,
): Promise<Listening> {
  // The answer is written straight to the socket, so the process's own Request and Response stay as they are.
  const answer = getRequestListener((request, env) => hono.fetch(request, env), {
    overrideGlobalObjects: false,
    hostname: HOST_OF_NOBODY,
    errorHandler: () => malformedRequest(),
  });
  const onRequest = oncePerTurn((incoming, outgoing) => {
    // What no address can be made of is refused by the listener.
    const vendors = isVendors(incoming.url ?? "/", incoming) && isAddress(incoming);
    void (vendors ? answerSocket(incoming, outgoing) : answer(incoming, outgoing));
  });
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS, noDelay: true },
    onRequest,
  );
  server.on("checkContinue", (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (Number(incoming.headers["content-length"] ?? 0) <= bodyBytes) outgoing.writeContinue();
    onRequest(incoming, outgoing);
  });
  await bind(server, port, host);
  const bound = server.address();
  if (bound === null || typeof bound === "string")
    throw new Error("Failed to listen: the server has no port.");
  const shownHost = host.includes(":") ? `[${host}]` : host;
  return { url: `http://${shownHost}:${bound.port}`, port: bound.port, close: closing(server) };
}

/** A name or an address with or without a port; none, as HTTP/1.0 allows. */
const HOST =
  /^(?:(?:[\w.-]+|\[[\da-f:.]+\])(?::(?:6553[0-5]|655[0-2]\d|65[0-4]\d\d|6[0-4]\d{3}|[1-5]\d{4}|\d{1,4}))?)?$/i;

/** Whether request line and Host name an address, so that links can be made of them. */
function isAddress({ url = "/", headers: { host = "" } }: IncomingMessage): boolean {
  const [path = ""] = url.split("?", 1);
  return (
    !path.includes("\\") &&
    (path.startsWith("/") ? HOST.test(host) : /^https?:/.test(url) && URL.canParse(url))
  );
}

type OnRequest = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/**
 * Answers the requests that one turn of the event loop has brought one after the other, once all of them have been
 * read. Reading, answering and writing are much code each; taken in turns for every single request they push each
 * other out of the processor's caches, which costs a third of the throughput (`docs/performance.md`).
 */
function oncePerTurn(answer: OnRequest): OnRequest {
  let waiting: Parameters<OnRequest>[] = [];
  const answerAll = (): void => {
    const arrived = waiting;
    waiting = [];
    for (const [incoming, outgoing] of arrived) answer(incoming, outgoing);
  };
  return (incoming, outgoing) => {
    if (waiting.push([incoming, outgoing]) === 1) setImmediate(answerAll);
  };
}

function bind(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(bindError(error, port, host)));
    server.listen(port, host, resolve);
  });
}

function bindError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return new Error(
        `Failed to listen: port ${port} on ${host} is taken. Please stop what holds it, or choose another with --port (0 picks a free one).`,
      );
    case "EACCES":
      return new Error(
        `Failed to listen: port ${port} needs more rights. Please choose one above 1023 with --port.`,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new Error(
        `Failed to listen: "${host}" is no address of this machine. Please choose another with --host.`,
      );
    default:
      return new Error(`Failed to listen on ${host}:${port}: ${error.message}.`, { cause: error });
  }
}

/** The same promise however often it is called. */
function closing(server: Server): () => Promise<void> {
  let closed: Promise<void> | undefined;
  return () => {
    closed ??= new Promise<void>((resolve) => {
      const force = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
      server.close(() => {
        clearTimeout(force);
        resolve();
      });
      // A connection whose answer is still under way is let go of when that has been given.
      server.keepAliveTimeout = 1;
      server.closeIdleConnections();
    });
    return closed;
  };
}

/** For a Host or a request line that no URL can be made of. */
function malformedRequest(): Response {
  const body = {
    name: "Bad Request",
    message: "The request line or the Host header is malformed.",
    code: 0,
    status: 400,
  };
  return new Response(JSON.stringify(body), {
    status: 400,
    headers: { "Content-Type": "application/json; charset=UTF-8" },
  });
}
