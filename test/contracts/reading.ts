/** Sources for the tests of the contract's completeness: the pact, the endpoints that are built, the vendor's pages. */
import { readFileSync } from "node:fs";
import * as z from "zod";
import { PACT_FILE, type PactInteraction, parsePact } from "../../contracts/pact/pact-file.ts";
import { actions } from "../../src/emulator/routes/table.ts";
import { type Endpoint, endpoints } from "../../src/protocol/endpoints.ts";

export const FORMATS = ["JSON", "XML"] as const;
export const { interactions } = parsePact(readFileSync(PACT_FILE, "utf8"));
const table: readonly Endpoint[] = endpoints;
export const built = table.filter(({ id }) => Object.hasOwn(actions, id));
export const cases = built.flatMap((endpoint) => FORMATS.map((format) => ({ ...endpoint, format })));

const parameters = z.array(
  z.looseObject({ name: z.string(), type: z.string(), notes: z.string(), required: z.boolean() }),
);
const pages = z
  .array(z.looseObject({ path: z.string(), query_params: parameters, body_params: parameters }))
  .parse(JSON.parse(readFileSync(new URL("../../fixtures/vendor/endpoints.json", import.meta.url), "utf8")));

export function pageOf(path: string) {
  const page = pages.find((entry) => entry.path === path);
  if (page === undefined) throw new Error(`The vendor's pages have no ${path}.`);
  return page;
}

export function ofEndpoint(endpoint: string, format: string): readonly PactInteraction[] {
  return interactions.filter(({ description }) => description.startsWith(`${endpoint} in ${format}: `));
}

export const exchanged = z.looseObject({
  query: z.record(z.string(), z.array(z.string())).default({}),
  headers: z.record(z.string(), z.array(z.string())).default({}),
  body: z.looseObject({ content: z.unknown() }).optional(),
});

export function headersOf({ response }: PactInteraction): Readonly<Record<string, readonly string[]>> {
  return exchanged.parse(response).headers;
}

export function remaining(interaction: PactInteraction): string | undefined {
  return headersOf(interaction)["X-Rate-Limit-Remaining"]?.[0];
}

export function withStatus(own: readonly PactInteraction[], status: number): readonly PactInteraction[] {
  return own.filter(({ response }) => response.status === status);
}

/** The example body as text, in either format. */
export function bodyOf({ response }: PactInteraction): string {
  const content = exchanged.parse(response).body?.content;
  return typeof content === "string" ? content : JSON.stringify(content);
}
