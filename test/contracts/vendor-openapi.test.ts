/** The OpenAPI document of the vendor's API: valid, true of the emulator's answers, and enough for a client. */
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { generateSource } from "oazapfts";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { recordAnswers } from "../../contracts/mutants/recorded-answers.ts";
import { PACT_FILE, parsePact } from "../../contracts/pact/pact-file.ts";
import { actions } from "../../src/emulator/routes/table.ts";
import { endpoints } from "../../src/protocol/endpoints.ts";
import { TestEmulator } from "../support/test-emulator.ts";
import { typeCheck } from "../support/type-check.ts";

const FILE = new URL("../../src/emulator/control/protexting.openapi.json", import.meta.url);
const text = readFileSync(FILE, "utf8");
const media = z.looseObject({ schema: z.unknown(), example: z.unknown().optional() });
const answer = z.union([
  z.strictObject({ $ref: z.string() }),
  z.looseObject({ content: z.record(z.string(), media) }),
]);
const operation = z.looseObject({
  operationId: z.string(),
  parameters: z.array(z.looseObject({ name: z.string().optional() })),
  requestBody: z
    .looseObject({
      content: z.looseObject({
        "application/json": z.looseObject({
          schema: z.looseObject({ properties: z.record(z.string(), z.unknown()) }),
        }),
      }),
    })
    .optional(),
  responses: z.record(z.string(), answer),
  "x-source": z.array(z.looseObject({ source: z.enum(["documented", "recorded", "assumed", "own"]) })),
});
const document = z
  .looseObject({
    paths: z.record(z.string(), z.record(z.string(), operation)),
    components: z.looseObject({ responses: z.record(z.string(), answer) }),
  })
  .parse(JSON.parse(text));

const ajv = new Ajv2020({ strict: false });
ajv.addFormat("uri", (value) => URL.canParse(value));
ajv.addSchema(JSON.parse(text), "api");

/** Path of the JSON schema of an answer inside the document, or undefined where the document has no such answer. */
function schemaPath(path: string, method: string, status: number): string | undefined {
  const found = document.paths[path]?.[method.toLowerCase()]?.responses[status];
  if (found === undefined) return undefined;
  const at =
    "$ref" in found
      ? String(found.$ref)
      : `#/paths/${escaped(path)}/${method.toLowerCase()}/responses/${status}`;
  return `api${at}/content/${escaped("application/json")}/schema`;
}

/** Names of an operation's parameters. */
function operationOf(path: string, method: string): { readonly query: string[]; readonly body: string[] } {
  const found = document.paths[path]?.[method.toLowerCase()];
  const fields = found?.requestBody?.content["application/json"].schema.properties ?? {};
  return {
    query: (found?.parameters ?? []).flatMap((each) => each.name ?? []),
    body: Object.keys(fields),
  };
}

function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Mistakes of a value by the schema at a path. */
function mistakes(path: string, value: unknown): readonly string[] {
  const validate = ajv.getSchema(path) ?? ajv.compile({ $ref: path });
  return validate(value) === true
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe("the OpenAPI document of the vendor's API", () => {
  it("is served by the emulator as it is committed", async () => {
    const emulator = new TestEmulator();
    const { status, text: served } = await emulator.control("GET", "protexting.openapi.json");
    expect([status, JSON.parse(served)]).toEqual([200, JSON.parse(text)]);
  });

  it("is valid by an outside validator", async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(text));
    expect([valid, errors]).toEqual([true, undefined]);
  });

  it("has every endpoint with each of its methods, and says of each where it is from", () => {
    const addresses = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(addresses.sort()).toEqual(
      endpoints.flatMap(({ methods, path }) => methods.map((m) => `${m} ${path}`)).sort(),
    );
    const silent = Object.values(document.paths)
      .flatMap((methods) => Object.values(methods))
      .filter((each) => each["x-source"].length === 0)
      .map(({ operationId }) => operationId.split(".").slice(0, 2).join("."));
    expect(silent.filter((id) => Object.hasOwn(actions, id) && id !== "smsSimple.deliveryReport")).toEqual(
      [],
    );
  });

  it("has samples of the vendor's that are as its schemas say", () => {
    const wrong = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { responses }]) =>
        Object.entries(responses).flatMap(([status, found]) => {
          const example = "content" in found ? found.content["application/json"]?.example : undefined;
          const at = schemaPath(path, method, Number(status));
          if (example === undefined || at === undefined) return [];
          return mistakes(at, example).map((mistake) => `${method} ${path}: ${mistake}`);
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it("is true of every answer of the contract", async () => {
    const { interactions } = parsePact(readFileSync(PACT_FILE, "utf8"));
    const inJson = interactions.filter(({ request }) =>
      request.headers["Accept"]?.includes("application/json"),
    );
    const answers = await recordAnswers(inJson);
    const wrong = inJson.flatMap(({ description, request }) => {
      const given = answers.get(description);
      if (given === undefined) return [`${description}: there is no answer`];
      const at = schemaPath(request.path, request.method, given.status);
      if (at === undefined) return [`${description}: the document has no ${given.status}`];
      return mistakes(at, JSON.parse(given.body)).map((mistake) => `${description}: ${mistake}`);
    });
    expect(inJson.length).toBeGreaterThan(150);
    expect(wrong).toEqual([]);
  });

  it("is true of the answers to random requests made from it", async () => {
    const emulator = new TestEmulator();
    const built = endpoints.filter(({ id }) => Object.hasOwn(actions, id));
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constant("16465550150"),
    );
    const request = fc.constantFrom(...built).chain((endpoint) => {
      const method = endpoint.methods[0];
      const asked = operationOf(endpoint.path, method);
      return fc.record({
        endpoint: fc.constant(endpoint),
        method: fc.constant(method),
        query: fc.dictionary(fc.constantFrom("page", "per-page", ...asked.query), fc.string()),
        body: fc.dictionary(fc.constantFrom("Unknown", ...asked.body), value),
      });
    });
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(request, async ({ endpoint: { path }, method, query, body }) => {
        const answered = await emulator.call(path, {
          method,
          query: new URLSearchParams(query).toString(),
          ...(method === "GET" ? {} : { contentType: "application/json", body: JSON.stringify(body) }),
        });
        seen.add(answered.status);
        const at = schemaPath(path, method, answered.status);
        if (at === undefined) throw new Error(`The document has no ${answered.status} of ${method} ${path}.`);
        expect(mistakes(at, JSON.parse(answered.text))).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect([...seen]).toEqual(expect.arrayContaining([200, 404, 422]));
  });

  it("is enough for a client that a public generator makes: it compiles", async () => {
    const root = fileURLToPath(new URL("../..", import.meta.url));
    await mkdir(join(root, ".reports"), { recursive: true });
    const folder = await mkdtemp(join(root, ".reports", "vendor-client-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, "client.ts"), await generateSource(fileURLToPath(FILE)));
    expect(await typeCheck(join(folder, "client.ts"))).toBe("");
  });
});
