/**
 * The only way from Pact's verifier to the live API: a server on this machine that passes on what was planned and
 * refuses everything else. The verifier never learns the token.
 */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { messageOf } from "../../../src/shared/error-text.ts";
import { codedCircumstance } from "../../pact/verification/circumstances.ts";
import { ANSWER_STEPS, type AnswerStep } from "./answer-steps.ts";
import { readBody } from "./body.ts";
import { type Budget, NO_BUDGET } from "./budget.ts";
import { type Allowed, type EgressRequest, type QueryPair, readQuery, writeQuery } from "./egress-request.ts";
import { foreignBecause } from "./foreign-answer.ts";
import { type ForwardedAnswer, forward } from "./forward.ts";
import { GUARDS, type Guard, type GuardState } from "./guards.ts";
import { createPacing, type Time } from "./pacing.ts";
import { PLACEHOLDER, type Scrub, SHORTEST_TOKEN, scrubber } from "./scrub.ts";
import { readTarget } from "./target.ts";
import { worstCaseOf } from "./worst-case.ts";

/** Bytes of a request; the longest the client writes is an MMS of 1544 characters. */
const LONGEST_REQUEST = 64 * 1024;
/** Longest that an answer may take, unless said otherwise. */
export const ANSWER_TIMEOUT_MS = 30_000;
/** A token that no account has; asking with it shows what is said to such. */
export const MADE_UP_TOKEN = "unknown";

export interface EgressOptions {
  /** Origin of the API. https, or http to this machine. */
  readonly target: string;
  /** `host:port:address`, to connect there instead of asking a name server. */
  readonly resolve?: readonly string[] | undefined;
  /** The account's token. Put into requests on their way out, and nowhere else. */
  readonly token: string;
  /**
   * The only requests that may pass, each once. Their token is {@link PLACEHOLDER} or {@link MADE_UP_TOKEN}. Looked at
   * anew for each, so that who opened it can add what the first answers lead to.
   */
  readonly allow: readonly Allowed[];
  /** Digits of the only recipient that may be sent anything; default none. */
  readonly recipient?: string | undefined;
  /** Without one nothing that can cost a credit passes. */
  readonly budget?: Budget | undefined;
  /** Milliseconds that an answer may take; default 30 seconds. */
  readonly answerTimeoutMs?: number | undefined;
  readonly time?: Time | undefined;
  /** Called for each request that has left, when its answer has come or is not to come. */
  readonly onForwarded?: ((request: Forwarded) => void) | undefined;
}

export interface Refusal {
  /** Name of the guard that refused, or `answer` where the answer could not be passed on. */
  readonly by: string;
  readonly request: string;
  readonly reason: string;
}

export interface Forwarded {
  readonly request: string;
  /** Name of the planned request: {@link Allowed.name}. */
  readonly name: string;
  /** The most it can have cost. */
  readonly credits: number;
  /** `undefined` when there was no answer that could be passed on. */
  readonly status: number | undefined;
  /** Why the answer says nothing of the API's rules; `undefined` when it can, or when there was none. */
  readonly circumstance?: string | undefined;
}

export interface Egress {
  /** Base address for the caller. Holds the run's secret, so it is not shown. */
  readonly url: string;
  /** Requests that did not pass, or got no usable answer. A run with any of them has failed. */
  readonly refusals: readonly Refusal[];
  /** Requests that have left, in order. */
  readonly forwarded: readonly Forwarded[];
  /** Takes the token out of a text. */
  readonly scrub: Scrub;
  /** Lets nothing more out, at once, and breaks off what is on its way. */
  stop(): void;
  close(): Promise<void>;
}

/** Parts that a test takes away one at a time. */
export interface EgressParts {
  readonly guards: readonly Guard[];
  readonly steps: readonly AnswerStep[];
  readonly readTarget: typeof readTarget;
}

export const EGRESS_PARTS: EgressParts = { guards: GUARDS, steps: ANSWER_STEPS, readTarget };

/**
 * @throws Error for an address that is no https origin, or a token that cannot be told from ordinary text
 */
export function openEgress(options: EgressOptions): Promise<Egress> {
  return openEgressOf(EGRESS_PARTS, options);
}

/** Entry for the test of the guards; other callers get all of them by {@link openEgress}. */
export async function openEgressOf(parts: EgressParts, options: EgressOptions): Promise<Egress> {
  const { token, allow, recipient, budget = NO_BUDGET, time = realTime } = options;
  const { answerTimeoutMs = ANSWER_TIMEOUT_MS } = options;
  const target = parts.readTarget(options.target, options.resolve);
  checkToken(token);
  const scrub = scrubber(token);
  const secret = randomBytes(16).toString("hex");
  const refusals: Refusal[] = [];
  const forwarded: Forwarded[] = [];
  const stopping = new AbortController();
  const earlier = budget.reservations.map(({ at, parts: size }) => ({ at: Date.parse(at), parts: size }));
  const pacing = createPacing(time, earlier);
  /** One request at a time, so that pace and budget are those of a row. */
  let last: Promise<unknown> = Promise.resolve();

  const run: GuardState = {
    allowed: allow,
    used: new Set(),
    passed: 0,
    recipient,
    madeUpToken: MADE_UP_TOKEN,
    budget,
    pacing,
    stopped: stopping.signal,
    now: time.now,
  };

  async function pass(asked: EgressRequest): Promise<ForwardedAnswer> {
    const request = scrub(`${asked.method} ${asked.path}`);
    for (const { name, refuses } of parts.guards) {
      const reason = await refuses(asked, run);
      if (reason === undefined) continue;
      refusals.push({ by: name, request, reason: scrub(reason) });
      return local(403, `Refused by the guard "${name}": ${scrub(reason)}.`);
    }
    const { credits } = worstCaseOf(asked.path, asked.body);
    // Noted before it leaves, whatever becomes of it.
    let record: Forwarded = { request, name: [...run.used].at(-1)?.name ?? "", credits, status: undefined };
    const place = forwarded.push(record) - 1;
    try {
      let answer = await forward(target, leaving(asked, token), answerTimeoutMs, stopping.signal);
      pacing.heed(answer.status, lowerCased(answer.headers));
      for (const step of parts.steps) answer = await step.apply(answer, scrub);
      record = { ...record, status: answer.status, circumstance: circumstanceOf(answer) };
      forwarded[place] = record;
      return answer;
    } catch (error) {
      const reason = scrub(messageOf(error));
      refusals.push({ by: "answer", request, reason });
      return local(502, `No answer to pass on: ${reason}.`);
    } finally {
      options.onForwarded?.(record);
    }
  }

  const server = createServer((request, response) => void serve(request, response));
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Noted from the start: who hangs up while waiting may be gone before a guard looks.
    let gone = false;
    response.on("close", () => (gone ||= !response.writableFinished));
    try {
      const asked = await readAsked(request, secret, () => gone);
      const turn = last.then(() => pass(asked));
      last = turn.catch(() => undefined);
      reply(response, await turn);
    } catch {
      refusals.push({
        by: "reading",
        request: scrub(String(request.method)),
        reason: "it could not be read",
      });
      reply(response, local(400, "The request could not be read."));
    }
  }
  await new Promise<void>((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/${secret}`,
    refusals,
    forwarded,
    scrub,
    stop: () => stopping.abort(),
    async close() {
      stopping.abort();
      await last;
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

const realTime: Time = {
  // Never goes back, as the wall clock may.
  now: () => performance.timeOrigin + performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      signal.addEventListener("abort", end);
      return undefined;
    }),
};

function checkToken(token: string): void {
  if (/^[!-~]+$/.test(token) && token.length >= SHORTEST_TOKEN && !PLACEHOLDER.includes(token)) return;
  throw new Error(
    `Failed to use the access token: it is not ${SHORTEST_TOKEN} or more visible ASCII characters, as the API's are. Please check PROTEXTING_ACCESS_TOKEN.`,
  );
}

async function readAsked(
  request: IncomingMessage,
  secret: string,
  gone: () => boolean,
): Promise<EgressRequest> {
  const { method = "", url = "", headers, socket } = request;
  const [before = "", query = "", ...more] = url.split("?");
  const knowsSecret = before.startsWith(`/${secret}/`);
  const path = knowsSecret ? before.slice(secret.length + 1) : before;
  const contentType = (headers["content-type"] ?? "").replace(/; ?charset=utf-8$/i, "");
  const bytes = await read(request);
  return {
    method,
    path,
    query: more.length === 0 ? readQuery(query) : undefined,
    accept: headers.accept ?? "",
    contentType,
    bytes,
    body: readBody(bytes, contentType),
    caller: { address: addressOf(socket), host: headers.host ?? "", knowsSecret, gone },
  };
}

function addressOf({ remoteAddress = "" }: Socket): string {
  return remoteAddress;
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > LONGEST_REQUEST) throw new Error("too long");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Composed anew from what was read, with the token where the place-holder was. */
function leaving({ method, path, query = [], accept, contentType, bytes }: EgressRequest, token: string) {
  const pairs = query.map(
    ([name, value]): QueryPair => [name, name === "access_token" && value === PLACEHOLDER ? token : value],
  );
  return { method, target: `${path}?${writeQuery(pairs)}`, accept, contentType, body: bytes };
}

function circumstanceOf(answer: ForwardedAnswer): string | undefined {
  return foreignBecause(answer) ?? codedCircumstance(answer.status, answer.body.toString());
}

function local(status: number, text: string): ForwardedAnswer {
  return { status, headers: [["Content-Type", "text/plain; charset=UTF-8"]], body: Buffer.from(`${text}\n`) };
}

function reply(response: ServerResponse, { status, headers, body }: ForwardedAnswer): void {
  if (response.destroyed) return;
  response.writeHead(status, [...headers, ["Content-Length", String(body.length)]].flat());
  response.end(body);
}

function lowerCased(headers: ForwardedAnswer["headers"]): Readonly<Record<string, string>> {
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
}
