/**
 * Several processes send on one account and share its rate limits, without a single 429: the parent holds the limiter,
 * and each child asks it for leave over process messages.
 *
 *     npx tsx examples/shared-limiter.ts first.tsv second.tsv third.tsv
 *
 * One process for each list, one `number<TAB>text` a line. Over several machines it is the same with another wire.
 */
import { type ChildProcess, fork } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  createLimiter,
  type Limiter,
  type Permit,
  type PermitRequest,
  ProTexting,
  type Refused,
  type Settled,
} from "protexting-toolkit";

/** Message from a child to its parent; `id` names one permit. But for the signal, all of it is plain data. */
type Ask = { readonly limiter: true; readonly id: number } & (
  | { readonly does: "acquire"; readonly want: Omit<PermitRequest, "signal"> }
  | { readonly does: "abandon" }
  | { readonly does: "settle"; readonly outcome: Settled }
);

interface Reply {
  readonly limiter: true;
  readonly id: number;
  readonly answer: { readonly granted: true } | Refused;
}

/** Parent's side. */
function lendLimiter(limiter: Limiter, child: ChildProcess): void {
  const leaves = new Map<number, Permit>();
  const waits = new Map<number, AbortController>();
  const settle = (id: number, outcome: Settled) => {
    leaves.get(id)?.settle(outcome);
    leaves.delete(id);
  };
  const acquire = async (id: number, want: Omit<PermitRequest, "signal">) => {
    const wait = new AbortController();
    waits.set(id, wait);
    const answer = await limiter.acquire({ ...want, signal: wait.signal });
    waits.delete(id);
    if (answer.granted) leaves.set(id, answer);
    const reply: Reply = { limiter: true, id, answer: answer.granted ? { granted: true } : answer };
    if (child.connected) child.send(reply);
  };

  child.on("message", (ask: Ask) => {
    if (ask.limiter !== true) return;
    if (ask.does === "acquire") acquire(ask.id, ask.want).catch(() => waits.delete(ask.id));
    if (ask.does === "settle") settle(ask.id, ask.outcome);
    if (ask.does === "abandon") {
      waits.get(ask.id)?.abort();
      settle(ask.id, { counted: false });
    }
  });
  // Counts the requests that a dead child had on their way, since they may have been sent.
  child.once("disconnect", () => {
    for (const wait of waits.values()) wait.abort();
    for (const id of leaves.keys()) settle(id, { counted: true });
  });
}

/** Child's side. Keeps the process alive until it calls `process.disconnect()`. */
function borrowLimiter(): Limiter {
  const waiting = new Map<number, (answer: Reply["answer"]) => void>();
  let last = 0;
  // With a callback, a parent that is gone is no exception of the whole process.
  const ask = (asked: Ask, failed: (error: Error) => void = () => undefined) =>
    process.send?.(asked, undefined, undefined, (error) => error && failed(error));
  process.on("message", (message) => {
    if (isReply(message)) waiting.get(message.id)?.(message.answer);
  });

  return {
    acquire: ({ signal, ...want }) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const id = ++last;
        const end = () => {
          waiting.delete(id);
          signal?.removeEventListener("abort", abandon);
          process.off("disconnect", orphaned);
        };
        const abandon = () => {
          end();
          ask({ limiter: true, id, does: "abandon" });
          reject(signal?.reason);
        };
        // The client sends nothing without leave: its call fails with a ConfigurationError.
        const orphaned = () => {
          end();
          reject(new Error("the process that holds the limiter is gone"));
        };
        waiting.set(id, (answer) => {
          end();
          const settle = (outcome: Settled) => void ask({ limiter: true, id, does: "settle", outcome });
          resolve(answer.granted ? { granted: true, settle } : answer);
        });
        signal?.addEventListener("abort", abandon);
        process.on("disconnect", orphaned);
        ask({ limiter: true, id, does: "acquire", want }, orphaned);
      }),
  };
}

function isReply(message: unknown): message is Reply {
  return typeof message === "object" && message !== null && "limiter" in message;
}

async function sendList(path: string, limiter: Limiter): Promise<void> {
  const client = new ProTexting({ pacing: limiter });
  const lines = (await readFile(path, "utf8")).split("\n").filter((line) => line !== "");
  const items = lines.map((line) => {
    const [mobilePhone = "", message] = line.split("\t");
    return { mobilePhone, message };
  });
  const { accepted, refused, unknown } = await client.sms.sendMany(items);
  process.stdout.write(`${path}: ${accepted} accepted, ${refused} refused, ${unknown} unknown\n`);
}

const lists = process.argv.slice(2);
if (process.send === undefined) {
  const limiter = createLimiter();
  for (const list of lists) lendLimiter(limiter, fork(fileURLToPath(import.meta.url), [list]));
} else {
  for (const list of lists) await sendList(list, borrowLimiter());
  if (process.connected) process.disconnect();
}
