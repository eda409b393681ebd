/** A connection watched to its end, for answers that a fault breaks off. */
import { connect } from "node:net";
import { onTestFinished } from "vitest";

export interface Ended {
  readonly bytes: Buffer;
  /** Code of what broke the connection; undefined when it was closed in order. */
  readonly error: string | undefined;
}

/** Everything a server sends to this request, and how the connection ended; `ABORT_ERR` when the signal fired. */
export function untilEnded(url: string, request: string, signal?: AbortSignal): Promise<Ended> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let error: string | undefined;
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(request));
    const giveUp = (): void => {
      error = "ABORT_ERR";
      socket.destroy();
    };
    signal?.addEventListener("abort", giveUp, { once: true });
    onTestFinished(() => {
      socket.destroy();
    });
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", (reason: NodeJS.ErrnoException) => {
      error = reason.code;
    });
    socket.on("close", () => resolve({ bytes: Buffer.concat(chunks), error }));
  });
}
