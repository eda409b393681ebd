/**
 * No endpoint can be forgotten: the vendor's endpoints, the emulator's routes, the client's methods, the contract,
 * the ledger and docs/endpoints.md say the same of what is built.
 * What an endpoint still lacks is named by `recipe.test.ts`.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PACT_FILE, parsePact } from "../../contracts/pact/pact-file.ts";
import { clientMethodOf } from "../../scripts/docs/endpoints.ts";
import { ProTexting } from "../../src/client/index.ts";
import { actions, routes } from "../../src/emulator/routes/table.ts";
import { type Endpoint, endpoints } from "../../src/protocol/endpoints.ts";
import { TestEmulator } from "../support/test-emulator.ts";

/** Methods of the client that are no endpoint but help with some. */
const HELPERS: readonly string[] = [
  "sms.sendMany",
  "sms.reconcile",
  "sms.waitForDelivery",
  "smsSimple.waitForDelivery",
  "mmsTemplates.waitForApproval",
];

const table: readonly Endpoint[] = endpoints;
const built = Object.keys(actions).sort();
const rowsBuilt = table.filter(({ id }) => built.includes(id));
const { interactions } = parsePact(readFileSync(PACT_FILE, "utf8"));

function addressOf({ methods, path }: Pick<Endpoint, "methods" | "path">): string {
  return `${methods.join("|")} ${path}`;
}

/** The client's methods as `controller.method`, and what else hangs from it. */
function clientMethods(): { readonly methods: readonly string[]; readonly others: readonly string[] } {
  const client = new ProTexting({ accessToken: "test_coverage", baseUrl: "http://127.0.0.1:1" });
  const methods: string[] = [];
  const others: string[] = [];
  for (const [controller, object] of Object.entries(client)) {
    const own = Object.getOwnPropertyNames(object).map((name): [string, unknown] => [
      name,
      Reflect.get(object, name),
    ]);
    const prototype: unknown = Object.getPrototypeOf(object);
    const inherited = Object.entries(Object.getOwnPropertyDescriptors(prototype)).map(
      ([name, { value }]): [string, unknown] => [name, value],
    );
    for (const [name, value] of [...own, ...inherited]) {
      if (name === "constructor") continue;
      (typeof value === "function" ? methods : others).push(`${controller}.${name}`);
    }
  }
  return { methods, others };
}

describe("the vendor's endpoints", () => {
  it("are 43 with a page, and one that an answer gives away", () => {
    expect(table.filter(({ page }) => page !== null)).toHaveLength(43);
    expect(table.filter(({ page }) => page === null).map(({ id }) => id)).toEqual([
      "smsSimple.deliveryReport",
    ]);
  });

  it("have an id and an address each", () => {
    expect(new Set(table.map(({ id }) => id)).size).toBe(44);
    expect(new Set(table.map(addressOf)).size).toBe(44);
  });

  it("are the emulator's routes, all of them and no other", () => {
    const routed = Array.from(routes.values(), ({ endpoint }) => endpoint.id);
    expect(routed.sort()).toEqual(table.map(({ id }) => id).sort());
  });
});

describe("an endpoint is built", () => {
  it("when it stands in the vendor's table", () => {
    expect(rowsBuilt.map(({ id }) => id).sort()).toEqual(built);
    expect(built.length).toBeGreaterThan(0);
  });

  it("when the emulator answers it with something else than 501", async () => {
    const emulator = new TestEmulator();
    const answering: string[] = [];
    for (const { id, methods, path } of table) {
      for (const method of methods) {
        const { status } = await emulator.call(path, { method });
        if (status !== 501 && !answering.includes(id)) answering.push(id);
        expect(status, `${method} ${path}`).not.toBe(404);
      }
    }
    expect(answering.sort()).toEqual(built);
  });

  it("when the client has its method, and has no other", () => {
    const { methods, others } = clientMethods();
    expect(methods.filter((method) => !HELPERS.includes(method)).sort()).toEqual(
      built.map(clientMethodOf).sort(),
    );
    expect(methods).toEqual(expect.arrayContaining([...HELPERS]));
    expect(others).toEqual([]);
  });

  it("when the contract has interactions of it, to its address", () => {
    expect([...new Set(interactions.map(({ comments }) => comments.endpoint))].sort()).toEqual(built);
    for (const { description, comments, request } of interactions) {
      const row = table.find(({ id }) => id === comments.endpoint);
      expect([description, request.path]).toEqual([description, row?.path]);
      expect(row?.methods).toContain(request.method);
    }
  });
});

describe("the contract of an endpoint", () => {
  it("says the same in JSON and in XML", () => {
    const outcomes = (format: string) =>
      interactions
        .filter(({ description }) => description.includes(` in ${format}: `))
        .map(({ description, response, comments }) => [
          description.replace(` in ${format}: `, ": "),
          response.status,
          comments.touches,
        ]);
    expect(outcomes("XML")).toEqual(outcomes("JSON"));
    expect(outcomes("XML").length * 2).toBe(interactions.length);
  });
});
