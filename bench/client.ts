/**
 * `npm run bench:client`: what `sms.send` costs its process beside plain `fetch` with `JSON.parse`, ky and openai's core
 * doing the same POST. Ends with 1 when a target is missed. The emulator runs on another core; batches alternate,
 * and of the rounds the median counts, in the processor's time, since others use the machine too.
 */
import ky from "ky";
import OpenAI from "openai";
import { startServer, stopAll } from "./processes.ts";
import { isMet, type Line, ratio, table } from "./report.ts";
import { recipients, TARGET } from "./sends.ts";

const BATCH = 100;
const ROUNDS = 21;
const WARM_UP_ROUNDS = 5;
const AT_ONCE = [1, 32];
const TARGET_RATIO = 1.25;
const TOKEN = "test_bench";
/** No limits, so that nothing is waited for: neither here nor in the emulator. */
const LIFTED =
  "--set limits.rate=null --set limits.perRecipient=null --set limits.sameText=null --set account.credits=1000000000";

type Send = (mobilePhone: string) => Promise<unknown>;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** @returns microseconds of one send */
async function batch(send: Send, numbers: readonly string[], atOnce: number): Promise<number> {
  const queue = numbers.values();
  const begun = process.cpuUsage();
  const sendAll = async () => {
    for (const number of queue) await send(number);
  };
  await Promise.all(Array.from({ length: atOnce }, sendAll));
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / numbers.length;
}

const message = "Your code is 271828.";
const { ProTexting }: typeof import("../src/client/index.ts") = await import(
  new URL("../dist/client/index.js", import.meta.url).href
);
const command = `emulate --port 0 --json --quiet ${LIFTED}`.split(" ");
const { port } = await startServer(["../dist/cli.js", ...command]);
const baseUrl = `http://127.0.0.1:${port}`;
const url = baseUrl + TARGET;
const headers = { "Content-Type": "application/json", Accept: "application/json" };
const client = new ProTexting({ accessToken: TOKEN, baseUrl });
const unpaced = new ProTexting({ accessToken: TOKEN, baseUrl, pacing: false });
const openai = new OpenAI({ apiKey: TOKEN, baseURL: baseUrl });

const contestants: Readonly<Record<string, Send>> = {
  "plain fetch": async (MobilePhone) => {
    const body = JSON.stringify({ MobilePhone, Message: message });
    return JSON.parse(await (await fetch(url, { method: "POST", headers, body })).text());
  },
  "sms.send": (mobilePhone) => client.sms.send({ mobilePhone, message }),
  "sms.send, not paced": (mobilePhone) => unpaced.sms.send({ mobilePhone, message }),
  ky: (MobilePhone) => ky.post(url, { headers, json: { MobilePhone, Message: message } }).json(),
  "openai's core": (MobilePhone) => openai.post(TARGET, { body: { MobilePhone, Message: message } }),
};

const lines: Line[] = [];
const numbers = recipients();
let sent = 0;
try {
  for (const atOnce of AT_ONCE) {
    const costs = new Map(Object.keys(contestants).map((name): [string, number[]] => [name, []]));
    for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
      for (const [name, send] of Object.entries(contestants)) {
        const part = Array.from({ length: BATCH }, () => numbers[sent++ % numbers.length] ?? "");
        const cost = await batch(send, part, atOnce);
        if (round >= WARM_UP_ROUNDS) costs.get(name)?.push(cost);
      }
    }
    const plain = costs.get("plain fetch") ?? [];
    for (const [name, all] of costs) {
      lines.push({
        figure: `${atOnce} at once, ${name}`,
        value: median(all),
        show: (value) => `${Math.round(value)} µs`,
      });
      if (name === "plain fetch") continue;
      const line = {
        figure: "  / plain fetch",
        value: median(all.map((cost, round) => cost / (plain[round] ?? Number.NaN))),
        show: ratio,
      };
      lines.push(name.startsWith("sms.send") ? { ...line, target: { atMost: TARGET_RATIO } } : line);
    }
  }
} finally {
  await stopAll();
}
process.stdout.write(`${table(lines)}\n`);
if (!lines.every(isMet)) process.exitCode = 1;
