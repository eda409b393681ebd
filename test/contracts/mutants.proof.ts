/** How much of what the vendor documents could be otherwise without the pact's noticing. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { RecordedAnswer } from "../../contracts/mutants/answer.ts";
import { mutantsOf } from "../../contracts/mutants/mutants.ts";
import { recordAnswers } from "../../contracts/mutants/recorded-answers.ts";
import { sayScore, score } from "../../contracts/mutants/score.ts";
import { knownSurvivors } from "../../contracts/mutants/survivors.ts";
import { vendorFacts } from "../../contracts/mutants/vendor-facts.ts";
import { PACT_FILE, type PactInteraction, readPact } from "../../contracts/pact/pact-file.ts";

const LONGEST_MS = 240_000;
const docs = readFileSync(new URL("../../docs/contracts.md", import.meta.url), "utf8");
const BALANCE = "credits.balance in JSON: the balance";

let interactions: readonly PactInteraction[] = [];
let answers: ReadonlyMap<string, RecordedAnswer> = new Map();
beforeAll(async () => {
  ({ interactions } = await readPact(PACT_FILE));
  answers = await recordAnswers(interactions);
});

const built = () => new Set(interactions.map(({ comments }) => comments.endpoint));
const balance = () => interactions.filter(({ description }) => description === BALANCE);

describe("mutants of what the vendor documents", () => {
  it(
    "are killed, more than 97 of 100, and the survivors are those that are listed with a reason",
    async () => {
      const mutants = mutantsOf(built());
      const found = await score(mutants, interactions, answers);
      process.stdout.write(`${sayScore(found)}\n`);
      expect([...found.survivors].sort()).toEqual([...knownSurvivors(mutants)].sort());
      expect(docs).toContain("The pact kills more than 97 of 100");
      expect(found.applied).toBeGreaterThan(3000);
      expect(found.killed / found.applied).toBeGreaterThan(0.97);
    },
    LONGEST_MS,
  );

  it("are there for each documented field, header and status of each endpoint that is built, in both formats", () => {
    const ids = mutantsOf(built()).map(({ id }) => id);
    for (const { endpoint, fields, headers, status } of vendorFacts().filter((facts) =>
      built().has(facts.endpoint),
    )) {
      const documented = [
        ...fields.flatMap((field) => [`${field} dropped`, `${field} null`]),
        ...headers
          .filter((name) => /^(X-|Link|Pragma|Cache)/.test(name))
          .map((name) => `header ${name} dropped`),
        ...(status === undefined ? [] : [`status 500 instead of ${status}`]),
      ];
      const expected = documented.flatMap((name) => [
        `${endpoint} in JSON: ${name}`,
        `${endpoint} in XML: ${name}`,
      ]);
      expect(ids).toEqual(expect.arrayContaining(expected));
    }
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("the score", () => {
  const mutant = (name: string, apply: (answer: RecordedAnswer) => RecordedAnswer) => ({
    id: name,
    name,
    endpoint: "credits.balance" as const,
    format: "json" as const,
    of: "success" as const,
    apply,
  });

  it("does not count a mutant that changes nothing", async () => {
    const same = mutant("same", (answer) => ({ ...answer }));
    const inCapitals = mutant("header names in capitals", (answer) => ({
      ...answer,
      headers: answer.headers.map(([name, value]) => [name.toUpperCase(), value]),
    }));
    const found = await score([same, inCapitals], balance(), answers);
    expect(found).toMatchObject({ applied: 0, killed: 0, notApplied: [same.id, inCapitals.id] });
  });

  it("has survivors when the pact expects little", async () => {
    const loose = balance().map((interaction) => ({ ...interaction, response: { status: 200 } }));
    const [dropped, status] = ["AvailableCredits dropped", "status 500 instead of 200"].map(
      (name) => `credits.balance in JSON: ${name}`,
    );
    const both = mutantsOf(new Set(["credits.balance"])).filter(({ id }) => id === dropped || id === status);
    expect(await score(both, loose, answers)).toMatchObject({ applied: 2, killed: 1, survivors: [dropped] });
  });

  it("is refused when an answer fails that nothing has changed, or is not there", async () => {
    const wrong = new Map([[BALANCE, { status: 200, headers: [], body: "{}" }]]);
    await expect(score([], balance(), wrong)).rejects.toThrow("0 of 1 answers pass unchanged");
    await expect(score([], balance(), new Map())).rejects.toThrow("0 of 1 answers pass unchanged");
  });
});
