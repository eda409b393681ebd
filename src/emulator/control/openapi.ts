/** The OpenAPI 3.1 document of the control API, made from the table of its calls. */
import * as z from "zod";
import { type ControlCall, controlCalls } from "./calls.ts";
import { eventsQuery } from "./schemas.ts";

type Json = Readonly<Record<string, unknown>>;

interface Parameter extends Json {
  readonly name: string;
}

const problem = {
  description: "A problem (RFC 9457) that names the field where there is one.",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

const problemSchema = {
  type: "object",
  required: ["type", "title", "status", "detail"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["field", "message"],
        properties: { field: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};

export function openApiDocument(version: string): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const call of controlCalls) (paths[`/_emulator${call.path}`] ??= {})[call.method] = operation(call);
  for (const probe of ["live", "ready"]) paths[`/_emulator/health/${probe}`] = { get: health(probe) };
  paths["/_emulator/events"] = { get: events() };
  paths["/_emulator/openapi.json"] = { get: thisDocument() };
  return {
    openapi: "3.1.0",
    info: {
      title: "Control API of the ProTexting emulator",
      version,
      description:
        "Open on loopback; on any other address it takes the control token. Times are ISO 8601, lengths of time milliseconds or texts like 5m.",
    },
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: { controlToken: { type: "http", scheme: "bearer" } },
    },
    security: [{}, { controlToken: [] }],
    paths,
  };
}

function operation({ method, path, summary, success, query, body, refuses = [] }: ControlCall): Json {
  const refused = [400, 401, 403, ...(body === undefined ? [] : [413]), ...refuses];
  const answer =
    success === 204
      ? { description: "Done." }
      : { description: summary, content: { "application/json": {} } };
  return {
    operationId: operationId(method, path),
    summary,
    parameters: [...pathParameters(path), ...queryParameters(query)],
    ...(body === undefined ? {} : { requestBody: requestBody(body) }),
    responses: Object.fromEntries([[success, answer], ...refused.map((status) => [status, problem])]),
  };
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
export function queryKeys(query: z.ZodType | undefined): readonly string[] {
  return queryParameters(query).map(({ name }) => name);
}

function queryParameters(query: z.ZodType | undefined): readonly Parameter[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(query);
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function requestBody(body: z.ZodType): Json {
  const required = !body.safeParse(undefined).success;
  return { required, content: { "application/json": { schema: schemaOf(body) } } };
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

function schemaOf(type: z.ZodType): ObjectSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io: "input", unrepresentable: "any" });
  return schema;
}

function health(probe: string): Json {
  return {
    operationId: `health${capital(probe)}`,
    summary: "Open to all.",
    security: [],
    responses: { 200: { description: "ok", content: { "application/json": {} } } },
  };
}

function events(): Json {
  return {
    operationId: "events",
    summary:
      "Server-sent events: message, status, template, inbound, opt-out, journal, and gap for who fell behind. Resumes by Last-Event-ID.",
    parameters: queryParameters(eventsQuery),
    responses: {
      200: { description: "The stream.", content: { "text/event-stream": {} } },
      400: problem,
      401: problem,
      403: problem,
    },
  };
}

function thisDocument(): Json {
  return {
    operationId: "openapi",
    summary: "This document.",
    responses: {
      200: { description: "OpenAPI 3.1.", content: { "application/json": {} } },
      400: problem,
      401: problem,
      403: problem,
    },
  };
}
