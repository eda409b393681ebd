/**
 * Guards that a request must pass before it leaves, in this order. A request that is not positively allowed is refused,
 * and a refusal fails the run. A test takes each guard away in turn and expects that something goes wrong.
 */
import { isLoopback } from "../../../src/protocol/loopback.ts";
import { messageOf } from "../../../src/shared/error-text.ts";
import type { Budget } from "./budget.ts";
import { type Allowed, type EgressRequest, isSame } from "./egress-request.ts";
import type { Pacing } from "./pacing.ts";
import { PLACEHOLDER } from "./scrub.ts";
import { worstCaseOf } from "./worst-case.ts";
import { isEndpoint, personIn, writeOf } from "./writes.ts";

/** State that the guards of one run share. */
export interface GuardState {
  readonly allowed: readonly Allowed[];
  /** Requests that have been let through. */
  readonly used: Set<Allowed>;
  /** How many requests have been let through. */
  passed: number;
  /** Digits of the only recipient that may be sent anything; `undefined` when there is none. */
  readonly recipient: string | undefined;
  /** Token of no account, to ask how the API answers such a token. */
  readonly madeUpToken: string;
  readonly budget: Budget;
  readonly pacing: Pacing;
  /** Ends when the run is stopped. */
  readonly stopped: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface Guard {
  readonly name: string;
  /** Condition that the guard ensures, in words. */
  readonly says: string;
  /** @returns why the request may not pass */
  readonly refuses: (
    asked: EgressRequest,
    run: GuardState,
  ) => string | undefined | Promise<string | undefined>;
}

type Written = Pick<EgressRequest, "method" | "path" | "query" | "body">;
type Who = Pick<GuardState, "recipient" | "madeUpToken">;

/** Guard that looks at the request alone, so that a plan can ask it beforehand. */
export interface PlainGuard extends Guard {
  readonly refuses: (asked: Written, who: Who) => string | undefined;
}

export const PLAIN_GUARDS: readonly PlainGuard[] = [
  {
    name: "endpoint",
    says: "the API has it, and it reads, or writes what may be written",
    refuses: byEndpoint,
  },
  { name: "token", says: "its one token is the place-holder or the made-up one", refuses: byToken },
  { name: "body", says: "its body can be read in one way only", refuses: byBody },
  { name: "fields", says: "its fields are those of the endpoint", refuses: byFields },
  {
    name: "account",
    says: "what would change the account is tried with nobody's token only",
    refuses: byAccount,
  },
  { name: "recipient", says: "it names nobody, or sends to the one recipient", refuses: byRecipient },
];

export const GUARDS: readonly Guard[] = [
  { name: "caller", says: "only this run's verifier, on this machine, is served", refuses: byCaller },
  { name: "planned", says: "it is one of the selected requests, to the letter", refuses: byPlan },
  ...PLAIN_GUARDS,
  { name: "once", says: "each selected request passes once", refuses: byCount },
  { name: "pace", says: "it leaves no sooner than the limits allow", refuses: byPace },
  { name: "running", says: "the run goes on", refuses: byStop },
  { name: "present", says: "its caller still waits for the answer", refuses: byPresence },
  { name: "budget", says: "the most it can cost is written down, and within the budget", refuses: byBudget },
];

/** Pact's own proxy lies between, so the port of the Host header is its; a web page's would be another name. */
function byCaller({ caller }: EgressRequest): string | undefined {
  const address = caller.address.replace(/^::ffff:/, "");
  const isHere = isLoopback(address.includes(":") ? `[${address}]` : address);
  const isMeant = isLoopback(caller.host.replace(/:\d+$/, ""));
  return isHere && isMeant && caller.knowsSecret ? undefined : "it does not come from the verifier";
}

function byEndpoint({ method, path }: Written): string | undefined {
  return isEndpoint(method, path) ? undefined : "no request of this kind may pass";
}

function byPlan(asked: EgressRequest, { allowed }: GuardState): string | undefined {
  return allowed.some((one) => isSame(asked, one)) ? undefined : "it is none of the selected requests";
}

function byToken({ query }: Written, { madeUpToken }: Who): string | undefined {
  const tokens = (query ?? []).filter(([name]) => /token/i.test(name));
  const [[name, value] = ["", ""]] = tokens;
  const known = name === "access_token" && (value === PLACEHOLDER || value === madeUpToken);
  return tokens.length === 1 && known ? undefined : "it does not carry the place-holder of the token";
}

function byBody({ body: { flaws } }: Written): string | undefined {
  return flaws.length === 0 ? undefined : `its body is not plain: ${flaws.join(", ")}`;
}

function byFields({ method, path, query, body }: Written): string | undefined {
  if (method === "GET") return body.fields.length === 0 ? undefined : "a read has no body";
  const known = writeOf(path)?.fields ?? [];
  const strange = body.fields.some(([name]) => !known.includes(name));
  const inQuery = query === undefined || query.length > 1;
  return strange || inQuery ? "it has fields that the endpoint has not" : undefined;
}

function byAccount({ path, query }: Written, { madeUpToken }: Who): string | undefined {
  const token = query?.find(([name]) => name === "access_token")?.[1];
  const harmless = writeOf(path)?.onlyWithoutAccount !== true || token === madeUpToken;
  return harmless ? undefined : "it would change the account";
}

function byRecipient({ path, body }: Written, { recipient }: Who): string | undefined {
  const person = personIn(body);
  if (person === undefined) return undefined;
  const isTheOne = writeOf(path)?.sends === true && recipient !== undefined && person === recipient;
  return isTheOne ? undefined : "it names somebody who is not the one recipient";
}

/** Marked before anything is waited for, so that two who come at once cannot both pass. */
function byCount(asked: EgressRequest, run: GuardState): string | undefined {
  const own = run.allowed.filter((one) => isSame(asked, one));
  const left = own.find((one) => !run.used.has(one));
  if ((own.length > 0 && left === undefined) || run.passed >= run.allowed.length)
    return "it has passed already";
  run.passed++;
  if (left !== undefined) run.used.add(left);
  return undefined;
}

async function byPace({ path, body }: EgressRequest, { pacing, stopped }: GuardState): Promise<undefined> {
  const size = worstCaseOf(path, body);
  await pacing.wait(size, stopped);
  pacing.left(size);
  return undefined;
}

function byStop(_asked: EgressRequest, { stopped }: GuardState): string | undefined {
  return stopped.aborted ? "the run was stopped" : undefined;
}

function byPresence({ caller }: EgressRequest): string | undefined {
  return caller.gone() ? "its caller has hung up" : undefined;
}

async function byBudget(
  { method, path, body }: EgressRequest,
  { budget, now }: GuardState,
): Promise<string | undefined> {
  const { credits, parts } = worstCaseOf(path, body);
  if (credits === 0) return undefined;
  try {
    await budget.reserve({ at: new Date(now()).toISOString(), credits, parts, for: `${method} ${path}` });
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
