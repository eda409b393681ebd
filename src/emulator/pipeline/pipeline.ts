/**
 * The life of a request: the framework's checks in the recorded order, each of whose findings the next one
 * needs, then the action, then the answer. Whatever refuses throws a `Refusal`, which becomes the answer.
 */
import { reasonOf } from "../../protocol/framework.ts";
import type { Explanation } from "../domain/explanation.ts";
import { Refusal, refusal } from "../domain/refusal.ts";
import type { Services } from "../routes/route.ts";
import { abridged } from "./abridge.ts";
import { countCall } from "./account-rate.ts";
import { type Answer, AnswerWriter, type Trail } from "./answer.ts";
import type { Answered } from "./answered.ts";
import { authenticate } from "./authenticate.ts";
import { selfLink } from "./link.ts";
import { negotiate } from "./negotiate.ts";
import { type PhpFields, parsePhpFields } from "./php-fields.ts";
import { checkDeclaredLength, type Fields, isForm, readFields } from "./read-body.ts";
import { BodyAborted, type Received, splitTarget } from "./received.ts";
import { findRoute } from "./route.ts";
import { checkVerb, verbOf } from "./verb.ts";

export interface PipelineServices extends Services {
  /** Milliseconds since 1970, as the tenant's clock has it. */
  readonly now: () => number;
  /** Told of each answer once it is written down. */
  readonly onAnswer?: ((answered: Answered) => void) | undefined;
  /** Told of what should never happen. */
  readonly onError: (error: unknown) => void;
}

export type Pipeline = (request: Received) => Promise<Answer>;

/** One result on one page: what the pages print on calls that list nothing. */
const SINGLE = { totalCount: 1, pageCount: 1, currentPage: 1, perPage: 100 } as const;

/** @returns a function that answers one request; it rejects only with `BodyAborted` */
export function createPipeline(services: PipelineServices): Pipeline {
  const { store, settings, behaviour, draw } = services;
  const writer = new AnswerWriter(settings, (token) => draw(token, "session", 0).slice(0, 26));

  return async function answer(request) {
    const now = services.now();
    const trail: Trail = { now, format: "json", token: null, verdict: null };
    const { path, query: queryString } = splitTarget(request.target);
    const query = parsePhpFields(queryString);
    let form: Fields | undefined;
    let body: Fields | undefined;
    let explain: () => Explanation;
    let written: Answer;
    try {
      trail.format = negotiate(request.header("accept"), query, behaviour, settings);
      const { endpoint, action } = findRoute(path, settings);
      form = isForm(request) ? await readForm(request) : undefined;
      checkVerb(verbOf(request, form, behaviour), endpoint, behaviour);
      const account = await authenticate(query, store, behaviour, now);
      trail.token = account.token;
      await countAgainstRate(trail, account.token);
      checkDeclaredLength(request, settings);
      const outcome = await action(
        {
          token: account.token,
          now,
          origin: request.origin,
          query,
          fields: async () => (body = form ?? (await readFields(request, services))),
        },
        services,
      );
      explain = outcome.explain;
      const link = selfLink(request.origin, path, query);
      written = writer.success(trail, endpoint, { body: outcome.body, link, pagination: SINGLE });
    } catch (error) {
      if (error instanceof BodyAborted) throw error;
      const refused = error instanceof Refusal ? error : failure(error, services);
      explain = () => refused.explanation;
      written = writer.refusal(trail, refused);
    }
    record(request, query, trail, body, written, explain);
    // The journal keeps the explanation, which must not keep the whole body with it.
    form = body = undefined;
    services.onAnswer?.({
      at: now,
      method: request.method,
      path,
      status: written.status,
      decidedBy: explain().decidedBy,
    });
    return written;
  };

  async function readForm(request: Received): Promise<Fields> {
    checkDeclaredLength(request, settings);
    return readFields(request, services);
  }

  /** @throws Refusal 429 */
  async function countAgainstRate(trail: Trail, token: string): Promise<void> {
    const { result } = await store.transact(token, {}, (view) =>
      countCall(view, trail.now, behaviour.resetCountsThisCall),
    );
    trail.verdict = result.verdict;
    if (result.refused !== null) throw result.refused;
  }

  function record(
    request: Received,
    query: PhpFields,
    trail: Trail,
    body: Fields | undefined,
    { status, headers, body: responseBody }: Answer,
    explain: () => Explanation,
  ): void {
    const given = query["access_token"];
    store.record({
      at: trail.now,
      token: trail.token ?? (typeof given === "string" ? given : null),
      method: request.method,
      target: request.target,
      fields: body === undefined ? null : abridged(body),
      status,
      responseHeaders: headers,
      responseBody,
      explain,
    });
  }
}

/** A fault of the emulator's own, in the framework's shape of a 500. */
function failure(error: unknown, { behaviour, onError }: PipelineServices): Refusal {
  onError(error);
  return refusal(500, behaviour.serverError, {
    rule: "errors.shape",
    inputs: { reason: reasonOf(500), error: error instanceof Error ? error.message : String(error) },
    wouldSucceed: "Nothing you can do: this is a fault of the emulator. Please report it with this entry.",
  });
}
