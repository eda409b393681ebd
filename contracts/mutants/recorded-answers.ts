/** Answers of an emulator to each interaction of the pact, under its provider state. */
import * as z from "zod";
import { type SettingsInput, startEmulator } from "../../src/emulator/index.ts";
import { isKeyOf } from "../../src/shared/is-key-of.ts";
import type { PactInteraction } from "../pact/pact-file.ts";
import { plant } from "../provider/seed.ts";
import { states } from "../provider/states.ts";
import type { RecordedAnswer } from "./answer.ts";

/** @returns the answers by the interactions' descriptions */
export async function recordAnswers(
  interactions: readonly PactInteraction[],
  settings: SettingsInput = {},
): Promise<ReadonlyMap<string, RecordedAnswer>> {
  await using emulator = await startEmulator({ port: 0, seed: "contracts", settings });
  const answers = new Map<string, RecordedAnswer>();
  for (const interaction of interactions) {
    answers.set(interaction.description, await ask(emulator.url, interaction));
  }
  return answers;
}

const requestSchema = z.looseObject({
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.array(z.string())),
  query: z.record(z.string(), z.array(z.string())).default({}),
  body: z.looseObject({ content: z.unknown() }).optional(),
  generators: z
    .looseObject({ query: z.record(z.string(), z.looseObject({ expression: z.string() })).optional() })
    .optional(),
});

async function ask(url: string, { providerStates, request }: PactInteraction): Promise<RecordedAnswer> {
  const { method, path, headers, query, body, generators } = requestSchema.parse(request);
  const values: Record<string, string> = {};
  for (const { name, params } of providerStates) {
    if (!isKeyOf(states, name)) throw new Error(`Failed to set up a provider state: there is no "${name}".`);
    Object.assign(values, await plant(url, states[name].seed(params)));
  }
  const asked = new URLSearchParams();
  for (const [name, [written = ""]] of Object.entries(query)) {
    const generated = generators?.query?.[name]?.expression.replace(
      /^\$\{(\w+)\}$/,
      (_, key: string) => values[key] ?? "",
    );
    asked.set(name, generated ?? written);
  }
  const content = typeof body?.content === "string" ? body.content : JSON.stringify(body?.content);
  const response = await fetch(`${url}${path}?${asked}`, {
    method,
    headers: Object.entries(headers).map(([name, [value = ""]]): [string, string] => [name, value]),
    ...(body === undefined ? {} : { body: content }),
  });
  return {
    status: response.status,
    headers: [...response.headers].filter(([name]) => !OF_THE_CONNECTION.includes(name)),
    body: await response.text(),
  };
}

/** Headers that the HTTP server adds by itself. */
const OF_THE_CONNECTION: readonly string[] = [
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "date",
];
