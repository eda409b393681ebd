/**
 * The load generator, a process of its own: keep-alive connections, each of which sends the next prepared request
 * as soon as the answer to its last one has come. Takes jobs and reports slices over IPC.
 *
 * During a job it never sleeps: to wake a sleeping peer costs the server up to half of what the whole request
 * does, and only the slower servers would pay, since they alone leave it time to fall asleep.
 */
import { connect } from "node:net";
import { sends, TARGET } from "./sends.ts";

/** Load for so long, or of so many requests. */
export type Job = { readonly port: number } & ({ readonly seconds: number } | { readonly count: number });

export interface Slice {
  readonly requests: number;
  readonly seconds: number;
  /** Share of the time in which it had something to do; near 1 it is the load generator that is measured. */
  readonly busy: number;
}

const CONNECTIONS = 32;
const HEAD_END = "\r\n\r\n";

const requests = sends().map((body) =>
  Buffer.from(
    `POST ${TARGET} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAccept: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}${HEAD_END}${body}`,
  ),
);
let next = 0;
let answers = 0;

process.on("message", (job: Job) => {
  void work(job).then((slice) => process.send?.(slice));
});

async function work(job: Job): Promise<Slice> {
  const begun = performance.now();
  const until = "seconds" in job ? begun + job.seconds * 1000 : Number.POSITIVE_INFINITY;
  let left = "count" in job ? job.count : Number.POSITIVE_INFINITY;
  const goesOn = (): boolean => left-- > 0 && performance.now() < until;
  const before = answers;
  const stopSpinning = spin();
  await Promise.all(Array.from({ length: CONNECTIONS }, () => drive(job.port, goesOn)));
  const idle = stopSpinning();
  const took = performance.now() - begun;
  return { requests: answers - before, seconds: took / 1000, busy: 1 - idle / took };
}

/** Keeps the event loop turning. @returns a function that ends it, and tells the milliseconds without an answer */
function spin(): () => number {
  let spinning = true;
  let idle = 0;
  let seen = answers;
  let last = performance.now();
  const turn = (): void => {
    const now = performance.now();
    if (answers === seen) idle += now - last;
    seen = answers;
    last = now;
    if (spinning) setImmediate(turn);
  };
  turn();
  return () => {
    spinning = false;
    return idle;
  };
}

/** One connection; each of its answers must have the status 200. */
function drive(port: number, goesOn: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let pending = "";
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    const proceed = (): void => {
      if (goesOn()) {
        socket.write(requests[next++ % requests.length] ?? "");
        return;
      }
      socket.destroy();
      resolve();
    };
    socket.setEncoding("latin1");
    socket.on("connect", proceed);
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("Failed to send: the server closed the connection.")));
    socket.on("data", (chunk: string) => {
      pending += chunk;
      if (pending.length < answerLength(pending)) return;
      if (!pending.startsWith("HTTP/1.1 200 ")) {
        const [statusLine] = pending.split("\r\n", 1);
        reject(new Error(`Failed to send: the server answered ${statusLine}.`));
        socket.destroy();
        return;
      }
      answers++;
      pending = "";
      proceed();
    });
  });
}

/** Bytes of the answer that begins here; infinite while its head is not whole. */
function answerLength(answer: string): number {
  const end = answer.indexOf(HEAD_END);
  if (end === -1) return Number.POSITIVE_INFINITY;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer);
  if (length === null) throw new Error("Failed to read an answer: it has no Content-Length.");
  return end + HEAD_END.length + Number(length[1]);
}
