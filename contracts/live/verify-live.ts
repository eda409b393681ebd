/**
 * The guarded verification of a pact on the live API. Nothing is sent but by `PROTEXTING_LIVE=1`, a token and a class
 * that is switched on; what is sent goes through the egress, which lets nothing pass that was not planned.
 */
import { messageOf } from "../../src/shared/error-text.ts";
import { PACT_FILE } from "../assets.ts";
import { readAnyPact } from "../own/read-pact.ts";
import { classify, type NotTried } from "../pact/verification/classify.ts";
import { runPact } from "../pact/verification/run-pact.ts";
import { serveStates } from "../pact/verification/state-server.ts";
import { withCircumstances } from "./circumstances.ts";
import {
  BUDGET_PARTS,
  type Budget,
  type BudgetParts,
  NO_BUDGET,
  openBudget,
  peekBudget,
} from "./egress/budget.ts";
import {
  ANSWER_TIMEOUT_MS,
  EGRESS_PARTS,
  type Egress,
  type EgressParts,
  openEgressOf,
  type Refusal,
} from "./egress/egress.ts";
import { LONGEST_WAIT_MS } from "./egress/pacing.ts";
import { pinnedOf } from "./egress/target.ts";
import { environmentOf } from "./environment.ts";
import { readGiven } from "./given.ts";
import { LIVE_URL, type LiveOptions, type LiveResult } from "./options.ts";
import { type Plan, planOf } from "./plan.ts";
import { POLICIES, type Policy } from "./policies.ts";
import { PREFLIGHT, type Preflight } from "./preflight.ts";
import { privateFile, prune } from "./prune.ts";
import { readRecipient } from "./recipient.ts";

/** Parts that the test of the guards takes away one at a time. */
export interface LiveParts extends EgressParts {
  readonly preflight: readonly Preflight[];
  readonly policies: readonly Policy[];
  readonly budget: BudgetParts;
  readonly prune: typeof prune;
  readonly environmentOf: typeof environmentOf;
  readonly privateFile: typeof privateFile;
  readonly readRecipient: typeof readRecipient;
  readonly runPact: typeof runPact;
}

export const LIVE_PARTS: LiveParts = {
  ...EGRESS_PARTS,
  preflight: PREFLIGHT,
  policies: POLICIES,
  budget: BUDGET_PARTS,
  prune,
  environmentOf,
  privateFile,
  readRecipient,
  runPact,
};

/**
 * Look at `verification.passed`; what is skipped, or missing on live, does not fail a run, but a run that verified
 * nothing does.
 *
 * @throws Error for what cannot be used: address, pact, budget file, token, recipient
 */
export function verifyLive(options: LiveOptions): Promise<LiveResult> {
  return verifyLiveWith(LIVE_PARTS, options);
}

/** Entry for the test of the guards; other callers get all of them by {@link verifyLive}. */
export async function verifyLiveWith(parts: LiveParts, options: LiveOptions): Promise<LiveResult> {
  const { environment = process.env, spends, state = false } = options;
  const token = options.accessToken ?? environment["PROTEXTING_ACCESS_TOKEN"] ?? "";
  const { origin } = parts.readTarget(options.url ?? LIVE_URL, options.resolve);
  const pinned = pinnedOf(origin, options.resolve);
  const pact = await readAnyPact(options.pact ?? PACT_FILE);
  const given = options.given === undefined ? [] : await readGiven(options.given);
  const recipient = spends === undefined ? undefined : parts.readRecipient(spends.recipient);
  const { credits = 0, budgetFile } = spends ?? {};
  const reserved = budgetFile === undefined ? 0 : await peekBudget(budgetFile);
  const creditsLeft = Math.max(0, credits - reserved);
  const wanted = { state, spends: spends !== undefined, recipient, creditsLeft, given };
  const plan = planOf(pact, wanted, parts.policies);
  const pruned = parts.prune(pact.text, plan);
  options.onPlan?.(plan);
  const before = { environment, token, pruned, plan, planOnly: options.planOnly === true };
  for (const { holdsBack } of parts.preflight) {
    const notRun = holdsBack(before);
    if (notRun !== undefined) return { ...NOTHING_SENT, target: origin, pinned, plan, notRun, reserved };
  }
  const budget = budgetFile === undefined ? NO_BUDGET : await openBudget(budgetFile, credits, parts.budget);
  try {
    const prepared = { token, origin, pinned, pact, plan, pruned, budget, recipient };
    return await run(parts, { ...options, environment }, prepared);
  } finally {
    await budget.close();
  }
}

const NOTHING_SENT = { verification: undefined, failure: undefined, forwarded: [], refusals: [] } as const;

interface Prepared {
  readonly token: string;
  readonly origin: string;
  readonly pinned: string | undefined;
  readonly pact: Awaited<ReturnType<typeof readAnyPact>>;
  readonly plan: Plan;
  readonly pruned: string;
  readonly budget: Budget;
  readonly recipient: string | undefined;
}

async function run(parts: LiveParts, options: LiveOptions, prepared: Prepared): Promise<LiveResult> {
  const { plan, budget, origin, pinned, recipient, token } = prepared;
  const { answerTimeoutMs = ANSWER_TIMEOUT_MS } = options;
  const selected = plan.items.flatMap((item) => (item.selected === undefined ? [] : [item.selected]));
  const egress = await openEgressOf(parts, {
    target: options.url ?? LIVE_URL,
    resolve: options.resolve,
    token,
    allow: selected.map(({ request }) => request),
    recipient,
    budget,
    answerTimeoutMs,
    time: options.time,
    onForwarded: options.onForwarded,
  });
  const stop = () => egress.stop();
  if (options.signal?.aborted === true) stop();
  options.signal?.addEventListener("abort", stop);
  try {
    const found = await verify(parts, options, prepared, egress, answerTimeoutMs);
    return {
      ...found,
      target: origin,
      pinned,
      plan,
      notRun: undefined,
      ...sent(egress),
      reserved: budget.reserved(),
    };
  } finally {
    options.signal?.removeEventListener("abort", stop);
    await egress.close();
  }
}

function sent({ forwarded, refusals }: Egress) {
  return { forwarded: [...forwarded], refusals: [...refusals] };
}

async function verify(
  parts: LiveParts,
  { signal, environment = {} }: LiveOptions,
  { pact, plan, pruned, origin }: Prepared,
  egress: Egress,
  answerTimeoutMs: number,
): Promise<Pick<LiveResult, "verification" | "failure">> {
  const startedAt = new Date();
  const values = new Map(
    plan.items.map(({ expectation, selected }) => [expectation.description, selected?.values ?? {}]),
  );
  await using file = await parts.privateFile("pact.json", pruned);
  await using states = await serveStates(
    async (_name, params) => values.get(String(Object(params).for)) ?? {},
  );
  const perRequestTimeoutMs = LONGEST_WAIT_MS + answerTimeoutMs + SPARE_MS;
  try {
    const outcome = await parts.runPact(file.path, egress.url, states.url, {
      perRequestTimeoutMs,
      timeoutMs: (plan.items.length + 1) * perRequestTimeoutMs,
      environment: parts.environmentOf(environment),
      ...(signal === undefined ? {} : { signal }),
    });
    const stopped = signal?.aborted === true ? ["The run was stopped."] : [];
    const verification = classify(pact.expectations, {
      target: origin,
      at: startedAt.toISOString(),
      durationMs: Date.now() - startedAt.getTime(),
      notTried: notTriedOf(plan),
      outcome,
      asked: egress.forwarded.length,
      setUp: states.setUp.length,
      problems: [...states.problems, ...egress.refusals.map(problemOf), ...stopped],
      missingPasses: true,
    });
    return { verification: withCircumstances(verification, plan, egress.forwarded), failure: undefined };
  } catch (error) {
    egress.stop();
    const reason = messageOf(error);
    return {
      verification: undefined,
      failure: egress.scrub(signal?.aborted === true ? "The run was stopped." : reason),
    };
  }
}

/** For what lies between the verifier and the egress. */
const SPARE_MS = 10_000;

function notTriedOf({ items }: Plan): ReadonlyMap<string, NotTried> {
  return new Map(
    items.flatMap(({ expectation, notTried }) =>
      notTried === undefined ? [] : [[expectation.description, notTried] as const],
    ),
  );
}

function problemOf({ by, request, reason }: Refusal): string {
  return by === "answer"
    ? `${request} has no answer to pass on: ${reason}.`
    : `${request} was refused by the guard "${by}": ${reason}.`;
}
