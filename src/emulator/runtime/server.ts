/** The Node server: binding, limits on slow callers, and an orderly end. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { App } from "../app.ts";
import { HOST_OF_NOBODY } from "./socket-request.ts";
import { after, nextTurn } from "./timer.ts";
import { wholeResponse } from "./whole-response.ts";

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
/** How long a client may take to see that its connection has ended; milliseconds. */
const FAREWELL_MS = 200;

/** @throws Error for a port that is taken or an address that cannot be bound */
export async function listen(
  { hono, isVendors, answerSocket }: App,
  { port, host, bodyBytes }: ListenOptions,
): Promise<Listening> {
  // The answer is written straight to the socket, so the process's own Request and Response stay as they are.
  const answer = getRequestListener(
    async (request, env) => atOnce(await hono.fetch(request, env), env.incoming.httpVersion),
    {
      overrideGlobalObjects: false,
      hostname: HOST_OF_NOBODY,
      errorHandler: () => malformedRequest(),
    },
  );
  const answerOne = oncePerTurn((incoming, outgoing) => {
    // The listener refuses a request target that no address can be made of.
    const vendors = isVendors(incoming.url ?? "/", incoming) && isAddress(incoming);
    void (vendors ? answerSocket(incoming, outgoing) : answer(incoming, outgoing));
  });
  const server = createServer({
    requestTimeout: REQUEST_TIMEOUT_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
    noDelay: true,
  });
  const connections = new Connections(server);
  const onRequest: OnRequest = (incoming, outgoing) => {
    connections.expectAnswer(incoming, outgoing);
    answerOne(incoming, outgoing);
  };
  server.on("request", onRequest);
  server.on("checkContinue", (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (Number(incoming.headers["content-length"] ?? 0) <= bodyBytes) outgoing.writeContinue();
    onRequest(incoming, outgoing);
  });
  await bind(server, port, host);
  const bound = server.address();
  if (bound === null || typeof bound === "string")
    throw new Error("Failed to listen: the server has no port.");
  const shownHost = host.includes(":") ? `[${host}]` : host;
  return { url: `http://${shownHost}:${bound.port}`, port: bound.port, close: () => connections.close() };
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

/**
 * Streams say that they are chunked: node-server else holds them for a `setTimeout`, which a test may have faked. To
 * HTTP/1.0 nothing may be chunked.
 */
function atOnce(response: Response, httpVersion: string): Response {
  const isStream = response.headers.get("Content-Type") === "text/event-stream";
  if (isStream && httpVersion !== "1.0") response.headers.set("Transfer-Encoding", "chunked");
  return response;
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
    if (waiting.push([incoming, outgoing]) === 1) nextTurn(answerAll);
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

/**
 * Ends the server. A connection on which no request waits for its answer is let go of at once: an idle one, the spare
 * one of a browser, one with half a head on it. Others go with their last answer, streams of events included: on a
 * connection that stays, an open page asks again and again, and the server never ends.
 */
class Connections {
  /** Requests of each connection that are not answered yet. */
  readonly #unanswered = new Map<Socket, number>();
  readonly #server: Server;
  #closed: Promise<void> | undefined;

  constructor(server: Server) {
    this.#server = server;
    // Node calls this when it closes, and would break idle connections off, unseen by their clients.
    server.closeIdleConnections = () => {};
    server.on("connection", (socket) => {
      this.#unanswered.set(socket, 0);
      socket.once("close", () => this.#unanswered.delete(socket));
    });
  }

  /** To be called for each request. */
  expectAnswer({ socket }: IncomingMessage, outgoing: ServerResponse): void {
    this.#count(socket, 1);
    outgoing.once("close", () => {
      if (this.#count(socket, -1) === 0 && this.#closed !== undefined) letGo(socket);
    });
  }

  /** @returns the same promise however often it is called */
  close(): Promise<void> {
    this.#closed ??= new Promise<void>((resolve) => {
      const callOff = after(CLOSE_GRACE_MS, () => this.#server.closeAllConnections());
      this.#server.close(() => {
        callOff();
        resolve();
      });
      for (const [socket, unanswered] of this.#unanswered) if (unanswered === 0) letGo(socket);
    });
    return this.#closed;
  }

  /** @returns how many requests of the connection are not answered; undefined when it has ended */
  #count(socket: Socket, more: 1 | -1): number | undefined {
    const before = this.#unanswered.get(socket);
    if (before === undefined) return undefined;
    this.#unanswered.set(socket, before + more);
    return before + more;
  }
}

/**
 * Ends a connection, and waits a little for the other side to end it too: a client that has not seen the end could send
 * its next request, to the next server on the port, on the connection that is no more.
 */
function letGo(socket: Socket): void {
  socket.end();
  const callOff = after(FAREWELL_MS, () => socket.destroy());
  socket.once("close", callOff);
}

/** For a Host or a request line that no URL can be made of. */
function malformedRequest(): Response {
  const body = {
    name: "Bad Request",
    message: "The request line or the Host header is malformed.",
    code: 0,
    status: 400,
  };
  return wholeResponse(JSON.stringify(body), {
    status: 400,
    headers: { "Content-Type": "application/json; charset=UTF-8" },
  });
}
