/** How a fault is carried out on a socket. */
import type { ServerResponse } from "node:http";
import type { Answer } from "../pipeline/answer.ts";
import { type Breakage, bytesSent } from "../pipeline/breakage.ts";

/** @param ending fires when the emulator ends, and lets go of those who hang */
export function breakOff(
  outgoing: ServerResponse,
  { status, reason, headers, body }: Answer,
  breakage: Breakage,
  ending: AbortSignal,
): void {
  const { socket } = outgoing;
  if (socket === null) return;
  switch (breakage.kind) {
    case "hang":
      // Until the caller gives up or the emulator ends.
      ending.addEventListener("abort", () => socket.destroy(), { once: true });
      return;
    case "reset":
      socket.resetAndDestroy();
      return;
    case "close":
      socket.end();
      return;
    case "garbage":
      socket.end(Buffer.from(breakage.bytes, "hex"));
      return;
    case "cut": {
      const bytes = Buffer.from(body);
      outgoing.writeHead(status, reason, headers);
      outgoing.write(bytes.subarray(0, bytesSent(breakage, bytes.length)));
      // Ends the connection once what was written has left.
      socket.end();
      return;
    }
  }
}
