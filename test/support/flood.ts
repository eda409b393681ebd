/** Requests down one socket, as fast as the server answers. */
import { connect } from "node:net";

export interface FloodCall {
  readonly path: string;
  /** Posted as JSON, or as a form when it is a text; none is a GET. */
  readonly body?: object | string;
}

/** Requests that are under way at once, and bytes of them. */
const UNDER_WAY = 64;
const BYTES_UNDER_WAY = 4_000_000;
const STATUS_LINE = /HTTP\/1\.1 (\d{3}) /g;

/**
 * Sends them all.
 * @returns how many were answered, by status
 * @throws Error when the server ends before
 */
export function flood(url: string, calls: Iterable<FloodCall>): Promise<Readonly<Record<string, number>>> {
  const { hostname, port } = new URL(url);
  const waiting = calls[Symbol.iterator]();
  const sizes: number[] = [];
  const answered: Record<string, number> = {};
  let bytes = 0;
  let isAll = false;
  let tail = "";
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, writeMore);
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => {
      const text = tail + chunk;
      let end = 0;
      for (const found of text.matchAll(STATUS_LINE)) {
        const [line, status = ""] = found;
        end = found.index + line.length;
        answered[status] = (answered[status] ?? 0) + 1;
        bytes -= sizes.shift() ?? 0;
      }
      // A status line may come in two pieces.
      tail = text.slice(Math.max(end, text.length - 12));
      writeMore();
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("The server ended the connection.")));

    function writeMore(): void {
      while (!isAll && sizes.length < UNDER_WAY && bytes < BYTES_UNDER_WAY) {
        const next = waiting.next();
        if (next.done === true) isAll = true;
        else {
          const written = requestOf(next.value);
          bytes += written.length;
          sizes.push(written.length);
          socket.write(written);
        }
      }
      if (isAll && sizes.length === 0) {
        resolve(answered);
        socket.destroy();
      }
    }
  });
}

function requestOf({ path, body }: FloodCall): string {
  if (body === undefined)
    return `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n`;
  const isForm = typeof body === "string";
  const text = isForm ? body : JSON.stringify(body);
  const type = isForm ? "application/x-www-form-urlencoded" : "application/json";
  return `POST ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}
