/**
 * The OpenAPI document of the vendor's API, which the vendor never wrote: made from the definitions in
 * `src/protocol/api`, the parameters that its pages list, and the ledger. `x-source` says of each part where it is from.
 */
import { readFileSync } from "node:fs";
import * as z from "zod";
import type { Field, Fields } from "../../src/protocol/api/field.ts";
import { type Endpoint, endpoints } from "../../src/protocol/endpoints.ts";
import { type EvidenceId, ledger, ledgerEntries } from "../../src/protocol/evidence/ledger.ts";
import { CARRIER_CODES_ABOVE, refusalCodes } from "../../src/protocol/refusal-codes.ts";
import { version } from "../../src/version.ts";

export type JsonObject = { readonly [key: string]: Json };
export type Json = string | number | boolean | null | undefined | readonly Json[] | JsonObject;

const FACTS = new URL("../../fixtures/vendor/endpoints.json", import.meta.url);
const parameter = z.looseObject({
  name: z.string(),
  type: z.string(),
  required: z.boolean(),
  notes: z.string().nullish(),
});
const facts = z
  .array(
    z.looseObject({
      path: z.string(),
      query_params: z.array(parameter),
      body_params: z.array(parameter),
      success: z.looseObject({ json_example: z.unknown(), xml_example: z.unknown() }),
      doc_inconsistencies: z.array(z.string()),
      notes: z.array(z.string()),
    }),
  )
  .parse(JSON.parse(readFileSync(FACTS, "utf8")));

type Parameter = z.output<typeof parameter>;

const TIME = { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}$" } as const;
/** Pages of scheduled single messages print it so. */
const TIME_WITH_COLONS = { ...TIME, pattern: "^\\d{4}:\\d{2}:\\d{2} \\d{2}:\\d{2}:\\d{2}$" } as const;
const reference = (name: string): JsonObject => ({ $ref: `#/components/${name}` });

/** Where a part is known from: entries of the ledger, or a page. */
function from(...ids: readonly EvidenceId[]): JsonObject {
  return {
    "x-source": ids.map((id) => {
      const { source, reference: where } = ledger[id];
      return { source, rule: id, reference: where };
    }),
  };
}

function ofPage(page: string | null): JsonObject {
  return {
    "x-source": [
      page === null
        ? { source: "assumed", reference: "no page; an answer of the API gives it away" }
        : { source: "documented", reference: `page ${page}` },
    ],
  };
}

export function vendorOpenApi(): JsonObject {
  const schemas = new SchemaNames();
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const endpoint of endpoints) {
    for (const method of endpoint.methods) {
      const path = (paths[endpoint.path] ??= {});
      path[method.toLowerCase()] = operation(endpoint, method, schemas);
    }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "ProTexting SMS & MMS REST API v2",
      version,
      description:
        "Made by the ProTexting toolkit from the vendor's pages, recordings of its framework, and assumptions. `x-source` says of each part which of these it rests on. All dates and times are GMT-5, without daylight saving.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [
      { url: "https://api2.protexting.com", description: "The vendor's API" },
      { url: "http://127.0.0.1:4280", description: "The emulator" },
    ],
    security: [{ access_token: [] }],
    tags: [...new Set(endpoints.map(({ id }) => tagOf(id)))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        access_token: { type: "apiKey", in: "query", name: "access_token", ...from("auth.query-token") },
      },
      parameters: {
        page: pageParameter(
          "page",
          "Page of the list, from 1; past the end it is the last one.",
          "paging.clamp",
        ),
        "per-page": pageParameter("per-page", "Rows of a page, 100 at most.", "paging.per-page"),
      },
      headers: headers(),
      responses: refusals(),
      schemas: { ...errorSchemas(), ...schemas.all },
    },
  };
}

function tagOf(id: string): string {
  return id.split(".")[0] ?? id;
}

function pageParameter(name: string, description: string, rule: EvidenceId): JsonObject {
  return { name, in: "query", description, schema: { type: "integer", minimum: 1 }, ...from(rule) };
}

function operation(endpoint: Endpoint, method: string, schemas: SchemaNames): JsonObject {
  const { id, path, page, success } = endpoint;
  const fact = facts.find((row) => row.path === path);
  if (fact === undefined) throw new Error(`Failed to find what the vendor says of ${path}. Please add it.`);
  const isList = endpoint.answer.list !== undefined;
  const query = fact.query_params.filter(({ name }) => name !== "access_token" && name !== "page");
  const body = method === "GET" || method === "DELETE" ? [] : fact.body_params;
  const rules = ledgerEntries().filter((entry) => page !== null && entry.reference === `page ${page}`);
  const isPaged = fact.query_params.some(({ name }) => name === "page");
  return {
    operationId: endpoint.methods.length === 1 ? id : `${id}.${method.toLowerCase()}`,
    tags: [tagOf(id)],
    summary: rules[0]?.says ?? `${method} ${path.replace("/v1/", "")}.`,
    parameters: [
      ...query.map((each) => ({
        name: each.name,
        in: "query",
        // A page that reads one row may not star what names it.
        required: each.required || endpoint.rowOf !== undefined,
        ...described(each),
        schema: typeOf(each),
        ...ofPage(page),
      })),
      ...(isPaged ? [reference("parameters/page"), reference("parameters/per-page")] : []),
    ],
    ...(body.length === 0 ? {} : { requestBody: requestBody(body, page) }),
    responses: {
      [success]: {
        description: isList ? "A page of the list." : "Success.",
        headers: successHeaders(endpoint.headers),
        content: content(endpoint, fact, schemas),
        ...ofPage(page),
      },
      "400": reference("responses/badRequest"),
      "401": reference("responses/unauthorized"),
      // Something that a query names may not be there; filters of a list find nothing then.
      ...(query.some(({ required }) => required || endpoint.answer.list === undefined)
        ? { "404": reference("responses/notFound") }
        : {}),
      "422": reference("responses/unprocessable"),
      "429": reference("responses/tooManyRequests"),
    },
    "x-source": rules.map((entry) => ({ source: entry.source, rule: entry.id, says: entry.says })),
    ...(fact.doc_inconsistencies.length === 0 ? {} : { "x-vendor-slips": fact.doc_inconsistencies }),
  };
}

function described({ notes }: Parameter): JsonObject {
  return notes ? { description: notes } : {};
}

/** The page's type of a parameter; forms of text are left to the rules. */
function typeOf({ name, type }: Parameter): JsonObject {
  if (/array/i.test(type)) return { type: "array", items: { type: ["string", "integer"] } };
  if (/^int/i.test(type)) return { type: ["integer", "string"] };
  if (/object/i.test(type)) return name.endsWith("Ids") ? { type: "array" } : { type: ["object", "array"] };
  return { type: ["string", "number"] };
}

function requestBody(parameters: readonly Parameter[], page: string | null): JsonObject {
  const required = parameters.filter((each) => each.required).map(({ name }) => name);
  const schema = {
    type: "object",
    properties: Object.fromEntries(
      parameters.map((each) => [each.name, { ...typeOf(each), ...described(each) }]),
    ),
    ...(required.length === 0 ? {} : { required }),
    xml: { name: "request" },
  };
  return {
    required: required.length > 0,
    content: { "application/json": { schema }, "application/xml": { schema } },
    ...ofPage(page),
  };
}

function successHeaders(kind: Endpoint["headers"]): JsonObject {
  const names = [
    "X-Rate-Limit-Limit",
    "X-Rate-Limit-Remaining",
    "X-Rate-Limit-Reset",
    ...(kind === "plain" ? [] : ["Link"]),
    ...(kind === "paginated"
      ? ["Total-Count", "Page-Count", "Current-Page", "Per-Page"].map((name) => `X-Pagination-${name}`)
      : []),
  ];
  return Object.fromEntries(names.map((name) => [name, reference(`headers/${name}`)]));
}

function headers(): JsonObject {
  const figure = (description: string, rule: EvidenceId): JsonObject => ({
    description,
    required: true,
    schema: { type: "integer", minimum: 0 },
    ...from(rule),
  });
  return {
    "X-Rate-Limit-Limit": figure("Calls of the account in a window.", "headers.documented"),
    "X-Rate-Limit-Remaining": figure("Calls left.", "headers.documented"),
    "X-Rate-Limit-Reset": figure("Seconds until a call is free.", "headers.documented"),
    "X-Pagination-Total-Count": figure("Rows of the whole list.", "headers.documented"),
    "X-Pagination-Page-Count": figure("Pages of the list.", "headers.documented"),
    "X-Pagination-Current-Page": figure("Page of this answer, from 1.", "headers.documented"),
    "X-Pagination-Per-Page": figure("Rows of a page.", "headers.documented"),
    Link: {
      description: "Pages around this one, by RFC 8288.",
      required: true,
      schema: { type: "string" },
      ...from("headers.link"),
    },
  };
}

function content(endpoint: Endpoint, fact: (typeof facts)[number], schemas: SchemaNames): JsonObject {
  const { json_example: json, xml_example: xml } = fact.success;
  const { answer, xmlItem } = endpoint;
  const record = schemas.of(answer.list ?? answer.record, endpoint.id);
  const isList = answer.list !== undefined || isInList(fact);
  const item = { allOf: [record], xml: { name: "item" } };
  const rows = { type: "array", items: item, xml: { name: "response", wrapped: true } };
  const sample = sampleOf(json);
  const xmlSample = typeof xml === "string" && /^<response>.*<\/response>$/s.test(xml) && !/\.\.|…/.test(xml);
  const inItem = xmlItem === true ? { type: "object", properties: { item: record } } : record;
  return {
    "application/json": {
      schema: isList ? rows : record,
      ...(sample === undefined || Array.isArray(sample) !== isList ? {} : { example: sample }),
    },
    "application/xml": {
      schema: isList ? rows : { ...inItem, xml: { name: "response" } },
      ...(xmlSample ? { example: xml } : {}),
    },
  };
}

/** True when the page prints one record inside a list; an endpoint without a page is like the one that its notes name. */
function isInList({ success, notes }: (typeof facts)[number]): boolean {
  const [, like] = /same shape as (\S+)/.exec(notes.join()) ?? [];
  const other = facts.find(({ path }) => path === like);
  const { json_example: json } = other?.success ?? success;
  return Array.isArray(json) || (typeof json === "string" && json.startsWith("["));
}

function sampleOf(printed: unknown): Json {
  if (typeof printed === "string" && printed.includes("(cut)")) return undefined;
  if (typeof printed !== "string") return z.json().safeParse(printed).data ?? undefined;
  try {
    return z.json().parse(JSON.parse(printed));
  } catch {
    // The page is cut, or has a slip that no parser reads.
    return undefined;
  }
}

/** Schemas of the records, each once and by the endpoint that answers with it first. */
class SchemaNames {
  readonly all: Record<string, JsonObject> = {};
  readonly #names = new Map<Fields, string>();

  of(fields: Fields, id: string): JsonObject {
    const known = this.#names.get(fields);
    if (known !== undefined) return reference(`schemas/${known}`);
    const [controller = "", action = ""] = id.split(".");
    const short = capital(controller);
    const name = Object.hasOwn(this.all, short) ? `${short}${capital(action)}` : short;
    this.#names.set(fields, name);
    this.all[name] = {};
    this.all[name] = this.#object(fields, id);
    return reference(`schemas/${name}`);
  }

  #object(fields: Fields, id: string): JsonObject {
    const properties = Object.values(fields).flatMap((field) => this.#properties(field, id));
    return {
      type: "object",
      properties: Object.fromEntries(properties),
      required: properties.map(([name]) => name),
    };
  }

  #properties(field: Field, id: string): readonly (readonly [string, JsonObject])[] {
    if (field.kind === "coded") {
      const ids = Object.keys(field.table);
      const texts = Object.entries(field.table).map(([key, text]) => `${key} ${text}`);
      return [
        [
          `${field.name}_Id`,
          {
            ...(field.quoted ? { type: "string", enum: ids } : { type: "integer", enum: ids.map(Number) }),
            description: texts.join(", "),
          },
        ],
        [`${field.name}_Description`, { type: "string", enum: Object.values(field.table) }],
      ];
    }
    return [[field.name, optional(field, this.#value(field, id))]];
  }

  #value(field: Exclude<Field, { kind: "coded" }>, id: string): JsonObject {
    const figure: JsonObject =
      "quoted" in field && field.quoted === true
        ? { type: "string", pattern: "^-?\\d+$" }
        : { type: "integer" };
    const listOf = (items: JsonObject): JsonObject => ({
      type: "array",
      items: { ...items, xml: { name: "item" } },
      xml: { wrapped: true },
    });
    switch (field.kind) {
      case "number":
        return figure;
      case "flag":
        return { type: "integer", enum: [0, 1] };
      case "time":
        return field.colons === true ? TIME_WITH_COLONS : TIME;
      case "numbers":
        return listOf(figure);
      case "addresses":
        return listOf({ type: "string", format: "uri" });
      case "unexplained":
        return { type: "array", xml: { wrapped: true } };
      case "records":
        return listOf({ allOf: [this.of(field.fields, `${tagOf(id)}.${field.name}`)] });
      default:
        return { type: "string" };
    }
  }
}

function optional(field: Exclude<Field, { kind: "coded" }>, schema: JsonObject): JsonObject {
  if (!("absent" in field)) return schema;
  const none: JsonObject = field.absent === null ? { type: "null" } : { type: "string", const: field.absent };
  return { anyOf: [schema, none] };
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function errorSchemas(): JsonObject {
  const text = { type: "string" };
  return {
    Error: {
      type: "object",
      description: "Error object of the framework.",
      properties: {
        name: text,
        message: text,
        code: { type: "integer" },
        status: { type: "integer" },
        type: text,
      },
      required: ["name", "message", "code", "status"],
      ...from("errors.shape"),
    },
    FieldError: {
      type: "object",
      description: "A field that failed validation.",
      properties: { field: text, message: text },
      required: ["field", "message"],
    },
  };
}

function refusals(): JsonObject {
  const answer = (description: string, schema: JsonObject, ...rules: readonly EvidenceId[]): JsonObject => ({
    description,
    content: { "application/json": { schema }, "application/xml": { schema } },
    ...from(...rules),
  });
  const error = reference("schemas/Error");
  const codes = Object.entries(refusalCodes)
    .map(([code, text]) => `${code}: ${text}`)
    .join(" ");
  return {
    badRequest: answer("A parameter is missing, or the body cannot be read.", error, "query.required"),
    unauthorized: answer("The token is missing or not known.", error, "auth.query-token", "errors.shape"),
    notFound: answer("The account has nothing of that id.", error, "report.unknown-id"),
    unprocessable: answer(
      `Fields that failed validation, as a list; or a refusal with a code. ${codes} Above ${CARRIER_CODES_ABOVE}: refused by a carrier.`,
      { oneOf: [{ type: "array", items: reference("schemas/FieldError") }, error] },
      "errors.codes",
      "errors.other-codes",
    ),
    tooManyRequests: answer("A limit of calls or of sends is used up.", error, "rate.account"),
  };
}
