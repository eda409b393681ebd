/**
 * Reads any consumer's pact: any name, version 2, 3 or 4 of the specification, no tags of ours. An interaction without
 * tags counts as `never` to be tried on the live API.
 */
import { readFile } from "node:fs/promises";
import * as z from "zod";
import { endpoints } from "../../src/protocol/endpoints.ts";
import { TOUCHES } from "../pact/pact-file.ts";
import { type Expectation, formatOf } from "../pact/verification/expectation.ts";

const header = z.union([z.string().transform((value) => [value]), z.array(z.string())]);

const tagged = z.looseObject({
  touches: z.enum(TOUCHES).optional(),
  "rests-on": z
    .array(z.strictObject({ id: z.string(), source: z.enum(["documented", "recorded", "assumed", "own"]) }))
    .optional(),
});

const interactionSchema = z.looseObject({
  type: z
    .literal("Synchronous/HTTP", "is not HTTP; only requests and their answers can be verified")
    .optional(),
  description: z.string().min(1),
  pending: z.boolean().default(false),
  comments: z.looseObject({}).optional(),
  /** State as versions 1 and 2 have it. */
  providerState: z.string().optional(),
  providerStates: z.array(z.looseObject({ name: z.string() })).optional(),
  request: z.looseObject({
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), header).default({}),
  }),
});

const pactSchema = z.looseObject({
  consumer: z.looseObject({ name: z.string() }),
  provider: z.looseObject({ name: z.string() }),
  interactions: z.array(interactionSchema).default([]),
  messages: z
    .array(z.unknown())
    .max(0, "are not HTTP; only requests and their answers can be verified")
    .optional(),
});

type Interaction = z.infer<typeof interactionSchema>;

export interface AnyPact {
  readonly consumer: string;
  readonly provider: string;
  readonly expectations: readonly Expectation[];
  /** The file's text. */
  readonly text: string;
}

/**
 * @param source path or `file:` address of the pact, or the pact itself
 * @throws Error when it cannot be read, is no pact, or has two interactions of the same description, between which
 * Pact's results do not tell
 */
export async function readAnyPact(source: string | URL | object): Promise<AnyPact> {
  const isFile = typeof source === "string" || source instanceof URL;
  const text = isFile ? await readFile(source, "utf8") : JSON.stringify(source);
  const place = isFile ? ` ${String(source)}` : "";
  const result = pactSchema.safeParse(jsonOf(text, place));
  if (!result.success) {
    const places = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new Error(
      `Failed to read the pact${place}: ${places.join("; ")}. Please give a file that Pact wrote.`,
    );
  }
  const { consumer, provider, interactions } = result.data;
  const descriptions = interactions.map(({ description }) => description);
  const twice = descriptions.find((description, index) => descriptions.indexOf(description) !== index);
  if (twice !== undefined) {
    throw new Error(
      `Failed to read the pact${place}: two interactions are called "${twice}", and Pact's results do not tell them apart. Please rename one.`,
    );
  }
  return {
    consumer: consumer.name,
    provider: provider.name,
    expectations: interactions.map(expectationOf),
    text,
  };
}

function jsonOf(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`Failed to read the pact${place}: it is no JSON. Please give a file that Pact wrote.`, {
      cause,
    });
  }
}

function expectationOf(interaction: Interaction): Expectation {
  const { description, pending, comments, providerState, providerStates, request } = interaction;
  const tags = tagged.safeParse(comments ?? {});
  return {
    description,
    endpoint: endpointIdOf(request),
    format: formatOf({ request }),
    // The effect of an untagged interaction on the live API is unknown.
    touches: tags.data?.touches ?? "never",
    restsOn: tags.data?.["rests-on"] ?? [],
    pending,
    states: providerStates?.length ?? (providerState === undefined ? 0 : 1),
  };
}

/** The endpoint's id, or the address itself when the vendor has no such endpoint. */
function endpointIdOf({ method, path }: Interaction["request"]): string {
  const verb = method.toUpperCase();
  const row = endpoints.find(
    (endpoint) => endpoint.path === path && endpoint.methods.some((allowed) => allowed === verb),
  );
  return row?.id ?? `${verb} ${path}`;
}
