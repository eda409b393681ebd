/** Stands between client and emulator, and lets only the first bytes of an answer, or of a request, through. */
import { connect, createServer, type Socket } from "node:net";

/** How a body tells its end. The emulator sends its length; servers that stream do one of the others. */
export type Framing = "length" | "chunked" | "until-close";

export interface Cut {
  readonly of: "answer" | "request";
  /** Number of bytes that pass. */
  readonly at: number;
  /** Event that comes after them. */
  readonly ending: "close" | "reset" | "silence";
  readonly framing?: Framing;
}

/** Message that the cut met. */
export interface Met {
  /** Bytes of status line and headers, and of all; 0 of an answer that never came. */
  readonly head: number;
  readonly whole: number;
  /** Part of it that was held back. */
  readonly rest: string;
}

export interface CuttingProxy extends AsyncDisposable {
  readonly url: string;
  /**
   * Cuts the next call.
   * @param headSeen an answer whose head passes whole is broken off no sooner, or the bytes before a reset would be lost
   */
  next(cut: Cut, headSeen: Promise<void>): Promise<Met>;
}

interface Turn {
  readonly cut: Cut;
  readonly headSeen: Promise<void>;
  readonly done: (met: Met) => void;
}

/** A proxy for one call at a time. */
export async function startCuttingProxy(target: { readonly port: number }): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // An end like any other: the other side's is what is looked at.
    socket.on("error", () => undefined);
    return socket;
  };
  let turn: Turn | undefined;
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    const client = keep(socket);
    // A connection may be opened for a later call, so it takes its turn when it brings a request.
    client.once("readable", () => {
      if (turn === undefined) return client.destroy(new Error("Expected a cut for each request."));
      const emulator = keep(connect({ port: target.port, host: "127.0.0.1", noDelay: true }));
      const mine = turn;
      turn = undefined;
      return mine.cut.of === "answer"
        ? cutAnswer(client, emulator, mine)
        : cutRequest(client, emulator, mine);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("Expected a port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    next: (cut, headSeen) =>
      new Promise((done) => {
        turn = { cut, headSeen, done };
      }),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function cutAnswer(client: Socket, emulator: Socket, { cut, headSeen, done }: Turn): void {
  const { at, ending, framing = "length" } = cut;
  client.pipe(emulator, { end: false });
  client.on("close", () => emulator.destroy());
  void wholeMessage(emulator).then(async (original) => {
    const { bytes: raw, head } = framed(original, framing);
    client.write(raw.subarray(0, at), () => {
      done({ head, whole: raw.length, rest: raw.subarray(at).toString("latin1") });
    });
    if (ending === "silence") return;
    if (at >= head) await headSeen;
    if (ending === "reset") client.resetAndDestroy();
    else client.end(() => client.destroySoon());
  });
}

function cutRequest(client: Socket, emulator: Socket, { cut, done }: Turn): void {
  const { at, ending } = cut;
  void wholeMessage(client).then((raw) => {
    const head = headLength(raw);
    emulator.write(raw.subarray(0, at));
    if (ending === "reset") {
      // The bytes written arrive first: they left the process when the call returned.
      emulator.once("connect", () => setImmediate(() => emulator.resetAndDestroy()));
      emulator.on("close", () => client.resetAndDestroy());
    } else {
      emulator.end();
      // Half a request is answered, too, or the connection ends.
      emulator.pipe(client);
    }
    emulator.on("close", () => {
      client.destroySoon();
      done({ head, whole: raw.length, rest: raw.subarray(at).toString("latin1") });
    });
  });
}

/** All bytes of one request or answer that tells its length. */
function wholeMessage(socket: Socket): Promise<Buffer> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const head = headLength(received);
      const length = /\r\ncontent-length: (\d+)\r\n/i.exec(received.toString("latin1", 0, head))?.[1];
      if (length !== undefined && received.length === head + Number(length)) resolve(received);
    });
  });
}

/** @returns 0 while it is not whole */
function headLength(raw: Buffer): number {
  const end = raw.indexOf("\r\n\r\n");
  return end === -1 ? 0 : end + 4;
}

/** Gives the answer another way to tell where it ends. */
function framed(raw: Buffer, framing: Framing): { readonly bytes: Buffer; readonly head: number } {
  const split = headLength(raw);
  if (framing === "length") return { bytes: raw, head: split };
  const lines = raw.toString("latin1", 0, split).replace(/\r\ncontent-length: \d+/i, "");
  const head =
    framing === "chunked" ? lines.replace(/\r\n\r\n$/, "\r\nTransfer-Encoding: chunked\r\n\r\n") : lines;
  const body = raw.subarray(split);
  const bytes = Buffer.concat([Buffer.from(head, "latin1"), framing === "chunked" ? inChunks(body) : body]);
  return { bytes, head: head.length };
}

function inChunks(body: Buffer): Buffer {
  const half = Math.ceil(body.length / 2);
  const parts = [body.subarray(0, half), body.subarray(half), Buffer.alloc(0)];
  return Buffer.concat(
    parts.flatMap((part) => [Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n")]),
  );
}
