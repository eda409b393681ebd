/** The OpenAPI 3.1 document of the control API, made from the table of its calls. */
import type * as z from "zod";
import { type Definitions, type JsonSchema, jsonSchemaOf } from "../schema/json-schema.ts";
import { type ControlCall, controlCalls } from "./calls.ts";
import { document, health as healthAnswer, problem } from "./catalogue-answers.ts";
import { eventsQuery } from "./schemas.ts";

type Json = Readonly<Record<string, unknown>>;
/** Schemas with a name, gathered while the document is made. */
type Components = Record<string, Json>;

interface Parameter extends Json {
  readonly name: string;
}

export function openApiDocument(version: string): Json {
  const schemas: Components = {};
  const paths: Record<string, Record<string, unknown>> = {};
  for (const call of controlCalls) {
    (paths[`/_emulator${call.path}`] ??= {})[call.method] = operation(call, schemas);
  }
  for (const probe of ["live", "ready"]) {
    paths[`/_emulator/health/${probe}`] = { get: health(probe, schemas) };
  }
  paths["/_emulator/events"] = { get: events(schemas) };
  paths["/_emulator/openapi.json"] = { get: openApi("openapi", "This document.", schemas) };
  paths["/_emulator/protexting.openapi.json"] = {
    get: openApi("vendorOpenapi", "The document of the vendor's API, which the emulator answers.", schemas),
  };
  return {
    openapi: "3.1.0",
    info: {
      title: "Control API of the ProTexting emulator",
      version,
      description:
        "Open on loopback; on any other address it takes the control token. Times are ISO 8601, lengths of time milliseconds or texts like 5m.",
    },
    components: { schemas, securitySchemes: { controlToken: { type: "http", scheme: "bearer" } } },
    security: [{}, { controlToken: [] }],
    paths,
  };
}

function operation(call: ControlCall, schemas: Components): Json {
  const { method, path, summary, success, query, body, answer, refuses } = call;
  const refused = [400, 401, 403, ...(body === undefined ? [] : [413]), ...refuses];
  return {
    operationId: operationId(method, path),
    summary,
    parameters: [...pathParameters(path), ...queryParameters(query, schemas)],
    ...(body === undefined ? {} : { requestBody: requestBody(body(), schemas) }),
    responses: {
      [success]: answer === undefined ? { description: "Done." } : response(summary, answer, schemas),
      ...problems(refused, schemas),
    },
  };
}

function response(description: string, answer: () => z.ZodType, schemas: Components): Json {
  return { description, content: { "application/json": { schema: schemaOf(answer(), "output", schemas) } } };
}

/** Reasons of the refusals, by status. */
const refusals: Readonly<Record<number, string>> = {
  400: "The query or the body is not valid; the fields are named.",
  401: "The control token is missing or wrong.",
  403: "The call comes from a page of another site, or from another host.",
  404: "There is no such account, message, template or fault.",
  408: "Nothing matched in time.",
  409: "What is there already stands against it.",
  413: "The body is too large.",
  503: "The emulator is closing.",
};

function problems(statuses: readonly number[], schemas: Components): Json {
  const schema = schemaOf(problem(), "output", schemas);
  const content = { "application/problem+json": { schema } };
  return Object.fromEntries(statuses.map((status) => [status, { description: refusals[status], content }]));
}

/** `get /messages/{id}` → `getMessagesById`. */
function operationId(method: string, path: string): string {
  const words = path.split(/[/.-]/).filter((word) => word !== "");
  return (
    method + words.map((word) => capital(word.startsWith("{") ? `by-${word.slice(1, -1)}` : word)).join("")
  );
}

function capital(word: string): string {
  return word
    .split("-")
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join("");
}

function pathParameters(path: string): readonly Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

/** Names of a call's query parameters. */
export function queryKeys(query: () => z.ZodType): readonly string[] {
  return queryParameters(query, {}).map(({ name }) => name);
}

function queryParameters(query: () => z.ZodType, schemas: Components): readonly Parameter[] {
  const { schema, definitions } = componentsOf(query(), "input");
  const name = schema.$ref?.replace(COMPONENTS, "");
  const { properties = {}, required = [] } = (name === undefined ? schema : definitions[name]) ?? {};
  gather(name === undefined ? definitions : { ...definitions, [name]: undefined }, schemas);
  return Object.entries(properties).map(([key, { description, ...rest }]) => ({
    name: key,
    in: "query",
    required: required.includes(key),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}

function requestBody(body: z.ZodType, schemas: Components): Json {
  const required = !body.safeParse(undefined).success;
  return { required, content: { "application/json": { schema: schemaOf(body, "input", schemas) } } };
}

/** The schema as the document has it; those with a name go to the components. */
function schemaOf(type: z.ZodType, io: "input" | "output", schemas: Components): JsonSchema {
  const { schema, definitions } = componentsOf(type, io);
  gather(definitions, schemas);
  return schema;
}

/** @throws Error for a name that two schemas have, as one would have that is read otherwise than it is written */
function gather(definitions: Readonly<Record<string, JsonSchema | undefined>>, schemas: Components): void {
  for (const [name, schema] of Object.entries(definitions)) {
    if (schema === undefined) continue;
    if (JSON.stringify(schemas[name] ?? schema) !== JSON.stringify(schema)) {
      throw new Error(`Failed to make the OpenAPI document: two schemas have the name ${name}.`);
    }
    schemas[name] = { ...schema };
  }
}

const COMPONENTS = "#/components/schemas/";

function componentsOf(type: z.ZodType, io: "input" | "output"): Definitions {
  return jsonSchemaOf(type, io, COMPONENTS);
}

function health(probe: string, schemas: Components): Json {
  return {
    operationId: `health${capital(probe)}`,
    summary: "Open to all.",
    security: [],
    responses: { 200: response("It answers.", healthAnswer, schemas) },
  };
}

function events(schemas: Components): Json {
  const schema = { type: "string", description: "Server-sent events, whose data is JSON." };
  return {
    operationId: "events",
    summary:
      "Server-sent events: message, status, template, inbound, opt-out, journal, and gap for who fell behind. Resumes by Last-Event-ID.",
    parameters: queryParameters(eventsQuery, schemas),
    responses: {
      200: { description: "The stream.", content: { "text/event-stream": { schema } } },
      ...problems([400, 401, 403], schemas),
    },
  };
}

function openApi(name: string, summary: string, schemas: Components): Json {
  return {
    operationId: name,
    summary,
    responses: {
      200: response("OpenAPI 3.1.", document, schemas),
      ...problems([400, 401, 403], schemas),
    },
  };
}
