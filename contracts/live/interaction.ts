/** Parts of a pact's interactions that the live verifier reads. All else stays as it is. */
import * as z from "zod";
import { NO_BODY, type RequestBody, readBody } from "./egress/body.ts";
import type { Allowed } from "./egress/egress-request.ts";

const stateSchema = z.looseObject({
  name: z.string(),
  params: z.record(z.string(), z.unknown()).default({}),
});
export type ProviderState = z.infer<typeof stateSchema>;

const interactionSchema = z.looseObject({
  description: z.string(),
  providerStates: z.array(stateSchema).default([]),
  request: z.looseObject({
    method: z.string(),
    path: z.string(),
    query: z.record(z.string(), z.array(z.string())).default({}),
    headers: z.record(z.string(), z.array(z.string())).default({}),
    body: z.unknown().optional(),
    generators: z.unknown().optional(),
  }),
  response: z.looseObject({}),
});
export type LiveInteraction = z.infer<typeof interactionSchema>;

const pactSchema = z.looseObject({
  interactions: z.array(z.looseObject({ description: z.string() })),
  metadata: z.looseObject({ pactSpecification: z.looseObject({ version: z.string() }) }),
});

export type LivePact = z.infer<typeof pactSchema>;

/**
 * @param text of a pact
 * @throws Error for a pact of an older version of the specification, whose requests are written in other ways
 */
export function parseLivePact(text: string): LivePact {
  const read = pactSchema.safeParse(JSON.parse(text));
  if (read.success && read.data.metadata.pactSpecification.version.startsWith("4")) return read.data;
  throw new Error(
    "Failed to read the pact: it is not of version 4 of Pact's specification. Please write it with PactV4.",
  );
}

/** @returns undefined for one whose request is not written as version 4 has it */
export function readInteraction(value: unknown): LiveInteraction | undefined {
  return interactionSchema.safeParse(value).data;
}

const bodySchema = z.looseObject({
  content: z.unknown().optional(),
  contentType: z.string(),
  encoded: z.literal(false),
});

/** @returns undefined where what the verifier would send is not known before it does */
export function requestOf({ description, request }: LiveInteraction): Allowed | undefined {
  const { method, path, query, headers, generators } = request;
  if (generators !== undefined && JSON.stringify(generators) !== "{}") return undefined;
  const body = bodyOf(request);
  if (body === undefined) return undefined;
  return {
    name: description,
    method: method.toUpperCase(),
    path,
    query: Object.entries(query).flatMap(([name, values]) => values.map((value) => [name, value] as const)),
    accept: headerOf(headers, "accept"),
    contentType: headerOf(headers, "content-type"),
    body,
  };
}

function bodyOf({ body, headers }: LiveInteraction["request"]): RequestBody | undefined {
  if (body === undefined || body === null) return NO_BODY;
  const read = bodySchema.safeParse(body);
  if (!read.success) return undefined;
  const { content } = read.data;
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return readBody(Buffer.from(text), headerOf(headers, "content-type"));
}

function headerOf(headers: Readonly<Record<string, readonly string[]>>, wanted: string): string {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === wanted);
  return found?.[1].join(", ") ?? "";
}
