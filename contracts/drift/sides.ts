/**
 * The two that are asked. One on this machine is asked directly, with tokens made for this; any other is live, and is
 * asked through the guarded egress only.
 */
import { isLoopback } from "../../src/protocol/loopback.ts";
import { rootMessageOf } from "../../src/shared/error-text.ts";
import { MADE_UP_TOKEN, openEgress } from "../live/egress/egress.ts";
import { type Allowed, writeQuery } from "../live/egress/egress-request.ts";
import type { Time } from "../live/egress/pacing.ts";
import { PLACEHOLDER } from "../live/egress/scrub.ts";
import { readTarget, type Target } from "../live/egress/target.ts";
import { whyNoAnswer } from "./no-answer.ts";
import { seedForDrift } from "./past.ts";
import type { DriftRequest } from "./requests.ts";
import type { DriftAnswer } from "./shape.ts";

export interface LiveAccess {
  /** Put into requests by the egress, and nowhere else. */
  readonly token: string;
  /** Each `host:port:address`, as in curl. */
  readonly resolve?: readonly string[] | undefined;
  readonly time?: Time | undefined;
  /** Milliseconds that an answer may take; default 30 seconds. */
  readonly answerTimeoutMs?: number | undefined;
}

export type DriftOutcome = { readonly answer: DriftAnswer } | { readonly problem: string };

export interface Side extends AsyncDisposable {
  /** Origin, always without a token. */
  readonly origin: string;
  /** Pinned address of live (`resolve`), used instead of a name server's. */
  readonly address: string | undefined;
  readonly isLive: boolean;
  /** Asks one after the other. @returns what came of each, in their order */
  ask(requests: readonly DriftRequest[]): Promise<readonly DriftOutcome[]>;
}

/** Calls with one token, below the limit of sixty a minute that a fresh account has. */
const CALLS_A_TOKEN = 50;
const ANSWER_TIMEOUT_MS = 30_000;

/**
 * @param live undefined where nothing but this machine may be asked
 * @throws Error for an address that is no origin, or that is not on this machine without being allowed
 */
export async function openSide(url: string, live: LiveAccess | undefined): Promise<Side> {
  if (!URL.canParse(url)) {
    // The text itself is not repeated: a token may have been put there.
    throw new Error(
      "Failed to compare: --a or --b is no address. Please give one like http://127.0.0.1:4280.",
    );
  }
  const target = readTarget(url, live?.resolve ?? []);
  const { origin, hostname } = target;
  if (isLoopback(hostname)) return await openLocal(origin);
  if (live !== undefined) return await openLive(target, live);
  throw new Error(
    `Failed to compare with ${origin}: it is not on this machine, and nobody has allowed that. Please set PROTEXTING_LIVE=1 and PROTEXTING_ACCESS_TOKEN.`,
  );
}

async function openLocal(origin: string): Promise<Side> {
  const seeded = await seedForDrift(origin);
  let calls = 0;
  const tokenOf = (): string => seeded ?? `test_drift_${Math.floor(calls++ / CALLS_A_TOKEN)}`;
  return {
    origin,
    address: undefined,
    isLive: false,
    async ask(requests) {
      const asked: DriftOutcome[] = [];
      for (const request of requests) {
        asked.push(await askPlainly(`${origin}${addressOf(request, tokenOf)}`, request));
      }
      return asked;
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function addressOf({ path, query }: DriftRequest, tokenOf: () => string): string {
  const pairs = query.map(
    ([name, value]) =>
      [name, name === "access_token" && value !== MADE_UP_TOKEN ? tokenOf() : value] as const,
  );
  return `${path}?${writeQuery(pairs)}`;
}

/** One egress for all that is asked, so that its pace is one as well. */
async function openLive({ origin, address }: Target, { token, ...access }: LiveAccess): Promise<Side> {
  const allow: Allowed[] = [];
  const egress = await openEgress({ ...access, target: origin, token, allow });

  async function askOne(request: DriftRequest): Promise<DriftOutcome> {
    const refusedBefore = egress.refusals.length;
    const one = await askPlainly(`${egress.url}${addressOf(request, () => PLACEHOLDER)}`, request, null);
    const refusal = egress.refusals[refusedBefore];
    if (refusal !== undefined) return { problem: `${refusal.by}: ${refusal.reason}` };
    const problem = "answer" in one ? whyNoAnswer(request, one.answer) : undefined;
    return problem === undefined ? one : { problem };
  }

  return {
    origin,
    address,
    isLive: true,
    async ask(requests) {
      allow.push(...requests);
      const asked: DriftOutcome[] = [];
      for (const request of requests) asked.push(await askOne(request));
      return asked;
    },
    [Symbol.asyncDispose]: () => egress.close(),
  };
}

/** @param timeoutMs null where the caller limits the time */
async function askPlainly(
  url: string,
  { method, accept, contentType, text }: DriftRequest,
  timeoutMs: number | null = ANSWER_TIMEOUT_MS,
): Promise<DriftOutcome> {
  try {
    const response = await fetch(url, {
      method,
      redirect: "manual",
      headers: {
        Accept: accept,
        "Accept-Encoding": "identity",
        ...(contentType === "" ? {} : { "Content-Type": contentType }),
      },
      ...(text === "" ? {} : { body: text }),
      ...(timeoutMs === null ? {} : { signal: AbortSignal.timeout(timeoutMs) }),
    });
    return { answer: { status: response.status, headers: response.headers, text: await response.text() } };
  } catch (error) {
    // The address holds a secret or a token; what the runtime says names at most host and port.
    return { problem: rootMessageOf(error) };
  }
}
