/**
 * The pact as a file: where it lies, what must be in it, and how it is written so that the same interactions are
 * the same bytes.
 */
import { readFile } from "node:fs/promises";
import * as z from "zod";

export { PACT_FILE } from "../assets.ts";
export { type Tags, TOUCHES, type Touches } from "./tags.ts";

export const CONSUMER = "protexting-client";
export const PROVIDER = "protexting-api-v2";

/** A rule of the ledger that an expectation rests on, and how we know it. */
const restsOn = z.strictObject({
  id: z.string().min(1),
  source: z.enum(["documented", "recorded", "assumed", "own"]),
});

const common = { endpoint: z.string().min(1), "rests-on": z.array(restsOn).min(1) };
const tags = z.discriminatedUnion("touches", [
  z.strictObject({ ...common, touches: z.enum(["safe", "state", "never"]) }),
  /** Credits: the most it can cost. */
  z.strictObject({ ...common, touches: z.literal("spends"), credits: z.int().min(1) }),
]);

const interaction = z.looseObject({
  type: z.literal("Synchronous/HTTP"),
  description: z.string().min(1),
  pending: z.literal(false),
  comments: tags,
  providerStates: z
    .array(z.strictObject({ name: z.string(), params: z.record(z.string(), z.unknown()).default({}) }))
    .min(1),
  request: z.looseObject({
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.array(z.string())),
  }),
  response: z.looseObject({ status: z.int() }),
});

const pact = z.looseObject({
  consumer: z.strictObject({ name: z.literal(CONSUMER) }),
  provider: z.strictObject({ name: z.literal(PROVIDER) }),
  interactions: z.array(interaction),
});

export type PactInteraction = z.infer<typeof interaction>;
export type PactFile = z.infer<typeof pact>;

/** @throws Error that names each place that is not as it must be, an untagged interaction among them */
export function parsePact(text: string): PactFile {
  const result = pact.safeParse(JSON.parse(text));
  if (result.success) return result.data;
  const places = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Error(`Failed to read the pact: ${places.join("; ")}. Please run npm run contracts:generate.`);
}

/** @throws Error when there is no such file or it is no pact of ours */
export async function readPact(file: string): Promise<PactFile> {
  return parsePact(await readFile(file, "utf8"));
}

/**
 * The file's text: interactions sorted by description, keys sorted, and of Pact's own metadata only the
 * specification, so that an update of Pact changes no byte by its version alone.
 *
 * @throws Error for two interactions of the same description
 */
export function writePact(interactions: readonly PactInteraction[]): string {
  const sorted = [...interactions].sort((a, b) => compare(a.description, b.description));
  const twice = sorted.find(({ description }, index) => description === sorted[index - 1]?.description);
  if (twice !== undefined) {
    throw new Error(
      `Failed to write the pact: two interactions are called "${twice.description}". Please rename one.`,
    );
  }
  const file = {
    consumer: { name: CONSUMER },
    provider: { name: PROVIDER },
    interactions: sorted,
    metadata: { pactSpecification: { version: "4.0" } },
  };
  return `${JSON.stringify(file, sortKeys, 2)}\n`;
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compare(a, b)));
}

/** By code unit, whatever the machine's language. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
