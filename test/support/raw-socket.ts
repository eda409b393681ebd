/** HTTP written and read byte by byte, for what `fetch` hides. */
import { connect, type Socket } from "node:net";

export interface RawAnswer {
  /** Status line and headers as they came, lines ended by LF. */
  readonly head: string;
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** A connection that is written to and read from piece by piece. */
export class RawConnection {
  readonly #socket: Socket;
  #received = Buffer.alloc(0);
  #ended = false;
  #wake = (): void => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    // A reset while we still write is an end like any other: what came before it counts.
    socket.on("error", () => {});
    socket.on("close", () => {
      this.#ended = true;
      this.#wake();
    });
  }

  static open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname.replace(/^\[|\]$/g, ""), () => {
        socket.off("error", reject);
        resolve(new RawConnection(socket));
      });
      socket.on("error", reject);
    });
  }

  write(bytes: string | Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Breaks the connection off. */
  abort(): void {
    this.#socket.resetAndDestroy();
  }

  /** Waits until what was received matches, and takes it all. @throws Error when the server ends before */
  async until(pattern: RegExp): Promise<string> {
    for (;;) {
      const text = this.#received.toString("latin1");
      if (pattern.test(text)) {
        this.#received = Buffer.alloc(0);
        return text;
      }
      if (this.#ended) throw new Error(`The connection ended before ${pattern}: ${JSON.stringify(text)}`);
      await this.#news();
    }
  }

  /** Everything that was received and not taken, once the server has ended the connection. */
  async ended(): Promise<Buffer> {
    while (!this.#ended) await this.#news();
    return this.#received;
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

/** Sends bytes that ask for `Connection: close` and reads the one answer to them. */
export async function sendRaw(url: string, bytes: string | Uint8Array): Promise<RawAnswer> {
  const connection = await RawConnection.open(url);
  connection.write(bytes);
  return parseRaw(await connection.ended());
}

/** A request in full; `Host`, `Connection: close` and the body's length are added. */
export function rawRequest(
  startLine: string,
  headers: Readonly<Record<string, string>> = {},
  body = "",
): string {
  const length = Buffer.byteLength(body);
  const lines = Object.entries({
    Host: "api2.example.test",
    ...headers,
    ...(body === "" ? {} : { "Content-Length": String(length) }),
    Connection: "close",
  }).map(([name, value]) => `${name}: ${value}`);
  return [`${startLine} HTTP/1.1`, ...lines, "", body].join("\r\n");
}

export function parseRaw(raw: Buffer): RawAnswer {
  const end = raw.indexOf("\r\n\r\n");
  const head = raw.subarray(0, Math.max(end, 0)).toString("latin1");
  const [statusLine = "", ...lines] = head.split("\r\n");
  const [, status = "", reason = ""] = /^HTTP\/1\.[01] (\d+) ?(.*)$/.exec(statusLine) ?? [];
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const body = raw.subarray(end + 4).toString("utf8");
  return { head: head.replaceAll("\r\n", "\n"), status: Number(status), reason, headers, body };
}

/** The value of a header, its name in any case. */
export function headerOf({ headers }: Pick<RawAnswer, "headers">, name: string): string | undefined {
  return headers.find(([given]) => given.toLowerCase() === name.toLowerCase())?.[1];
}
