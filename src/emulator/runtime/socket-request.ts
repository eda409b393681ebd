/** A request that came over a socket, and the writing of its answer: exact reason phrase, header case and order. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { TLSSocket } from "node:tls";
import type { Answer } from "../pipeline/answer.ts";
import { BodyAborted, BodyTooLarge, type Received } from "../pipeline/received.ts";

/** What node-server hands to Hono as `c.env`. */
export interface SocketBindings {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

export function receivedFromSocket(incoming: IncomingMessage): Received {
  return {
    method: incoming.method ?? "GET",
    target: incoming.url ?? "/",
    get origin() {
      return `${isEncrypted(incoming.socket) ? "https" : "http"}://${incoming.headers.host ?? "localhost"}`;
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
export function writeToSocket(outgoing: ServerResponse, { status, reason, headers, body }: Answer): void {
  outgoing.writeHead(status, reason, headers);
  outgoing.end(body);
}
