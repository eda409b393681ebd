/** A request that came over a socket, and the writing of its answer: exact reason phrase, header case and order. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { TLSSocket } from "node:tls";
import type { Answer } from "../pipeline/answer.ts";
import { BodyAborted, BodyTooLarge, type Received } from "../pipeline/received.ts";
import { breakOff } from "./break-off.ts";

/** What node-server hands to Hono as `c.env`. */
export interface SocketBindings {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** Who is meant by a request that names no host, as HTTP/1.0 allows. */
export const HOST_OF_NOBODY = "localhost";
/** How long a caller may go on sending a body that has been refused; milliseconds. */
const LINGER_MS = 500;

export function receivedFromSocket(incoming: IncomingMessage): Received {
  const url = incoming.url ?? "/";
  // The request line names scheme and host itself when it is meant for a proxy.
  const [named = ""] = /^https?:\/\/[^/?]+/.exec(url) ?? [];
  return {
    method: incoming.method ?? "GET",
    target: url.slice(named.length),
    get origin() {
      if (named !== "") return named;
      return `${isEncrypted(incoming.socket) ? "https" : "http"}://${incoming.headers.host || HOST_OF_NOBODY}`;
    },
    header(name) {
      const value = incoming.headers[name];
      return Array.isArray(value) ? value.join(", ") : value;
    },
    readBody: (limit) => readIncoming(incoming, limit),
  };
}

function isEncrypted(socket: IncomingMessage["socket"] | TLSSocket): boolean {
  return "encrypted" in socket && socket.encrypted === true;
}

function readIncoming(incoming: IncomingMessage, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      chunks.push(chunk);
      if (length > limit) finish(() => reject(new BodyTooLarge()));
    };
    const onEnd = (): void =>
      finish(() => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    const onGone = (): void => finish(() => reject(new BodyAborted()));
    const finish = (settle: () => void): void => {
      incoming.off("data", onData).off("end", onEnd).off("error", onGone).off("close", onGone);
      settle();
    };
    incoming.on("data", onData).on("end", onEnd).on("error", onGone).on("close", onGone);
    if (incoming.destroyed && !incoming.readableEnded) onGone();
  });
}

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

/** Closing on a caller who still sends would reset the connection, and the answer could be lost with it. */
function endAfterUpload(outgoing: ServerResponse): void {
  const incoming = outgoing.req;
  const end = (): void => {
    clearTimeout(timer);
    outgoing.end();
  };
  const timer = setTimeout(end, LINGER_MS);
  if (incoming.readableEnded) end();
  else incoming.once("end", end).once("close", end).resume();
}
