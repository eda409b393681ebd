/**
 * The load generator, a process of its own: keep-alive connections, each of which sends the next prepared request
 * as soon as the answer to its last one has come. Takes jobs and reports slices over IPC.
 */
import { connect } from "node:net";
import { sends, TARGET } from "./sends.ts";

/** So long, or so many requests. */
export type Job = { readonly port: number } & ({ readonly seconds: number } | { readonly count: number });

export interface Slice {
  readonly requests: number;
  readonly seconds: number;
  /** Share of the time that the load generator used its core; near 1 it is what is being measured. */
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

process.on("message", (job: Job) => {
  void work(job).then((slice) => process.send?.(slice));
});

async function work(job: Job): Promise<Slice> {
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const until = "seconds" in job ? begun + job.seconds * 1000 : Number.POSITIVE_INFINITY;
  let left = "count" in job ? job.count : Number.POSITIVE_INFINITY;
  const goesOn = (): boolean => left-- > 0 && performance.now() < until;
  const answered = await Promise.all(Array.from({ length: CONNECTIONS }, () => drive(job.port, goesOn)));
  const took = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  return {
    requests: answered.reduce((sum, each) => sum + each, 0),
    seconds: took / 1000,
    busy: (user + system) / 1000 / took,
  };
}

/** @returns how many requests one connection had answered, each with status 200 */
function drive(port: number, goesOn: () => boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    let answered = 0;
    let pending = "";
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    const proceed = (): void => {
      if (goesOn()) {
        socket.write(requests[next++ % requests.length] ?? "");
        return;
      }
      socket.destroy();
      resolve(answered);
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
      answered++;
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
