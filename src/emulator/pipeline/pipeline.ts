/**
 * The life of a request: the framework's checks in the recorded order, each of which needs the results of the one
 * before, then the action, then the answer. Refusing checks and actions throw a `Refusal`, which becomes the answer.
 */
import { reasonOf, SERVER_ERROR } from "../../protocol/framework.ts";
import { magicOf } from "../../protocol/magic-numbers.ts";
import { messageOf } from "../../shared/error-text.ts";
import { redactText } from "../control/redact.ts";
import type { Account } from "../domain/account.ts";
import { type Cause, explanationOf, fromExplanation } from "../domain/cause.ts";
import { gateRefusal } from "../domain/gate.ts";
import { Refusal, refusal } from "../domain/refusal.ts";
import { type AppliedFault, meetFault } from "../faults/apply.ts";
import { negotiate } from "../framework/negotiate.ts";
import { pageLinks } from "../framework/paging.ts";
import { checkDeclaredLength, type Fields, fieldOf, isForm, readFields } from "../framework/read-body.ts";
import { checkVerb, verbOf } from "../framework/verb.ts";
import { abridged, abridgedText } from "../http/abridge.ts";
import { type Answer, AnswerWriter, type ResponseContext } from "../http/answer.ts";
import type { AnswerLogEntry } from "../http/answer-log-entry.ts";
import { linkWriter, type Target, targetReader } from "../http/read-target.ts";
import { BodyAborted, type VendorRequest } from "../http/vendor-request.ts";
import type { Route, Services } from "../routes/route.ts";
import type { MaybePromise } from "../store/types.ts";
import { countCall } from "./account-rate.ts";
import { authenticate } from "./authenticate.ts";
import { findRoute } from "./route.ts";

export interface PipelineServices extends Services {
  /** Called with each answer once it is in the journal. */
  readonly onAnswer?: ((answered: AnswerLogEntry) => void) | undefined;
  /** Called with errors that should never happen. */
  readonly onError: (error: unknown) => void;
}

export type Pipeline = (request: VendorRequest) => Promise<Answer>;

/** Status of a call beyond a limit. */
const THROTTLED = 429;

/** One result on one page, as the vendor's pages print on calls that are not lists. */
const SINGLE = { totalCount: 1, pageCount: 1, currentPage: 1, perPage: 100 } as const;

/** @returns a function that answers one request; it rejects only with `BodyAborted` */
export function createPipeline(services: PipelineServices): Pipeline {
  const { store, settings, behaviour, draw } = services;
  const writer = new AnswerWriter(settings, behaviour, draw);

  const readTarget = targetReader();
  const ownLink = linkWriter(behaviour);

  return async function answer(request) {
    const target = readTarget(request.target);
    const { path, query } = target;
    const now = store.now(target.token);
    const context: ResponseContext = { now, format: "json", token: null, verdict: null };
    let form: Fields | undefined;
    let body: Fields | undefined;
    let route: Route | undefined;
    let recipient: string | undefined;
    let applied: AppliedFault | undefined;
    let decided: Cause;
    let written: Answer;
    const fields = (): MaybePromise<Fields> =>
      (body ??= form) ?? readFields(request, services).then((read) => (body = read));
    try {
      context.format = negotiate(request.header("accept"), query, behaviour);
      route = findRoute(path);
      form = isForm(request) ? await readForm(request) : undefined;
      checkVerb(verbOf(request, form, behaviour), route.endpoint);
      const account = authenticate(query, await admit(target));
      const { token } = account;
      context.token = token;
      // An account without a limit has nothing to count.
      if (account.limits.rate !== null) await countAgainstRate(context, token);
      const barred = gateRefusal(account, request.address, settings);
      if (barred !== undefined) throw barred;
      checkDeclaredLength(request, settings);
      if (mayMeetFault(route)) {
        if (route.recipientField !== undefined) recipient = recipientOf(route.recipientField, await fields());
        applied = await fault("before", route, token, recipient);
        if (applied?.response !== undefined) throw applied.response;
        if (applied?.breakage !== undefined) throw new BrokenOff(applied);
      }
      const outcome = await route.action({ token, now, origin: request.origin, query, fields }, services);
      decided = outcome.decided;
      const { pagination } = outcome;
      written = writer.success(context, route.endpoint, {
        body: outcome.body,
        status: outcome.status ?? route.endpoint.success,
        link:
          pagination === undefined
            ? ownLink(request.origin, target)
            : pageLinks(request.origin, path, query, pagination, behaviour),
        pagination: pagination ?? SINGLE,
      });
    } catch (error) {
      if (error instanceof BodyAborted) throw error;
      const refused = error instanceof Refusal ? error : refusalOf(error);
      decided = fromExplanation(refused.explanation);
      written = writer.refusal(context, refused);
      if (refused.status === THROTTLED && body === undefined) await readUnread(route, request, fields);
    }
    const booksStatus = endedCall(applied) ? null : written.status;
    if (route !== undefined && context.token !== null && applied === undefined) {
      applied = await fault("after", route, context.token, recipient);
      if (applied?.response !== undefined) written = writer.refusal(context, applied.response);
    }
    if (applied?.breakage !== undefined) written = { ...written, breakage: applied.breakage };
    record(request, target, context, body, written, { decided, booksStatus, applied });
    // The journal keeps the cause, which must not keep the whole body alive.
    form = body = undefined;
    services.onAnswer?.({
      at: now,
      method: request.method,
      path: redactText(path, context.token ?? target.token ?? null),
      status: written.status,
      decidedBy: endedCall(applied) ? applied.rule : explanationOf(decided, settings).decidedBy,
    });
    return written;
  };

  /**
   * Reads the recipient of a throttled send for the journal, though the framework never did. The web server in front of
   * the framework also reads the whole body before it calls it.
   */
  async function readUnread(
    route: Route | undefined,
    request: VendorRequest,
    fields: () => MaybePromise<Fields>,
  ): Promise<void> {
    if (route?.recipientField === undefined) return;
    try {
      checkDeclaredLength(request, settings);
      await fields();
    } catch {
      // An unreadable body changes nothing: the call is refused all the same.
    }
  }

  function admit({ token }: Target): MaybePromise<Account | undefined> {
    return token === undefined ? undefined : store.admit(token);
  }

  /** The recipient a call names, for faults that match one. */
  function recipientOf(recipientField: string, fields: Fields): string | undefined {
    const value = fieldOf(fields, recipientField);
    return typeof value === "string" ? services.readPhone(value) : undefined;
  }

  /** True when a call may meet a fault; few can, so the others skip the work. */
  function mayMeetFault({ recipientField }: Route): boolean {
    return store.hasFaults() || (settings.magicNumbers && recipientField !== undefined);
  }

  function fault(
    when: "before" | "after",
    { endpoint }: Route,
    token: string,
    recipient: string | undefined,
  ): MaybePromise<AppliedFault | undefined> {
    const magic = settings.magicNumbers && recipient !== undefined && magicOf(recipient) !== undefined;
    return magic || store.hasFaults()
      ? meetFault({ endpoint: endpoint.id, token, recipient }, when, services)
      : undefined;
  }

  function refusalOf(error: unknown): Refusal {
    return error instanceof BrokenOff ? brokenOff(error) : failure(error, services);
  }

  async function readForm(request: VendorRequest): Promise<Fields> {
    checkDeclaredLength(request, settings);
    return readFields(request, services);
  }

  /** @throws Refusal 429 */
  async function countAgainstRate(context: ResponseContext, token: string): Promise<void> {
    const { result } = await store.transact(token, {}, (view) =>
      countCall(view, context.now, behaviour.resetCountsThisCall),
    );
    context.verdict = result.verdict;
    if (result.refused !== null) throw result.refused;
  }

  function record(
    request: VendorRequest,
    { token: given }: Target,
    context: ResponseContext,
    body: Fields | undefined,
    { status, headers, body: responseBody, breakage }: Answer,
    { decided, booksStatus, applied }: JournalFacts,
  ): void {
    store.record({
      at: context.now,
      token: context.token ?? given ?? null,
      method: request.method,
      target: request.target,
      fields: body === undefined ? null : abridged(body),
      status,
      responseHeaders: headers,
      responseBody: abridgedText(responseBody),
      decided,
      booksStatus,
      breakage: breakage?.kind ?? null,
      fault: applied?.fault ?? null,
    });
  }
}

/** Outcome of a call for the journal, beside the answer. */
interface JournalFacts {
  readonly decided: Cause;
  readonly booksStatus: number | null;
  readonly applied: AppliedFault | undefined;
}

/** True when a fault, not the call itself, made what the caller sees; latency alone does not. */
function endedCall(applied: AppliedFault | undefined): applied is AppliedFault {
  return applied?.response !== undefined || applied?.breakage !== undefined;
}

/** A call that a fault ends before it reaches the store; its answer is never seen. */
class BrokenOff extends Error {
  readonly rule: AppliedFault["rule"];

  constructor({ fault, rule }: AppliedFault) {
    super(`The fault ${fault} ends the call.`);
    this.rule = rule;
  }
}

/** Journal entry of a call that a fault ended early. */
function brokenOff({ message, rule }: BrokenOff): Refusal {
  return refusal(500, message, {
    rule,
    inputs: { fault: message },
    wouldSucceed: "The same call without the fault.",
  });
}

/** An internal error of the emulator, in the framework's shape of a 500. */
function failure(error: unknown, { onError }: PipelineServices): Refusal {
  onError(error);
  return refusal(500, SERVER_ERROR, {
    rule: "errors.shape",
    inputs: { reason: reasonOf(500), error: messageOf(error) },
    wouldSucceed: "Nothing you can do: this is a fault of the emulator. Please report it with this entry.",
  });
}
