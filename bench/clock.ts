/**
 * `npm run bench:clock`: thirty days for ten thousand messages, and a fresh emulator. Ends with 1 when a target is
 * missed. All in this process and without a socket: what is measured is computing.
 *
 * The thirty days are timed from `clock.advance("30d")`, with a stream of events open whose reader reads all the
 * while, until the status of every message has been read through the store and every event has been told and
 * written to the stream. Sending the messages is not timed.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { assemble } from "../src/emulator/assemble.ts";
import { statusAt } from "../src/emulator/domain/delivery.ts";
import { createEmulator } from "../src/emulator/index.ts";
import { DELIVERED } from "../src/protocol/delivery-status.ts";
import { isMet, type Line, table } from "./report.ts";
import { sends, TARGET } from "./sends.ts";

const MESSAGES = 10_000;
/** Processed and Delivered, for each. */
const EVENTS = 2 * MESSAGES;
const ROUNDS = 9;
const FRESH = 301;
const ORIGIN = "http://localhost";

// So that the garbage of the sending is not paid for here.
setFlagsFromString("--expose-gc");
const sweep: () => void = runInNewContext("gc");

const best = (times: readonly number[]): number => Math.min(...times);
const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
const precisely = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;

interface ThirtyDays {
  readonly advance: number;
  readonly statuses: number;
  readonly total: number;
  /** Reads of those statuses through the vendor's API, as whole requests. */
  readonly reports: number;
}

async function thirtyDays(): Promise<ThirtyDays> {
  const settings = {
    limits: { rate: null, perRecipient: null, sameText: null },
    account: { credits: 1e9 },
  };
  // The clock moves only by the advance below, so that nothing falls due before.
  const { fetch, store, clock, close } = assemble(
    { settings, seed: "bench", clock: { now: () => Date.UTC(2026, 0, 15) } },
    () => ({ kind: "in-process" }),
  );
  for (const body of sends()) {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(ORIGIN + TARGET, { method: "POST", headers, body });
    if (answer.status !== 200) throw new Error(`Failed to send: ${answer.status} ${await answer.text()}`);
  }
  const { body } = await fetch(`${ORIGIN}/_emulator/events`);
  const told = countEvents(body);

  sweep();
  const begun = performance.now();
  await clock.advance("30d");
  const advanced = performance.now();
  const { items } = await store.messages({ limit: MESSAGES });
  for (const message of items) {
    const now = store.now(message.token);
    if (statusAt(message, now) !== DELIVERED) throw new Error(`Expected ${message.id} to be Delivered.`);
  }
  const read = performance.now();
  const check = await told;
  const ended = performance.now();
  check();

  if (items.length !== MESSAGES) throw new Error(`Expected ${MESSAGES} messages, not ${items.length}.`);
  for (const { id } of items) {
    await (await fetch(`${ORIGIN}/v1/sms/delivery-report?access_token=test_bench&id=${id}`)).text();
  }
  const reported = performance.now();
  await close();
  return {
    advance: advanced - begun,
    statuses: read - advanced,
    total: ended - begun,
    reports: reported - ended,
  };
}

/** Resolves once the last has come. @throws Error when the stream ends before, or one is missing */
async function countEvents(body: ReadableStream<Uint8Array> | null): Promise<() => void> {
  const pieces: Buffer[] = [];
  for (const reader = body?.getReader(); ; ) {
    const read = await reader?.read();
    if (read?.value === undefined) throw new Error("Expected the stream to go on.");
    const piece = Buffer.from(read.value);
    pieces.push(piece);
    if (Number.parseInt(piece.toString("latin1", piece.lastIndexOf("id: ") + 4), 10) === EVENTS) break;
  }
  return () => {
    const seen = Buffer.concat(pieces).toString().split("\nevent: status\n").length - 1;
    if (seen !== EVENTS) throw new Error(`Expected ${EVENTS} events, not ${seen}.`);
  };
}

function freshEmulators(): readonly number[] {
  return Array.from({ length: FRESH }, () => {
    const begun = performance.now();
    createEmulator();
    return performance.now() - begun;
  });
}

const fresh = freshEmulators();
const rounds: ThirtyDays[] = [];
for (let round = 0; round < ROUNDS; round++) rounds.push(await thirtyDays());
const of = (part: keyof ThirtyDays): readonly number[] => rounds.map((round) => round[part]);

const lines: readonly Line[] = [
  {
    figure: "30 days, 10,000 messages: all",
    value: best(of("total")),
    show: precisely,
    target: { atMost: 50 },
  },
  { figure: "  the same, the first (cold)", value: rounds[0]?.total ?? Number.NaN, show: precisely },
  { figure: "  advancing, events noted", value: median(of("advance")), show: precisely },
  { figure: "  reading every status", value: median(of("statuses")), show: precisely },
  { figure: "10,000 delivery reports by fetch", value: median(of("reports")), show: precisely },
  { figure: "fresh emulator, median", value: median(fresh), show: precisely, target: { atMost: 1 } },
  { figure: "fresh emulator, the first", value: fresh[0] ?? Number.NaN, show: precisely },
];
process.stdout.write(`${table(lines)}\n`);
if (!lines.every(isMet)) process.exitCode = 1;
