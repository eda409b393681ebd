/** The OpenAPI document of the control API, and that it tells the truth: both ways, call by call. */
import { describe, expect, it } from "vitest";
import { controlCalls } from "../../src/emulator/control/calls.ts";
import {
  health,
  document as openApi,
  problem as problemSchema,
} from "../../src/emulator/control/catalogue-answers.ts";
import { rawRequest, sendRaw } from "../support/raw-socket.ts";
import { type Answered, json, startTestEmulator, TestEmulator, TOKEN } from "../support/test-emulator.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: unknown;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Record<string, { readonly schema: unknown }>;
  };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: object }>>;
}

interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly components: { readonly schemas: object; readonly securitySchemes: object };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Call extends Operation {
  /** Like `GET accounts/{token}`. */
  readonly call: string;
  readonly method: string;
  readonly path: string;
}

async function documented(): Promise<Document> {
  return json<Document>(await new TestEmulator().control("GET", "openapi.json"));
}

const document = await documented();
const calls: readonly Call[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => {
    const short = path.replace("/_emulator/", "");
    return {
      ...operation,
      call: `${method.toUpperCase()} ${short}`,
      method: method.toUpperCase(),
      path: short,
    };
  }),
);

function typeOf({ path }: Call, status: string): string {
  if (Number(status) >= 400) return "application/problem+json";
  return path === "events" ? "text/event-stream" : "application/json";
}

/** Every object in a tree. */
function nodes(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof value !== "object" || value === null) return [];
  return [Object.fromEntries(Object.entries(value)), ...Object.values(value).flatMap(nodes)];
}

describe("the document", () => {
  it("is OpenAPI 3.1 with what that asks for", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(document.info.title).not.toBe("");
    expect(document.info.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(calls.length).toBeGreaterThan(25);
    for (const path of Object.keys(document.paths)) expect(path).toMatch(/^\/_emulator\/[a-z]/);
  });

  it("calls each operation by a name of its own and says what it does", () => {
    const ids = calls.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operationId, summary } of calls) {
      expect(operationId).toMatch(/^[a-z][A-Za-z]+$/);
      expect(summary).toMatch(/^[A-Z].*\.$/);
    }
  });

  it.each(calls)("declares the parameters and the answers of $call as OpenAPI has them", (call) => {
    const inPath = [...call.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const parameters = call.parameters ?? [];
    const declared = parameters.filter((parameter) => parameter.in === "path");
    expect(declared.map(({ name, required }) => [name, required])).toEqual(
      inPath.map((name) => [name, true]),
    );
    for (const parameter of parameters) {
      expect(["path", "query"]).toContain(parameter.in);
      expect(parameter.schema).toBeTypeOf("object");
    }
    expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
    const statuses = Object.keys(call.responses);
    expect(statuses.filter((status) => status.startsWith("2"))).toHaveLength(1);
    for (const [status, { description, content = {} }] of Object.entries(call.responses)) {
      expect(status).toMatch(/^[1-5]\d\d$/);
      expect(description).not.toBe("");
      expect(Object.keys(content)).toEqual(status === "204" ? [] : [typeOf(call, status)]);
    }
    const bodies = Object.keys(call.requestBody?.content ?? {});
    expect(["GET", "DELETE"].includes(call.method) ? [] : ["application/json"]).toEqual(bodies);
  });

  it.each(calls)("has a schema and a description for each answer of $call, errors included", (call) => {
    for (const [status, { description, content = {} }] of Object.entries(call.responses)) {
      expect(description).toMatch(/^[A-Z].*\.$/);
      const [schema] = Object.values(content).map((type) => Object(type).schema);
      if (status === "204") continue;
      const name = /^#\/components\/schemas\/(\w+)$/.exec(String(Object(schema).$ref))?.[1];
      const described = name === undefined ? schema : Object(document.components.schemas)[name];
      expect([call.call, status, Object(described).type]).toEqual([
        call.call,
        status,
        call.path === "events" && status === "200" ? "string" : "object",
      ]);
      expect(Object(described).description).toMatch(/\.$/);
    }
  });

  it("describes each schema that has a name", () => {
    const named = Object.entries(document.components.schemas);
    expect(named.length).toBeGreaterThan(60);
    for (const [name, schema] of named)
      expect([name, Object(schema).description]).toEqual([name, expect.stringMatching(/\.$/)]);
  });

  it("points only at what it has", () => {
    const references = nodes(document).flatMap(({ $ref }) => (typeof $ref === "string" ? [$ref] : []));
    expect(references.length).toBeGreaterThan(50);
    for (const reference of new Set(references)) {
      const [root, ...keys] = reference.split("/");
      const target = keys.reduce<unknown>((node, key) => Object(node)[key], document);
      expect([root, typeof target]).toEqual(["#", "object"]);
    }
    const schemes = Object.keys(document.components.securitySchemes);
    const asked = nodes(document).flatMap(({ security }) => (Array.isArray(security) ? security : []));
    for (const name of asked.flatMap((entry) => Object.keys(entry))) expect(schemes).toContain(name);
  });

  it("has schemas of known types, whose required keys are there", () => {
    const types = ["object", "array", "string", "number", "integer", "boolean", "null"];
    let objects = 0;
    for (const call of calls) {
      const schemas = [
        ...(call.parameters ?? []).map(({ schema }) => schema),
        ...Object.values(call.requestBody?.content ?? {}).map(({ schema }) => schema),
        document.components.schemas,
      ];
      // Where `type` is a schema itself, it is the property of that name.
      const all = schemas
        .flatMap(nodes)
        .filter(({ type }) => typeof type !== "object" || Array.isArray(type));
      for (const node of all) {
        expect([undefined, ...types]).toEqual(expect.arrayContaining([node["type"]].flat()));
        if (node["type"] !== "object" || !Array.isArray(node["required"])) continue;
        objects += 1;
        for (const key of node["required"]) expect(Object(node["properties"])).toHaveProperty([key]);
      }
    }
    expect(objects).toBeGreaterThan(5);
  });
});

/** An account, a message with a final status and one without, a fault. */
async function furnished(emulator: TestEmulator): Promise<Readonly<Record<string, string>>> {
  const id = await emulator.sent();
  const final = await emulator.sent();
  await emulator.emulator.messages.setStatus(final, 2);
  const fault = await emulator.emulator.faults.add({ kind: "reset", match: { token: "test_nobody" } });
  // Two templates: one on its way, one that is rejected.
  for (let made = 0; made < 2; made++) {
    await emulator.create({ ResourceLink: "https://media.example.test/picture.png" });
  }
  await emulator.emulator.templates.setStatus(10_587, { token: TOKEN, id: 4 });
  const originalUrl = "https://shop.example.test/";
  await emulator.emulator.shortUrls.create({ token: TOKEN, code: "shop", originalUrl });
  return { message: id, final, fault: fault.id };
}

type Given = Readonly<Record<string, string>>;

interface Example {
  readonly path?: (given: Given) => string;
  readonly query?: string;
  readonly body?: unknown;
}

/** Answer to the first send of any {@link furnished} emulator. */
const FIRST_MESSAGE = await new TestEmulator().sent();

/** Example that succeeds, for each call; those left out need nothing. */
const succeeding: Readonly<Record<string, Example>> = {
  "POST seed": { body: { accounts: [{ token: "seeded" }] } },
  "POST accounts": { body: { token: "made" } },
  "GET accounts/{token}": { path: () => `accounts/${TOKEN}` },
  "PATCH accounts/{token}": { path: () => `accounts/${TOKEN}`, body: { credits: 1 } },
  "POST inbound": { body: { token: TOKEN, from: "12125550150", message: "hi" } },
  "GET inbox": { query: `token=${TOKEN}` },
  "GET contacts": { query: `token=${TOKEN}` },
  "GET templates": { query: `token=${TOKEN}` },
  "GET templates/{id}": { path: () => "templates/10586", query: `token=${TOKEN}` },
  "POST templates/{id}/status": { path: () => "templates/10586/status", body: { token: TOKEN, id: 4 } },
  "POST short-urls": { body: { token: TOKEN, code: "other", originalUrl: "https://shop.example.test/" } },
  "POST short-urls/{id}/clicks": { path: () => "short-urls/1/clicks", body: { token: TOKEN } },
  "GET messages/wait": { query: "timeoutMs=0" },
  "GET messages/{id}": { path: ({ message }) => `messages/${message}` },
  "POST messages/{id}/status": { path: ({ message }) => `messages/${message}/status`, body: { id: 9 } },
  "PUT clock": { body: { now: "2026-02-01T00:00:00Z" } },
  "POST clock/advance": { body: { by: "1h" } },
  "POST faults": { body: { kind: "hang", match: { token: "test_nobody" } } },
  "DELETE faults/{id}": { path: ({ fault }) => `faults/${fault}` },
  "GET journal/wait": { query: "timeoutMs=0" },
  "PUT state": { body: await new TestEmulator().emulator.snapshot() },
};

/** Examples that are refused, by status and call, without the refusals that every call has. */
const refused: Readonly<Record<string, Readonly<Record<string, Example>>>> = {
  "404": {
    "GET accounts/{token}": { path: () => "accounts/nobody" },
    "PATCH accounts/{token}": { path: () => "accounts/nobody", body: {} },
    "GET messages/{id}": { path: () => "messages/none" },
    "POST messages/{id}/status": { path: () => "messages/none/status", body: { id: 2 } },
    "POST inbound": { body: { token: "nobody", from: "12125550150", message: "hi" } },
    "GET templates": { query: "token=nobody" },
    "GET templates/{id}": { path: () => "templates/1", query: `token=${TOKEN}` },
    "POST templates/{id}/status": { path: () => "templates/1/status", body: { token: TOKEN, id: 4 } },
    "POST short-urls": { body: { token: "nobody", code: "a", originalUrl: "https://shop.example.test/" } },
    "POST short-urls/{id}/clicks": { path: () => "short-urls/9/clicks", body: { token: TOKEN } },
    "GET inbox": { query: "token=nobody" },
    "GET contacts": { query: "token=nobody" },
    "GET clock": { query: "token=nobody" },
    "PUT clock": { body: { token: "nobody", now: 0 } },
    "POST clock/advance": { body: { token: "nobody", by: 1 } },
    "POST clock/freeze": { body: { token: "nobody" } },
    "POST clock/resume": { body: { token: "nobody" } },
    "DELETE faults/{id}": { path: () => "faults/fault-99" },
  },
  "408": {
    "GET messages/wait": { query: "timeoutMs=0&contains=never" },
    "GET journal/wait": { query: "timeoutMs=0&after=99" },
  },
  "503": {
    "GET messages/wait": { query: "contains=never" },
    "GET journal/wait": { query: "after=99" },
  },
  "409": {
    "POST seed": {
      body: {
        accounts: [{ token: "other", messages: [{ id: FIRST_MESSAGE, to: "12125550150", text: "hi" }] }],
      },
    },
    "POST short-urls": { body: { token: TOKEN, code: "shop", originalUrl: "https://shop.example.test/" } },
    "POST messages/{id}/status": { path: ({ final }) => `messages/${final}/status`, body: { id: 9 } },
    "POST templates/{id}/status": { path: () => "templates/10587/status", body: { token: TOKEN, id: 4 } },
  },
};

function targetOf({ path }: Call, example: Example, given: Given, query = example.query): string {
  const target = example.path?.(given) ?? path.replace(/\{\w+\}/g, "none");
  return query === undefined ? target : `${target}?${query}`;
}

async function perform(emulator: TestEmulator, call: Call, example: Example): Promise<Answered> {
  const given = await furnished(emulator);
  return await emulator.control(call.method, targetOf(call, example, given), example.body);
}

interface Problem {
  readonly type: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** Schema of a call's answer; it refuses unknown keys. */
function answerOf({ method, path }: Call) {
  const beside = { "health/live": health, "health/ready": health, "openapi.json": openApi }[path];
  const call = controlCalls.find((each) => each.method.toUpperCase() === method && each.path === `/${path}`);
  const answer = beside ?? call?.answer;
  if (answer === undefined) throw new Error(`Expected an answer of ${method} ${path}.`);
  return answer();
}

function problemOf(answer: Answered): Problem {
  expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
  expect(problemSchema().safeParse(json(answer)).error).toBeUndefined();
  const problem = json<Problem>(answer);
  expect(problem).toMatchObject({ type: "about:blank", status: answer.status });
  expect(problem.detail).toMatch(/\.$/);
  return problem;
}

const finite = calls.filter(({ path }) => path !== "events");

describe("the calls", () => {
  it("in the table are in the document, and beside them health, events and the document itself", () => {
    const inTable = controlCalls.map(({ method, path }) => `${method.toUpperCase()} ${path.slice(1)}`);
    const beside = ["GET health/live", "GET health/ready", "GET events", "GET openapi.json"];
    expect(calls.map(({ call }) => call).toSorted()).toEqual([...inTable, ...beside].toSorted());
  });

  it("say which parameters they cannot do without", async () => {
    const needed = calls.flatMap(({ call, parameters = [] }) =>
      parameters.flatMap((parameter) =>
        parameter.in === "query" && parameter.required ? [`${call} ${parameter.name}`] : [],
      ),
    );
    expect(needed).toEqual(expect.arrayContaining(["GET inbox token", "GET contacts token"]));
    for (const path of ["inbox", "contacts"]) {
      const answer = await new TestEmulator().control("GET", path);
      expect(problemOf(answer).errors?.map(({ field }) => field)).toEqual(["token"]);
    }
  });

  it.each(finite)("$call answers with the status that is documented", async (call) => {
    const answer = await perform(new TestEmulator(), call, succeeding[call.call] ?? {});
    const [success = ""] = Object.keys(call.responses).filter((status) => status.startsWith("2"));
    expect([answer.status, answer.text === ""]).toEqual([Number(success), success === "204"]);
    expect(answer.headers.get("Content-Type")).toBe(success === "204" ? null : "application/json");
    const wrong = success === "204" ? undefined : answerOf(call).safeParse(json(answer)).error;
    expect(wrong).toBeUndefined();
  });

  it("events are a stream, as documented", async () => {
    const answer = await new TestEmulator().emulator.fetch("http://localhost/_emulator/events");
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, "text/event-stream"]);
    await answer.body?.cancel();
  });

  it.each([
    "POST health/live",
    "PUT accounts",
    "DELETE messages",
    "GET reset",
    "GET nope",
    "GET state/x",
    "PATCH clock",
  ])("%s, which is not documented, is a problem", async (call) => {
    const [method = "", path = ""] = call.split(" ");
    const answer = await new TestEmulator().control(method, path);
    expect([answer.status, problemOf(answer).detail]).toEqual([
      404,
      `The control API has no ${method} /_emulator/${path}.`,
    ]);
  });

  it.each(
    Object.entries(refused).flatMap(([status, all]) => Object.keys(all).map((call) => ({ call, status }))),
  )("$call refuses with $status where it says so", async ({ call, status }) => {
    const found = calls.find((known) => known.call === call);
    const example = refused[status]?.[call];
    if (found === undefined || example === undefined) throw new Error(`Expected the call ${call}.`);
    const emulator = new TestEmulator();
    const answering = perform(emulator, found, example);
    if (status === "503") setImmediate(() => void emulator.emulator.close());
    const answer = await answering;
    expect(answer.status).toBe(Number(status));
    problemOf(answer);
    expect(found.responses).toHaveProperty([status]);
  });

  it("refuse with nothing else that is their own", () => {
    const shown = Object.entries(refused).flatMap(([status, all]) =>
      Object.keys(all).map((call) => `${call} ${status}`),
    );
    const said = calls.flatMap(({ call, responses }) =>
      Object.keys(responses).flatMap((status) =>
        ["404", "408", "409", "503"].includes(status) ? [`${call} ${status}`] : [],
      ),
    );
    expect(said.toSorted()).toEqual(shown.toSorted());
  });

  it.each(calls.filter(({ responses }) => "400" in responses))(
    "$call refuses an unknown query by its name",
    async (call) => {
      const emulator = new TestEmulator();
      const before = JSON.stringify(await emulator.emulator.snapshot());
      const { body, query } = succeeding[call.call] ?? {};
      const asked = query === undefined ? "tokn=test_a" : `${query}&tokn=test_a`;
      const answer = await emulator.control(call.method, targetOf(call, {}, {}, asked), body);
      expect(answer.status).toBe(400);
      expect(problemOf(answer).errors).toEqual([{ field: "tokn", message: "there is no such key" }]);
      expect(JSON.stringify(await emulator.emulator.snapshot())).toBe(before);
    },
  );

  it.each(calls.filter(({ requestBody }) => requestBody !== undefined))(
    "$call refuses an unknown field by its name, and what is no JSON",
    async (call) => {
      const emulator = new TestEmulator();
      const given = await furnished(emulator);
      const example = succeeding[call.call] ?? {};
      const target = targetOf(call, example, given);
      const unknown = await emulator.control(call.method, target, {
        ...Object(example.body),
        tokn: "test_a",
      });
      expect([unknown.status, problemOf(unknown).errors?.map(({ field }) => field)]).toEqual([400, ["tokn"]]);
      const url = `http://localhost/_emulator/${target}`;
      const broken = await emulator.emulator.fetch(url, { method: call.method, body: "{" });
      expect([broken.status, await broken.json()]).toMatchObject([
        400,
        { detail: expect.stringContaining("JSON") },
      ]);
    },
  );

  it.each(calls.filter(({ responses }) => "413" in responses && responses["413"]))(
    "$call refuses a body that is too large by its length",
    async (call) => {
      const { emulator } = new TestEmulator();
      const answer = await emulator.fetch(`http://localhost/_emulator/${targetOf(call, {}, {})}`, {
        method: call.method,
        headers: { "Content-Length": String(2 ** 31) },
        body: "{}",
      });
      expect([answer.status, await answer.json()]).toMatchObject([413, { title: "Content Too Large" }]);
    },
  );
});

describe("who may call", () => {
  const guarded = calls.filter(({ path }) => !path.startsWith("health/"));

  it("is documented for all calls but health", () => {
    for (const { responses } of guarded)
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(["401", "403"]));
  });

  it("every call is 403 to a rebound page, and 401 without the token on an open address", async () => {
    const local = await startTestEmulator();
    const open = await startTestEmulator({}, { host: "0.0.0.0", controlToken: "0123456789abcdef" });
    const refusals = await Promise.all(
      guarded.flatMap(({ method, path }) =>
        [local.url, `http://127.0.0.1:${open.port}`].map(
          async (url) =>
            (await sendRaw(url, rawRequest(`${method} /_emulator/${path.replace(/[{}]/g, "")}`))).status,
        ),
      ),
    );
    expect(refusals).toEqual(guarded.flatMap(() => [403, 401]));
  });

  it("no call does anything for a page of another origin", async () => {
    const { url } = await startTestEmulator();
    const origin = { Host: "127.0.0.1", Origin: "https://evil.example" };
    for (const method of ["GET", "OPTIONS"]) {
      const preflight = { ...origin, "Access-Control-Request-Method": "POST" };
      const answer = await sendRaw(url, rawRequest(`${method} /_emulator/accounts`, preflight));
      expect(answer.head).not.toMatch(/^access-control/im);
      expect(answer.status).toBe(403);
    }
  });
});
