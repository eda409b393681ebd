/**
 * `npm run bench:waits`: what a send costs while others wait: 50 streams of events and 50 waits for a message, over
 * 5,000 accounts and 50,000 messages. Ends with 1 when a target is missed. All in this process and without a socket;
 * slices with and without them take turns, and the best of each counts.
 */
import { assemble } from "../src/emulator/assemble.ts";
import { isMet, type Line, ratio, table } from "./report.ts";
import { sends, TARGET } from "./sends.ts";

const WAITING = 50;
const ACCOUNTS = 5000;
const MESSAGES = 50_000;
const SLICE = 500;
const ROUNDS = 4;
const ORIGIN = "http://localhost";
const bodies = sends();

type Target = "nothing" | "their own accounts" | "all accounts";

const { fetch, messages, close } = assemble(
  {
    settings: { limits: { rate: null, perRecipient: null, sameText: null }, account: { credits: 1e9 } },
    seed: "bench",
  },
  () => ({ kind: "in-process" }),
);

async function send(index: number, target = TARGET): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(ORIGIN + target, {
    method: "POST",
    headers,
    body: bodies[index % bodies.length] ?? "",
  });
  if (answer.status !== 200) throw new Error(`Failed to send: ${answer.status} ${await answer.text()}`);
}

/** @returns milliseconds of a send, of the processor's time, since others use the machine too */
async function slice(): Promise<number> {
  const begun = process.cpuUsage();
  for (let index = 0; index < SLICE; index++) {
    await send(index);
    // Yields as a socket does: waiting readers are woken once in a turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000 / SLICE;
}

/** @returns how to end them */
async function wait(target: Exclude<Target, "nothing">): Promise<() => Promise<void>> {
  const caller = new AbortController();
  const readers = Array.from({ length: WAITING }, async (_, index) => {
    const token = target === "all accounts" ? "" : `test_${index}`;
    const { body } = await fetch(`${ORIGIN}/_emulator/events${token === "" ? "" : `?token=${token}`}`);
    const reader = body?.getReader();
    void drain(reader);
    return reader;
  });
  const waits = Array.from({ length: WAITING }, (_, index) =>
    messages
      .waitFor(
        {
          contains: "nobody writes this",
          timeoutMs: 600_000,
          ...(target === "all accounts" ? {} : { token: `test_${index}` }),
        },
        caller.signal,
      )
      .catch(() => {}),
  );
  const opened = await Promise.all(readers);
  return async () => {
    caller.abort(new Error("over"));
    await Promise.all([...waits, ...opened.map((reader) => reader?.cancel())]);
  };
}

async function drain(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<void> {
  while ((await reader?.read())?.done === false);
}

for (let account = 0; account < ACCOUNTS; account++) {
  for (let sent = 0; sent < MESSAGES / ACCOUNTS; sent++) {
    await send(account + sent, `/v1/sms/send?access_token=test_${account}`);
  }
}

const best = new Map<Target, number>();
for (let round = 0; round < ROUNDS; round++) {
  for (const target of ["nothing", "their own accounts", "all accounts"] as const) {
    const end = target === "nothing" ? undefined : await wait(target);
    best.set(target, Math.min(best.get(target) ?? Infinity, await slice()));
    await end?.();
  }
}
await close();

const of = (target: Target): number => best.get(target) ?? Number.NaN;
const microseconds = (ms: number): string => `${Math.round(ms * 1000)} µs`;
const lines: readonly Line[] = [
  { figure: "a send while nobody waits", value: of("nothing"), show: microseconds },
  ...(["their own accounts", "all accounts"] as const).flatMap((target): readonly Line[] => [
    {
      figure: `with ${WAITING} streams and ${WAITING} waits for ${target}`,
      value: of(target),
      show: microseconds,
    },
    { figure: "  as a ratio", value: of(target) / of("nothing"), show: ratio, target: { atMost: 1.5 } },
  ]),
];
process.stdout.write(`${table(lines)}\n`);
if (!lines.every(isMet)) process.exitCode = 1;
