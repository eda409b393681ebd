/**
 * Checks that the contract is complete: for each endpoint and format the success and every refusal that a client can
 * provoke, headers and pages; `field-errors.test.ts` has the fields. The complete list comes from the endpoint table,
 * the vendor's pages, the ledger and the emulator itself, which is asked.
 */
import { describe, expect, it } from "vitest";
import { vendorFacts } from "../../contracts/mutants/vendor-facts.ts";
import type { PactInteraction } from "../../contracts/pact/pact-file.ts";
import { ledgerEntries } from "../../src/protocol/evidence/ledger.ts";
import { CARRIER_BLOCKED, CARRIER_CODE, refusalCodes } from "../../src/protocol/refusal-codes.ts";
import { TestEmulator } from "../support/test-emulator.ts";
import {
  bodyOf,
  built,
  cases,
  exchanged,
  FORMATS,
  headersOf,
  interactions,
  ofEndpoint,
  pageOf,
  remaining,
  withStatus,
} from "./reading.ts";

const ALL_CODES = [...Object.keys(refusalCodes).map(Number), CARRIER_CODE];
const OF_THE_SENDER: readonly number[] = [301, 302];
/** Codes of every call of an account; a read shows that they are not of sends alone. */
const ACCOUNTS: readonly number[] = [6, 7];

/** The code of a refusal whose text is the page's; a list of fields has none. */
function codeOf(interaction: PactInteraction): number | undefined {
  const body = bodyOf(interaction);
  const code = /"code":(\d+)|<code>(\d+)</
    .exec(body)
    ?.slice(1)
    .find((digits) => digits !== undefined);
  if (code === undefined) return undefined;
  const texts = new Map<number, string>(Object.entries(refusalCodes).map(([of, text]) => [Number(of), text]));
  // A declined transaction stands on the page of numbers/create alone, without a code.
  const printed = texts.get(Number(code)) ?? CARRIER_BLOCKED;
  expect([printed, "The transaction is declined."].some((text) => body.includes(text))).toBe(true);
  return Number(code);
}

/** True when the emulator asks for a parameter beside the token. */
async function takesAnId(path: string, method: string): Promise<boolean> {
  const { status, text } = await new TestEmulator().call(path, { method });
  return status === 400 && text.includes("Missing required parameters");
}

describe.each(cases)("$id in $format has", ({ id, format, path, success, methods, headers }) => {
  const own = ofEndpoint(id, format);
  const takes = (field: string) => pageOf(path).body_params.some(({ name }) => name === field);
  // The books judge a message that is sent later when it is sent.
  const isSend = takes("MobilePhone") && !takes("DateTime");

  it("its success, the unknown token, and the used-up account", () => {
    expect(withStatus(own, success).length).toBeGreaterThan(0);
    expect(withStatus(own, 401).length).toBeGreaterThan(0);
    expect(withStatus(own, 429).map(remaining)).toContain("0");
  });

  it("what is not there, where it takes an id", async () => {
    const [method = "GET"] = methods;
    // A keyword that the account does not have is free, or not.
    const mayBeNothing = id !== "keyword.checkAvailability" && (await takesAnId(path, method));
    expect(withStatus(own, 404).length > 0).toBe(mayBeNothing);
  });

  it("the recipient's limit and every code of the page error-codes, where it sends", () => {
    expect(withStatus(own, 429).some((interaction) => remaining(interaction) !== "0")).toBe(isSend);
    const takesSender = takes("SendFrom");
    const expected = ALL_CODES.filter((code) => isSend && (takesSender || !OF_THE_SENDER.includes(code)));
    const found = new Set(withStatus(own, 422).flatMap((interaction) => codeOf(interaction) ?? []));
    expect([...found].sort((a, b) => a - b)).toEqual(
      { "credits.balance": ACCOUNTS, "numbers.create": [4] }[id] ?? expected,
    );
  });

  it("no 402 and no 403, which stand on no page", () => {
    expect([...withStatus(own, 402), ...withStatus(own, 403)]).toEqual([]);
  });

  it("the headers that its page prints, on refusals those of the account", () => {
    const expectedOf = (status: number) => [
      ...(status === 401 ? [] : ["Cache-Control", "Pragma"]),
      ...(status === 401 ? [] : ["Limit", "Remaining", "Reset"].map((name) => `X-Rate-Limit-${name}`)),
      ...(status < 300 && headers === "paginated"
        ? ["Current-Page", "Page-Count", "Per-Page", "Total-Count"].map((name) => `X-Pagination-${name}`)
        : []),
      ...(status < 300 && headers !== "plain" ? ["Link"] : []),
      "Content-Type",
    ];
    for (const interaction of own) {
      const { status } = interaction.response;
      expect([interaction.description, Object.keys(headersOf(interaction)).sort()]).toEqual([
        interaction.description,
        expectedOf(status).sort(),
      ]);
    }
  });
});

interface Paged {
  readonly asked: number;
  readonly perPageAsked: number | undefined;
  readonly current: number;
  readonly count: number;
  readonly perPage: number;
  readonly rels: string;
}

function pagedOf(interaction: PactInteraction): Paged {
  const { query } = exchanged.parse(interaction.request);
  const found = headersOf(interaction);
  const figure = (name: string) => Number(found[`X-Pagination-${name}`]?.[0]);
  const [perPageAsked] = query["per-page"] ?? [];
  return {
    asked: Number(query["page"]?.[0] ?? 1),
    perPageAsked: perPageAsked === undefined ? undefined : Number(perPageAsked),
    current: figure("Current-Page"),
    count: figure("Page-Count"),
    perPage: figure("Per-Page"),
    rels: Array.from((found["Link"] ?? []).join().matchAll(/rel=(\w+)/g), ([, rel]) => rel).join(" "),
  };
}

describe("a list in pages", () => {
  const lists = cases.filter(
    ({ path, headers }) =>
      headers === "paginated" && pageOf(path).query_params.some(({ name }) => name === "page"),
  );

  it("is what has the parameter page in the vendor's documentation, and its headers", () => {
    expect(lists.length).toBeGreaterThan(0);
  });

  it.each(lists)(
    "$id in $format has its first, middle, last and too far page, and both bounds of a page",
    ({ id, format, success }) => {
      const own = withStatus(ofEndpoint(id, format), success).map(pagedOf);
      const has = (fits: (page: Paged) => boolean) => own.some(fits);
      expect({
        first: has(({ current, count, rels }) => current === 1 && count > 1 && rels === "self next last"),
        middle: has(
          ({ current, count, rels }) =>
            current > 1 && current < count && rels === "self first prev next last",
        ),
        last: has(
          ({ asked, current, count, rels }) =>
            asked === count && current === count && rels === "self first prev",
        ),
        tooFar: has(({ asked, current, count }) => asked > count && current === count && count > 1),
        fewer: has(({ perPageAsked, perPage }) => perPageAsked === perPage && perPage < 100),
        tooMany: has(({ perPageAsked, perPage }) => (perPageAsked ?? 0) > 100 && perPage === 100),
        onlyOne: has(({ count, perPageAsked }) => count === 1 && perPageAsked === undefined),
      }).toEqual({
        first: true,
        middle: true,
        last: true,
        tooFar: true,
        fewer: true,
        tooMany: true,
        onlyOne: true,
      });
    },
  );

  it.each(lists)(
    "$id in $format can be empty, unless it is that of the account's numbers",
    ({ id, format, success }) => {
      const counts = withStatus(ofEndpoint(id, format), success).map(
        (interaction) => pagedOf(interaction).count,
      );
      // An account has at least one number.
      expect(counts.includes(0)).toBe(id !== "numbers.index");
    },
  );
});

describe("each value of a documented table of statuses", () => {
  const facts = vendorFacts().filter(({ endpoint }) => built.some(({ id }) => id === endpoint));
  const tables = new Map(
    facts.flatMap((fact) => fact.tables).map((entry) => [JSON.stringify(entry.values), entry]),
  );

  it.each([...tables])("%s is answered by an endpoint that has the table", (key, { values }) => {
    for (const format of FORMATS) {
      const bodies = facts.flatMap(({ endpoint, tables: own }) =>
        own
          .filter((entry) => JSON.stringify(entry.values) === key)
          .flatMap(({ idField, textField }) =>
            ofEndpoint(endpoint, format).map((interaction) => ({
              body: bodyOf(interaction),
              idField,
              textField,
            })),
          ),
      );
      for (const [id, text] of values) {
        const isThere = bodies.some(
          ({ body, idField, textField }) =>
            new RegExp(`${idField}(":"?|>)${id}\\b`).test(body) &&
            new RegExp(`${textField}(":"|>)${text.replaceAll(" ", "[ _]")}`).test(body),
        );
        // Messages from handsets to an account count as SMS; MMS are in the sent history.
        expect([format, id, text, isThere]).toEqual([format, id, text, true]);
      }
    }
  });
});

describe("a rule of the ledger", () => {
  const rests = new Set(interactions.flatMap(({ comments }) => comments["rests-on"].map(({ id }) => id)));
  const ids = ledgerEntries().map(({ id }) => id);

  it("is rested on by an interaction, or says why not", () => {
    const outside = ledgerEntries().flatMap(({ id, outside: why }) => (why === undefined ? [] : [id]));
    expect(ids.filter((id) => !rests.has(id)).sort()).toEqual(outside.sort());
  });

  it("that names a refusal of a send, a field or a template is rested on", () => {
    const refusals = ledgerEntries().filter(
      ({ id, says }) =>
        /^(submit|sender|fields|template|opt-\w+|report|rate|credits|content|account)\./.test(id) &&
        /\b4\d\d\b|\bcode \d/i.test(says),
    );
    expect(refusals.length).toBeGreaterThan(5);
    expect(refusals.filter(({ id }) => !rests.has(id)).map(({ id }) => id)).toEqual([]);
  });
});
