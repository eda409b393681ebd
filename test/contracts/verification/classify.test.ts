import { describe, expect, it } from "vitest";
import { classify, type NotTried, type PactRun } from "../../../contracts/pact/verification/classify.ts";
import type { Expectation } from "../../../contracts/pact/verification/expectation.ts";
import { countOutcomes } from "../../../contracts/pact/verification/verdict.ts";

const BALANCE = expectation("credits.balance in JSON: the balance");
const REPORT = { ...expectation("sms.deliveryReport in XML: a message was delivered"), states: 2 };
const SEND = expectation("sms.send in JSON: the message is accepted");
const PACT = [BALANCE, REPORT, SEND];

function expectation(description: string): Expectation {
  return {
    description,
    endpoint: description.split(" ", 1).join(""),
    format: description.includes(" in XML") ? "xml" : "json",
    touches: "safe",
    restsOn: [{ id: "headers.documented", source: "documented" }],
    pending: false,
    states: 1,
  };
}

const results = (...of: readonly Expectation[]) =>
  of.map(({ description }) => ({ description, verified: true }));
const leftOut = (outcome: NotTried["outcome"], ...of: readonly Expectation[]) =>
  new Map(of.map(({ description }) => [description, { outcome, reason: "It may spend." }]));

const good: PactRun = {
  target: "http://127.0.0.1:4280",
  at: "2026-11-22T20:00:00.000Z",
  durationMs: 1000,
  notTried: new Map(),
  outcome: { passed: true, results: results(...PACT), errors: [] },
  asked: 3,
  setUp: 4,
  problems: [],
};
/** Without the send. */
const pruned: PactRun = {
  ...good,
  notTried: leftOut("skipped", SEND),
  outcome: { passed: true, results: results(BALANCE, REPORT), errors: [] },
  asked: 2,
  setUp: 3,
};
const wrong = {
  where: "status",
  expected: "200",
  got: "500",
  says: "expected 200 but was 500",
};

/** Pact's outcome when the balance is not as expected. */
const balanceFailed = (passed: boolean) => ({
  passed,
  results: [{ description: BALANCE.description, verified: false }, ...results(REPORT, SEND)],
  errors: [{ interaction: `A pact Given an account - ${BALANCE.description}`, mismatches: [wrong] }],
});

describe("a run passes", () => {
  it("when each interaction was set up, asked and verified", () => {
    const verification = classify(PACT, good);
    expect(verification).toMatchObject({ generated: 3, passed: true, problems: [] });
    expect(countOutcomes(verification.verdicts).verified).toBe(3);
  });

  it("when what was not to be tried was not, and it says why", () => {
    const { passed, verdicts } = classify(PACT, pruned);
    expect(passed).toBe(true);
    expect(verdicts[2]).toMatchObject({ outcome: "skipped", reason: "It may spend.", mismatches: [] });
  });

  it("when an interaction that is pending in the pact does not hold", () => {
    const pact = [{ ...BALANCE, pending: true }, REPORT, SEND];
    const { passed, verdicts } = classify(pact, { ...good, outcome: balanceFailed(true) });
    expect(passed).toBe(true);
    expect(verdicts[0]).toMatchObject({ outcome: "pending", mismatches: [wrong] });
  });

  it("when something is missing, only if that was allowed", () => {
    const run = { ...pruned, notTried: leftOut("missing", SEND) };
    expect(classify(PACT, run).passed).toBe(false);
    expect(classify(PACT, { ...run, missingPasses: true })).toMatchObject({ passed: true, problems: [] });
  });
});

describe("a run does not pass", () => {
  const { outcome } = good;
  it.each<[string, Partial<PactRun>]>([
    ["Pact says it failed", { outcome: { ...outcome, passed: false } }],
    ["a result is missing", { outcome: { ...outcome, results: results(BALANCE, REPORT) } }],
    ["a result is there twice", { outcome: { ...outcome, results: results(...PACT, SEND) } }],
    [
      "a result is of another interaction",
      { outcome: { ...outcome, results: results(...PACT, expectation("x in JSON: y")) } },
    ],
    [
      "results are bad",
      { outcome: { ...outcome, results: outcome.results.map((result) => ({ ...result, verified: false })) } },
    ],
    ["an answer was not as expected", { outcome: balanceFailed(false) }],
    ["an answer was not as expected though Pact says it passed", { outcome: balanceFailed(true) }],
    ["the provider was asked less often", { asked: 2 }],
    ["the provider was asked more often", { asked: 4 }],
    ["a state was not set up", { setUp: 3 }],
    ["something else went wrong", { problems: ["A request was stopped."] }],
    ["an interaction is left out of the pact's count", { notTried: leftOut("skipped", expectation("x")) }],
  ])("when %s", (_case, change) => {
    expect(classify(PACT, { ...good, ...change }).passed).toBe(false);
  });

  it("when there is nothing in the pact, nothing was selected or nothing was verified, whatever Pact says", () => {
    const nothing = { ...good, outcome: { passed: true, results: [], errors: [] }, asked: 0, setUp: 0 };
    const allPending = PACT.map((of) => ({ ...of, pending: true }));
    const allBad = { ...outcome, results: outcome.results.map((of) => ({ ...of, verified: false })) };
    const problems = [
      classify([], nothing),
      classify(PACT, { ...nothing, notTried: leftOut("skipped", ...PACT) }),
      classify(allPending, { ...good, outcome: allBad }),
    ].map((verification) => ({ passed: verification.passed, problems: verification.problems }));
    expect(problems).toEqual([
      { passed: false, problems: ["The pact holds no interaction.", "No interaction was verified."] },
      { passed: false, problems: ["No interaction was selected.", "No interaction was verified."] },
      { passed: false, problems: ["No interaction was verified."] },
    ]);
  });

  it("when something was tried that was not to be, though it held", () => {
    const { passed, verdicts } = classify(PACT, { ...good, notTried: leftOut("skipped", SEND) });
    expect(passed).toBe(false);
    expect(verdicts[2]).toMatchObject({
      outcome: "failed",
      mismatches: [{ where: "request", says: "It was tried although it was skipped: It may spend." }],
    });
  });

  it("when a pending interaction was never properly asked", () => {
    const pact = [{ ...BALANCE, pending: true }, REPORT, SEND];
    const { verdicts } = classify(pact, { ...good, outcome: { ...outcome, results: results(REPORT, SEND) } });
    expect(verdicts[0]?.outcome).toBe("failed");
  });

  it("when two interactions have the same name", () => {
    const { passed, problems } = classify([BALANCE, BALANCE, SEND], { ...good, setUp: 3 });
    expect(passed).toBe(false);
    expect(problems).toContain("Two interactions of the pact have the same description.");
  });
});

it("a mismatch belongs to the interaction of that name alone, though another's ends like it", () => {
  const longer = expectation(`credits.balance in JSON: again - ${BALANCE.description}`);
  const errors = [{ interaction: `A pact Given an account - ${longer.description}`, mismatches: [wrong] }];
  const { verdicts } = classify([BALANCE, longer], { ...good, outcome: { ...good.outcome, errors } });
  expect(verdicts.map(({ mismatches }) => mismatches.includes(wrong))).toEqual([false, true]);
});
