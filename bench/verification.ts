/**
 * How long the whole pact takes to verify on the emulator, beside plain `fetch` that sets the same states up and makes
 * the same requests. Both in turns; the best of each counts.
 */
import { setUpState } from "../contracts/own/state-handlers.ts";
import { PACT_FILE, type PactInteraction, readPact } from "../contracts/pact/pact-file.ts";
import { verifyEmulator } from "../contracts/provider/verify.ts";
import { startEmulator } from "../src/emulator/index.ts";
import { type Line, ratio, seconds } from "./report.ts";

const ROUNDS = 3;

/** @throws Error when the pact is not kept */
export async function verificationLines(): Promise<readonly Line[]> {
  const { interactions } = await readPact(PACT_FILE);
  const verifications: number[] = [];
  const plain: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { passed, durationMs } = await verifyEmulator();
    if (!passed) throw new Error("Failed to measure verification: the emulator does not keep the pact.");
    verifications.push(durationMs);
    plain.push(await plainly(interactions));
  }
  const name = `verification of ${interactions.length} interactions`;
  const [verification, fetched] = [Math.min(...verifications), Math.min(...plain)];
  return [
    { figure: `${name} / plain fetch`, value: verification / fetched, show: ratio },
    { figure: name, value: verification, show: seconds },
    { figure: "their states and requests by plain fetch", value: fetched, show: seconds },
  ];
}

/** Milliseconds, the emulator's start included, as it is in a verification. */
async function plainly(interactions: readonly PactInteraction[]): Promise<number> {
  const begun = performance.now();
  await using emulator = await startEmulator({ port: 0, seed: "contracts" });
  for (const { providerStates, request } of interactions) {
    for (const { name, params } of providerStates) await setUpState(emulator, name, params);
    await ask(emulator.url, request);
  }
  return performance.now() - begun;
}

async function ask(url: string, { method, path, headers, query, body }: PactInteraction["request"]) {
  const asked = new URL(path, url);
  asked.search = new URLSearchParams(pairsOf(query)).toString();
  const text = textOf(body);
  const response = await fetch(asked, {
    method,
    headers: pairsOf(headers),
    ...(text === undefined ? {} : { body: text }),
  });
  await response.text();
}

/** Lists of values by name, as pairs. */
function pairsOf(lists: unknown): [string, string][] {
  if (typeof lists !== "object" || lists === null) return [];
  return Object.entries(lists).flatMap(([name, values]) =>
    Array.isArray(values) ? values.map((value): [string, string] => [name, String(value)]) : [],
  );
}

function textOf(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("content" in body)) return undefined;
  return typeof body.content === "string" ? body.content : JSON.stringify(body.content);
}
