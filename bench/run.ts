/**
 * `npm run bench`: the built emulator beside bare `node:http` and minimal Hono, in one run. Slices alternate, and
 * the best of each server counts. Ends with 1 when a target is missed.
 */
import { availableParallelism } from "node:os";
import { pageLines } from "./page.ts";
import {
  type Command,
  type Load,
  pinned,
  post,
  type Server,
  startLoad,
  startServer,
  stopAll,
} from "./processes.ts";
import { isMet, type Line, mebibytes, milliseconds, perSecond, ratio, table } from "./report.ts";
import { sends, TARGET } from "./sends.ts";
import { verificationLines } from "./verification.ts";

const STARTS = 11;
const ROUNDS = 8;
const SLICE_SECONDS = 1.5;
const WARM_UP_REQUESTS = 50_000;
const SENT_BEFORE = 1_000_000;
/** Above this the load generator is too near its own limit to measure a server. */
const BUSY_LIMIT = 0.9;

/** The whole send path, journal and explanation included; only the limits are off. */
const options =
  "--set limits.rate=null --set limits.perRecipient=null --set limits.sameText=null --set account.credits=1000000000";
const emulator: Command = ["../dist/cli.js", ...`emulate --port 0 --json --quiet ${options}`.split(" ")];
const [firstSend = ""] = sends();

const best = (times: readonly number[]): number => Math.min(...times);
const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/** Milliseconds from the start of a process to its first whole answer. */
async function coldStart(command: Command): Promise<number> {
  const begun = performance.now();
  const server = await startServer(command);
  await post(server.port, TARGET, firstSend);
  const took = performance.now() - begun;
  await server.stop();
  return took;
}

async function coldStarts(hono: Command) {
  const times: { readonly emulator: number[]; readonly hono: number[] } = { emulator: [], hono: [] };
  for (let start = 0; start < STARTS; start++) {
    times.hono.push(await coldStart(hono));
    times.emulator.push(await coldStart(emulator));
  }
  return times;
}

class Contestant {
  readonly name: string;
  readonly server: Server;
  /** MiB before any load. */
  readonly #idle: number | null;
  #best = 0;
  #busy = 0;

  private constructor(name: string, server: Server, idle: number | null) {
    this.name = name;
    this.server = server;
    this.#idle = idle;
  }

  static async start(name: string, command: Command): Promise<Contestant> {
    const server = await startServer(command);
    await post(server.port, TARGET, firstSend);
    return new Contestant(name, server, await server.memory());
  }

  /** Requests per second in the best slice so far. */
  get best(): number {
    return this.#best;
  }

  async race(load: Load): Promise<void> {
    const { requests, seconds, busy } = await load({ port: this.server.port, seconds: SLICE_SECONDS });
    if (requests / seconds <= this.#best) return;
    this.#best = requests / seconds;
    this.#busy = busy;
  }

  warnings(): readonly string[] {
    const text = `Beware: with ${this.name} the load generator was busy ${ratio(this.#busy)} of the time.`;
    return this.#busy > BUSY_LIMIT ? [text] : [];
  }

  async lines(): Promise<readonly Line[]> {
    const lines: Line[] = [{ figure: `throughput, ${this.name}`, value: this.#best, show: perSecond }];
    const after = await this.server.memory();
    if (this.#idle !== null && after !== null) {
      lines.push({ figure: `memory, ${this.name}, idle`, value: this.#idle, show: mebibytes });
      lines.push({ figure: `memory, ${this.name}, after load`, value: after, show: mebibytes });
    }
    return lines;
  }
}

async function measure(): Promise<readonly Line[]> {
  const none = await Contestant.start("emulator", emulator);
  const answer = await post(none.server.port, TARGET, firstSend);
  const honoCommand: Command = ["./servers/hono.mjs", answer];
  say(`Cold starts: ${STARTS} of each …`);
  const starts = await coldStarts(honoCommand);

  const bare = await Contestant.start("bare node:http", ["./servers/bare.mjs", answer]);
  const hono = await Contestant.start("minimal Hono", honoCommand);
  const many = await Contestant.start("emulator, a million sent", emulator);
  const contestants = [bare, hono, none, many];
  const load = startLoad();
  say(`Sending ${SENT_BEFORE.toLocaleString("en-US")} messages …`);
  await load({ port: many.server.port, count: SENT_BEFORE });

  say(`Throughput: ${ROUNDS} slices of ${SLICE_SECONDS} s for each …`);
  for (const { server } of [bare, hono, none]) await load({ port: server.port, count: WARM_UP_REQUESTS });
  for (let round = 0; round < ROUNDS; round++) {
    for (const contestant of contestants) {
      if (contestant === none) await post(none.server.port, "/_emulator/reset");
      await contestant.race(load);
    }
  }
  for (const contestant of contestants) contestant.warnings().forEach(say);
  const details = await Promise.all(contestants.map((contestant) => contestant.lines()));
  say("Looking at the page …");
  const pages = await pageLines(many.server.port);
  say("Verifying the pact …");
  const verification = await verificationLines();

  return [
    {
      figure: "throughput, emulator / bare node:http",
      value: none.best / bare.best,
      show: ratio,
      target: { atLeast: 0.4 },
    },
    {
      figure: "throughput, a million sent / none sent",
      value: many.best / none.best,
      show: ratio,
      target: { atLeast: 0.9 },
    },
    {
      figure: "cold start, emulator / minimal Hono",
      value: best(starts.emulator) / best(starts.hono),
      show: ratio,
      target: { atMost: 1.5 },
    },
    {
      figure: "cold start, the same by medians",
      value: median(starts.emulator) / median(starts.hono),
      show: ratio,
    },
    { figure: "cold start, minimal Hono", value: best(starts.hono), show: milliseconds },
    { figure: "cold start, emulator", value: best(starts.emulator), show: milliseconds },
    { figure: "throughput, minimal Hono / bare node:http", value: hono.best / bare.best, show: ratio },
    { figure: "throughput, emulator / minimal Hono", value: none.best / hono.best, show: ratio },
    ...pages,
    ...verification,
    ...details.flat(),
  ];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

say(
  pinned
    ? "Servers run on one core, the load generator on another."
    : `Beware: servers and load generator share ${availableParallelism()} core(s); holding each to one takes two cores and taskset.`,
);
const begun = performance.now();
const lines = await measure().finally(stopAll);
const seconds = Math.round((performance.now() - begun) / 1000);
say(`\n${table(lines)}\n\nTook ${seconds} s on Node ${process.versions.node}.`);
if (!lines.every(isMet)) process.exitCode = 1;
