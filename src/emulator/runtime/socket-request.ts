/** A request that came over a socket, and the writing of its answer: exact reason phrase, header case and order. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { TLSSocket } from "node:tls";
import { IN_PROCESS } from "../domain/gate.ts";
import type { Answer } from "../http/answer.ts";
import { BodyAborted, BodyTooLarge, type VendorRequest } from "../http/vendor-request.ts";
import { breakOff } from "./break-off.ts";
import { after } from "./timer.ts";

/** Bindings that node-server gives Hono as `c.env`. */
export interface SocketBindings {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** Host of a request that names none, as HTTP/1.0 allows. */
export const HOST_OF_NOBODY = "localhost";
/** Milliseconds that a caller may continue to send a refused body. */
const LINGER_MS = 500;

/** Scheme and host in a request line, as sent to a proxy. */
const NAMED_ORIGIN = /^https?:\/\/[^/?]+/;

export class SocketRequest implements VendorRequest {
  readonly method: string;
  readonly target: string;
  readonly #incoming: IncomingMessage;
  readonly #named: string;

  constructor(incoming: IncomingMessage) {
    const url = incoming.url ?? "/";
    this.#incoming = incoming;
    this.#named = url.startsWith("/") ? "" : (NAMED_ORIGIN.exec(url)?.[0] ?? "");
    this.method = incoming.method ?? "GET";
    this.target = this.#named === "" ? url : url.slice(this.#named.length);
  }

  get origin(): string {
    if (this.#named !== "") return this.#named;
    const { socket, headers } = this.#incoming;
    return `${isEncrypted(socket) ? "https" : "http"}://${headers.host || HOST_OF_NOBODY}`;
  }

  get address(): string {
    return this.#incoming.socket.remoteAddress ?? IN_PROCESS;
  }

  header(name: string): string | undefined {
    const value = this.#incoming.headers[name];
    return Array.isArray(value) ? value.join(", ") : value;
  }

  readBody(limit: number): Promise<Uint8Array> {
    return readIncoming(this.#incoming, limit);
  }
}

function isEncrypted(socket: IncomingMessage["socket"] | TLSSocket): boolean {
  return "encrypted" in socket && socket.encrypted === true;
}

/** Reads the body. Its listeners stay: the request ends with its answer, and a promise settles once. */
function readIncoming(incoming: IncomingMessage, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    if (incoming.destroyed && !incoming.readableEnded) {
      reject(new BodyAborted());
      return;
    }
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    let length = 0;
    incoming.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) {
        more = undefined;
        reject(new BodyTooLarge());
      } else if (first === undefined) first = chunk;
      else (more ??= [first]).push(chunk);
    });
    incoming.on("end", () => resolve(more === undefined ? (first ?? EMPTY) : Buffer.concat(more)));
    incoming.on("error", () => reject(new BodyAborted()));
    incoming.on("close", () => {
      if (!incoming.readableEnded) reject(new BodyAborted());
    });
  });
}

const EMPTY = Buffer.alloc(0);

/** Writes the whole answer at once; nothing is added after it. */
export function writeToSocket(outgoing: ServerResponse, answer: Answer, ending: AbortSignal): void {
  const { status, reason, headers, body } = answer;
  if (answer.breakage !== undefined) {
    breakOff(outgoing, answer, answer.breakage, ending);
    return;
  }
  outgoing.writeHead(status, reason, headers);
  if (headers["Connection"] !== "close") {
    outgoing.end(body);
    return;
  }
  outgoing.write(body);
  endAfterUpload(outgoing);
}

/** Ends after the upload: closing while the caller still sends would reset the connection and could lose the answer. */
function endAfterUpload(outgoing: ServerResponse): void {
  const incoming = outgoing.req;
  const end = (): void => {
    callOff();
    outgoing.end();
  };
  const callOff = after(LINGER_MS, end);
  if (incoming.readableEnded) end();
  else incoming.once("end", end).once("close", end).resume();
}
