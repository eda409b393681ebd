/** Every documented path answers: the built ones, and 501 from the others. */
import { describe, expect, it } from "vitest";
import { actions, routes } from "../../src/emulator/routes/table.ts";
import { type Endpoint, endpoints } from "../../src/protocol/endpoints.ts";
import { json, TestEmulator } from "../support/test-emulator.ts";

const VERBS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];
const rows: readonly Endpoint[] = endpoints;
const built = new Set<string>(Object.keys(actions));
const notBuilt = rows.filter(({ id }) => !built.has(id));

describe("the route table", () => {
  it("has a route for every documented endpoint, and no other", () => {
    expect([...routes.keys()].sort()).toEqual(rows.map(({ path }) => path).sort());
    expect(new Set(routes.keys()).size).toBe(rows.length);
  });
});

describe("a documented endpoint that is not built", () => {
  it.each(notBuilt)("[route.not-built] $path answers 501 to its own verbs and says so", async (endpoint) => {
    const emulator = new TestEmulator();
    const verbs = endpoint.methods.join("|");
    for (const method of endpoint.methods) {
      const answer = await emulator.call(endpoint.path, { method });
      expect(answer.status).toBe(501);
      expect(json(answer)).toEqual({
        name: "Not Implemented",
        message: `${verbs} ${endpoint.path} is documented by the vendor but not built in this emulator.`,
        code: 0,
        status: 501,
      });
    }
  });

  it("[route.not-built] the checks before it still come first", async () => {
    const emulator = new TestEmulator();
    expect((await emulator.call("/v1/keyword/index", { token: null })).status).toBe(401);
    expect((await emulator.call("/v1/keyword/index", { accept: "text/html" })).status).toBe(415);
  });
});

describe("verbs", () => {
  it.each(rows)("[verb.allowed] $path answers 405 with Allow to all other verbs", async (endpoint) => {
    const emulator = new TestEmulator();
    const others = VERBS.filter((verb) => !endpoint.methods.some((method) => method === verb));
    const allowed = endpoint.methods.join(", ");
    for (const method of others) {
      const answer = await emulator.call(endpoint.path, { method, token: null });
      expect([answer.status, answer.headers.get("Allow")]).toEqual([405, allowed]);
    }
    const sample = await emulator.call(endpoint.path, { method: "PATCH", token: null });
    expect(json(sample)).toEqual({
      name: "Method Not Allowed",
      message: `Method Not Allowed. This URL can only handle the following request methods: ${allowed}.`,
      code: 0,
      status: 405,
    });
  });
});

describe("paths", () => {
  it.each([
    "/",
    "/v1",
    "/v1/sms",
    "//v1/credits/balance",
    "/v1//credits/balance",
    "/v1/credits/balance/",
    "/V1/credits/balance",
    "/v1/credits/Balance",
    "/v1/credits/%2562alance",
    "/v1/credits/%42alance",
    "/v1/credits/balance%0A",
    "/v1/credits/balance%20",
    "/v1/credits/%C3%A9",
    "/v1/credits%2Fbalance",
    "/v1/credits/balance.json",
    "/v1/credits/balance%00",
    "/v2/credits/balance",
    "/__proto__",
    "/constructor",
    "/_emulatorx/accounts",
  ])("[route.exact] %s is no route", async (path) => {
    const emulator = new TestEmulator();
    const answer = await emulator.call(path);
    expect(answer.text).toBe('{"name":"Not Found","message":"Page not found.","code":0,"status":404}');
  });

  it.each(["/v1/credits/%62alance", "/%76%31/credits/balance", "/v1/credits/b%61lanc%65"])(
    "[route.exact] [headers.link] %s is the balance, and Link has it decoded",
    async (path) => {
      const answer = await new TestEmulator().call(path);
      expect(answer.text).toBe('{"AvailableCredits":1000}');
      expect(answer.headers.get("Link")).toMatch(/\/v1\/credits\/balance\?access_token=[^>]*>; rel=self$/);
    },
  );

  it("[route.unknown] an unknown route is 404 in the negotiated format, whoever asks", async () => {
    const emulator = new TestEmulator();
    const answer = await emulator.call("/v1/nope", { accept: "application/xml", token: null });
    expect(answer.headers.get("Content-Type")).toBe("application/xml; charset=UTF-8");
    expect(answer.text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<response><name>Not Found</name>' +
        "<message>Page not found.</message><code>0</code><status>404</status></response>\n",
    );
  });
});
