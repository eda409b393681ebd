/** How a fault is carried out on a socket. */
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Answer } from "../http/answer.ts";
import { bytesSent, type TransportFault } from "../http/transport-fault.ts";

/** @param ending fires when the emulator ends, and lets go of those who hang */
export function breakOff(
  outgoing: ServerResponse,
  { status, reason, headers, body }: Answer,
  breakage: TransportFault,
  ending: AbortSignal,
): void {
  const { socket } = outgoing;
  if (socket === null) return;
  switch (breakage.kind) {
    case "hang":
      hang(socket, ending);
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

/** Until the caller gives up or the emulator ends. */
function hang(socket: Socket, ending: AbortSignal): void {
  const letGo = (): void => {
    socket.destroy();
  };
  ending.addEventListener("abort", letGo, { once: true });
  socket.once("close", () => ending.removeEventListener("abort", letGo));
  if (ending.aborted) letGo();
}
