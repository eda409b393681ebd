/**
 * Everything that a built endpoint or a kind of records still lacks, in the order of CONTRIBUTING's recipe, each with the
 * file to edit. Give an endpoint its action, run this file, and do what it names.
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type * as z from "zod";
import { PACT_FILE, parsePact } from "../../contracts/pact/pact-file.ts";
import { states } from "../../contracts/provider/states.ts";
import { clientMethodOf } from "../../scripts/docs/endpoints.ts";
import { ProTexting } from "../../src/client/index.ts";
import { firstIds } from "../../src/emulator/domain/records.ts";
import { actions } from "../../src/emulator/routes/table.ts";
import { seededRecords } from "../../src/emulator/seed/seeded-records.ts";
import { type Endpoint, endpoints } from "../../src/protocol/endpoints.ts";
import { ledgerEntries } from "../../src/protocol/evidence/ledger.ts";
import { MADE, SEEDED } from "../support/filled-emulator.ts";
import { flips } from "../support/flips.ts";
import { sourceFiles, testTitles } from "../support/test-titles.ts";

const root = new URL("../../", import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), "utf8");
const isBuilt = ({ id }: Endpoint): boolean => Object.hasOwn(actions, id);

const { interactions } = parsePact(textOf(PACT_FILE));
const titles = testTitles(sourceFiles("test", "contracts"));
const client: object = new ProTexting({ accessToken: "test_recipe", baseUrl: "http://127.0.0.1:1" });

/** Something to do, or undefined when it is done. */
type Step = string | undefined;

function hasMethod(name: string): boolean {
  const [controller = "", method = ""] = name.split(".");
  return typeof Object(Reflect.get(client, controller))[method] === "function";
}

/** Ledger entries that the interactions of this endpoint alone rest on. */
function ownRules(endpoint: string): ReadonlySet<string> {
  const rulesOf = (isOwn: boolean) =>
    interactions
      .filter(({ comments }) => (comments.endpoint === endpoint) === isOwn)
      .flatMap(({ comments }) => comments["rests-on"].map(({ id }) => id));
  const others = new Set(rulesOf(false));
  return new Set(rulesOf(true).filter((rule) => !others.has(rule)));
}

function statusesOf(endpoint: string, mediaType: string): readonly number[] {
  return interactions
    .filter(
      ({ comments, request }) =>
        comments.endpoint === endpoint && request.headers["Accept"]?.includes(mediaType),
    )
    .map(({ response }) => response.status);
}

function stepsOfEndpoint({ id, page, success }: Endpoint): readonly Step[] {
  const method = clientMethodOf(id);
  const rules = ownRules(id);
  const about = ledgerEntries().filter(({ reference }) => page === null || reference === `page ${page}`);
  const refused = ["application/json", "application/xml"].flatMap((mediaType) =>
    [success, 401, 429].filter((status) => !statusesOf(id, mediaType).includes(status)),
  );
  return [
    about.length > 0 ? undefined : `${id}: write an entry about page ${page} in src/protocol/evidence/`,
    hasMethod(method)
      ? undefined
      : `${id}: write ${method} in src/client/controllers/, hung up in src/client/client.ts`,
    refused.length === 0
      ? undefined
      : `${id}: write interactions with ${[...new Set(refused)].join(", ")} in contracts/consumer/, listed in its interactions.ts, and run npm run contracts:generate`,
    about.some((entry) => rules.has(entry.id))
      ? undefined
      : `${id}: let its interactions in contracts/consumer/ rest on an entry about page ${page} that no other endpoint rests on`,
    textOf("docs/endpoints.md").includes(`| \`${method}\` |`) ? undefined : `${id}: run npm run docs`,
  ];
}

function stepsOfRecords(name: string): readonly Step[] {
  const [account] = SEEDED.accounts.filter(({ token }) => token === MADE);
  const isAState = Object.values<{ readonly params: z.ZodType }>(states).some(({ params }) => {
    const shape: unknown = Reflect.get(params, "shape");
    return typeof shape === "object" && shape !== null && name in shape;
  });
  return [
    Object.hasOwn(seededRecords, name)
      ? undefined
      : `${name}: let seeds have them in src/emulator/seed/seeded-records.ts`,
    account !== undefined && name in account
      ? undefined
      : `${name}: put one into the account of test/support/filled-emulator.ts, so that snapshots are tried with it`,
    isAState
      ? undefined
      : `${name}: write a state whose parameter is ${name} in contracts/provider/states.ts`,
  ];
}

function stepsOfRule({ id, source, ...entry }: ReturnType<typeof ledgerEntries>[number]): readonly Step[] {
  const setting = "setting" in entry ? entry.setting : undefined;
  const hasTitle = titles.some(({ title, idle }) => !idle && title.includes(`[${id}]`));
  const isTurned = flips.some(
    (flip) => setting !== undefined && (flip.setting === setting || flip.setting.startsWith(`${setting}.`)),
  );
  return [
    hasTitle ? undefined : `${id}: write a test whose title carries [${id}]`,
    source !== "assumed" || isTurned
      ? undefined
      : `${id}: write a flip of ${setting} in test/support/, beside its kind`,
  ];
}

/** Sentences of the ledger and the docs that say of something built that it is not. */
function outdated(): readonly Step[] {
  const pages = readdirSync(new URL("docs/", root)).filter(
    (name) => name.endsWith(".md") && name !== "endpoints.md",
  );
  const texts = [
    ...ledgerEntries().map(
      ({ id, says, deviation = "" }) => [`entry ${id}`, `${says} ${deviation}`] as const,
    ),
    ...["README.md", ...pages.map((name) => `docs/${name}`)].map((path) => [path, textOf(path)] as const),
  ];
  return texts.flatMap(([where, text]) =>
    text
      .replaceAll(/\s+/g, " ")
      .split(/(?<=[.;:]) /)
      .filter((sentence) => /\b(?:is|are) not built\b/.test(sentence))
      .flatMap((sentence) =>
        controllersIn(sentence).map((name) => `${where}: says that ${name} is not built: "${sentence}"`),
      ),
  );
}

/** Controllers that a sentence names and of which something is built. */
function controllersIn(sentence: string): readonly string[] {
  const controllers = new Set(endpoints.map(({ id }) => id.split(".")[0] ?? ""));
  return [...controllers].filter((controller) => {
    const all = endpoints.filter(({ id }) => id.startsWith(`${controller}.`));
    const [first = "", ...rest] = controller.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
    const words = rest.length > 1 ? `${first} ${rest.at(-1)}` : [first, ...rest].join(" ");
    const isOfWords = new RegExp(`\\b${words}s?\\b`, "i").test(sentence);
    // A path speaks of its endpoint alone, a word of all that its controller has.
    return all.some(
      (endpoint) => isBuilt(endpoint) && (isOfWords || sentence.includes(endpoint.path.replace("/v1/", ""))),
    );
  });
}

it("nothing is missing of what is built", () => {
  const built: readonly Endpoint[] = endpoints.filter(isBuilt);
  const steps = [
    ...built.flatMap(stepsOfEndpoint),
    ...Object.keys(firstIds).flatMap(stepsOfRecords),
    ...ledgerEntries().flatMap(stepsOfRule),
    ...outdated(),
    textOf("README.md").replaceAll(/\s+/g, " ").includes(`${built.length} of the 44 endpoints are built`)
      ? undefined
      : "README.md: run npm run docs",
  ];
  expect(steps.filter((step) => step !== undefined)).toEqual([]);
});
