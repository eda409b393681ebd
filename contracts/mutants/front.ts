/** A server that gives prepared answers, each to the request that names it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { RecordedAnswer } from "./answer.ts";

/** Names the answer. */
export const ANSWER_HEADER = "X-Prepared-Answer";

export interface Front extends AsyncDisposable {
  readonly url: string;
  /** How often each answer was given. */
  readonly given: ReadonlyMap<string, number>;
}

/** @param answerOf the answer of a name; a name that it does not know is answered 404 */
export async function openFront(answerOf: (name: string) => RecordedAnswer | undefined): Promise<Front> {
  const given = new Map<string, number>();
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      const name = String(request.headers[ANSWER_HEADER.toLowerCase()]);
      const answer = answerOf(name);
      given.set(name, (given.get(name) ?? 0) + 1);
      response.sendDate = answer?.headers.every(([header]) => header.toLowerCase() !== "date") ?? true;
      response.writeHead(answer?.status ?? 404, answer?.headers.flat());
      response.end(answer?.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    given,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("Failed to open the front: no port.");
  return address.port;
}
