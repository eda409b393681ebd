/** Pacts of consumers that are not ours, written by Pact from interactions that a plain HTTP client drives. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PactV4 } from "@pact-foundation/pact";
import type { ExpectedAnswer } from "../../../contracts/index.ts";

process.env["PACT_DO_NOT_TRACK"] = "true";

export interface OwnInteraction {
  readonly description: string;
  readonly given?: { readonly state: string; readonly params: Record<string, string | string[]> };
  readonly method?: "GET" | "POST";
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly format?: "json" | "xml";
  readonly answer: ExpectedAnswer;
}

/** The mock server now and then denies a request that it has just answered (pact-core-mock-server issue 13). */
const ATTEMPTS = 5;

/** @returns the pact, as Pact wrote it */
export async function recordOwn(interactions: readonly OwnInteraction[]): Promise<object> {
  const dir = await mkdtemp(join(tmpdir(), "own-"));
  try {
    for (const interaction of interactions) await drive(interaction, dir);
    const [file = "nothing"] = await readdir(dir);
    return Object(JSON.parse(await readFile(join(dir, file), "utf8")));
  } finally {
    await rm(dir, { recursive: true });
  }
}

async function drive(interaction: OwnInteraction, dir: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await driveOnce(interaction, dir);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function driveOnce(interaction: OwnInteraction, dir: string): Promise<void> {
  const { description, given, method = "GET", path, query, body, format = "json", answer } = interaction;
  const accept = { Accept: `application/${format}` };
  const headers = body === undefined ? accept : { ...accept, "Content-Type": "application/json" };
  const pact = new PactV4({ consumer: "shop", provider: "the text API", dir, logLevel: "error" });
  const begun = pact.addInteraction();
  await (given === undefined ? begun : begun.given(given.state, given.params))
    .uponReceiving(description)
    .withRequest(method, path, (request) => {
      request.query({ ...query });
      request.headers(headers);
      if (body !== undefined) request.jsonBody(body);
    })
    .willRespondWith(answer.status, answer.fill)
    .executeTest(async ({ url }) => {
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      const address = `${url}${path}?${new URLSearchParams(query).toString()}`;
      const { status } = await fetch(address, { method, headers, ...init });
      if (status !== answer.status) throw new Error(`The mock server answered ${status}.`);
    });
}
