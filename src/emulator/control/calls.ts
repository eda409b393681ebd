/**
 * The calls of the control API as one table: the HTTP routes and the OpenAPI document are both made from it, so
 * neither can have what the other lacks. Inputs are checked by their schemas before a call is run.
 */
import type * as z from "zod";
import { seedSchema } from "../seed/seed-schema.ts";
import { snapshotSchema } from "../store/snapshot-schema.ts";
import * as answers from "./answers.ts";
import * as catalogue from "./catalogue-answers.ts";
import { fault } from "./fault-schema.ts";
import type { Operations } from "./operations/operations.ts";
import * as schemas from "./schemas.ts";
import { seedBody } from "./seed-problem.ts";

type Lazy<T> = () => z.ZodType<T>;

interface CallInput<Query = unknown, Body = unknown> {
  /** Value of the path's parameter; "" where it has none. */
  readonly id: string;
  readonly query: Query;
  /** Undefined for an empty one. */
  readonly body: Body;
  readonly signal: AbortSignal;
}

interface Row<Query, Body, Result> {
  readonly query?: Lazy<Query>;
  readonly body?: Lazy<Body>;
  /** Reads the body in place of its schema, where mistakes are told in another way. */
  readonly read?: (body: unknown) => NoInfer<Body>;
  /** Left out for a call that answers 204. */
  readonly answer?: Lazy<Result>;
  /** 200 or 204 when left out. */
  readonly success?: 201;
  /** Refusals beside 400, 401, 403 and 413, which every call may answer with. */
  readonly refuses?: readonly (404 | 408 | 409 | 503)[];
  run(operations: Operations, input: CallInput<Query, Body>): NoInfer<Result> | Promise<NoInfer<Result>>;
}

export interface ControlCall {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** Under /_emulator, with at most one parameter. */
  readonly path: string;
  readonly summary: string;
  readonly success: 200 | 201 | 204;
  readonly query: Lazy<unknown>;
  readonly body: Lazy<unknown> | undefined;
  readonly answer: Lazy<unknown> | undefined;
  readonly refuses: readonly number[];
  /** @throws ProblemError 400 for a query or a body that its schema refuses */
  readonly run: (operations: Operations, input: CallInput) => unknown;
}

/** A call whose operation takes what the schemas read, and gives what the answer's schema says. */
function call<Query, Body, Result = void>(
  method: ControlCall["method"],
  path: string,
  summary: string,
  row: Row<Query, Body, Result>,
): ControlCall {
  return checked(method, path, summary, row);
}

function checked(
  method: ControlCall["method"],
  path: string,
  summary: string,
  row: Row<unknown, unknown, unknown>,
): ControlCall {
  const { query = schemas.nothing, body, answer, refuses = [] } = row;
  const success = row.success ?? (answer === undefined ? 204 : 200);
  const read = row.read ?? ((value: unknown) => body && schemas.check(body, value, "body"));
  return {
    method,
    path,
    summary,
    success,
    query,
    body,
    answer,
    refuses,
    run(operations, input) {
      // Refuse an unexpected token in the query: ignoring it would apply the call to all accounts.
      const asked = schemas.check(query, input.query, "query");
      return row.run(operations, { ...input, query: asked, body: read(input.body) });
    },
  };
}

/** NaN for what is none, which the schemas name. */
function wholeNumber(id: string): number {
  return /^\d+$/.test(id) ? Number(id) : Number.NaN;
}

export const controlCalls: readonly ControlCall[] = [
  call("post", "/reset", "Everything, or one account, back to the seed.", {
    body: schemas.maybeTenant,
    run: (operations, { body }) => operations.reset(body),
  }),
  call("get", "/state", "A snapshot of everything, or of one account.", {
    answer: answers.snapshot,
    query: schemas.tenant,
    run: (operations, { query }) => operations.snapshot(query),
  }),
  call("put", "/state", "Puts a snapshot back, whole or of one account.", {
    query: schemas.tenant,
    body: snapshotSchema,
    run: (operations, { query, body }) => operations.restore(body, query),
  }),
  call("post", "/seed", "Puts accounts with their past in place of those that have their tokens.", {
    success: 201,
    answer: answers.accounts,
    body: seedSchema,
    read: seedBody,
    refuses: [409],
    run: (operations, { body }) => operations.plant(body),
  }),
  call("get", "/seed.schema.json", "JSON Schema of a seed.", {
    answer: catalogue.document,
    run: (operations) => operations.seedSchema(),
  }),
  call("get", "/accounts", "All accounts.", {
    answer: answers.accounts,
    run: ({ accounts }) => accounts.list(),
  }),
  call("post", "/accounts", "Creates an account, or replaces it with its messages.", {
    success: 201,
    answer: answers.account,
    body: schemas.newAccount,
    run: ({ accounts }, { body }) => accounts.create(body),
  }),
  call("get", "/accounts/{token}", "One account.", {
    answer: answers.account,
    refuses: [404],
    run: ({ accounts }, { id }) => accounts.get(id),
  }),
  call("patch", "/accounts/{token}", "Changes an account; what is left out stays.", {
    answer: answers.account,
    body: schemas.accountPatch,
    refuses: [404],
    run: ({ accounts }, { id, body }) => accounts.patch(id, body),
  }),
  call("get", "/messages", "What was sent, newest first.", {
    answer: answers.messages,
    query: schemas.messagesQuery,
    run: ({ messages }, { query }) => messages.list(query),
  }),
  call("get", "/messages/wait", "The newest message that matches, as soon as there is one.", {
    answer: answers.message,
    query: schemas.waitForMessage,
    refuses: [408, 503],
    run: ({ messages }, { query, signal }) => messages.waitFor(query, signal),
  }),
  call("get", "/messages/{id}", "One message, with its history and why it was accepted.", {
    answer: answers.message,
    refuses: [404],
    run: ({ messages }, { id }) => messages.get(id),
  }),
  call(
    "post",
    "/messages/{id}/status",
    "Decides a message's delivery status by hand; final ones do not move.",
    {
      answer: answers.message,
      body: schemas.messageStatus,
      refuses: [404, 409],
      run: ({ messages }, { id, body }) => messages.setStatus(id, body.id),
    },
  ),
  call("post", "/inbound", "A handset writes to the account: a reply, STOP, START, HELP.", {
    success: 201,
    answer: answers.received,
    body: schemas.inbound,
    refuses: [404],
    run: (operations, { body, signal }) => operations.inbound(body, signal),
  }),
  call("get", "/inbox", "What handsets wrote to one account, newest first, with what it was answered.", {
    answer: answers.inbox,
    query: schemas.inboxQuery,
    refuses: [404],
    run: ({ inbox }, { query }) => inbox.list(query),
  }),
  call(
    "get",
    "/contacts",
    "The contacts of one account and who of them has opted out, the last change first.",
    {
      answer: answers.contacts,
      query: schemas.contactsQuery,
      refuses: [404],
      run: ({ contacts }, { query }) => contacts.list(query),
    },
  ),
  call("get", "/templates", "The MMS templates of one account, newest first.", {
    answer: answers.templates,
    query: schemas.templatesQuery,
    refuses: [404],
    run: ({ templates }, { query }) => templates.list(query),
  }),
  call("get", "/templates/{id}", "One MMS template of an account, with its history.", {
    answer: answers.template,
    query: schemas.templateQuery,
    refuses: [404],
    run: ({ templates }, { id, query }) => templates.get(wholeNumber(id), query),
  }),
  call(
    "post",
    "/templates/{id}/status",
    "Decides the state of an account's MMS template by hand; final ones do not move.",
    {
      answer: answers.template,
      body: schemas.templateStatusBody,
      refuses: [404, 409],
      run: ({ templates }, { id, body }) => templates.setStatus(wholeNumber(id), body),
    },
  ),
  call("post", "/short-urls", "Creates a short URL of an account.", {
    success: 201,
    answer: answers.shortUrl,
    body: schemas.shortUrlBody,
    refuses: [404, 409],
    run: ({ shortUrls }, { body }) => shortUrls.create(body),
  }),
  call("post", "/short-urls/{id}/clicks", "Counts a click on an account's short URL.", {
    success: 201,
    answer: answers.shortUrlClick,
    body: schemas.shortUrlClickBody,
    refuses: [404],
    run: ({ shortUrls }, { id, body }) => shortUrls.click(wholeNumber(id), body),
  }),
  call("get", "/clock", "What time it is, for all or for one account.", {
    answer: answers.clock,
    query: schemas.tenant,
    refuses: [404],
    run: ({ clock }, { query }) => clock.get(query),
  }),
  call("put", "/clock", "Sets the time, running or frozen.", {
    answer: answers.clock,
    body: schemas.setClock,
    refuses: [404],
    run: ({ clock }, { body }) => clock.set(body),
  }),
  call("post", "/clock/advance", "Moves the time on.", {
    answer: answers.clock,
    body: schemas.advanceClock,
    refuses: [404],
    run: ({ clock }, { body: { by, ...tenant } }) => clock.advance(by, tenant),
  }),
  call("post", "/clock/freeze", "Stops the time.", {
    answer: answers.clock,
    body: schemas.maybeTenant,
    refuses: [404],
    run: ({ clock }, { body }) => clock.freeze(body),
  }),
  call("post", "/clock/resume", "Lets the time run on from where it stands.", {
    answer: answers.clock,
    body: schemas.maybeTenant,
    refuses: [404],
    run: ({ clock }, { body }) => clock.resume(body),
  }),
  call("get", "/faults", "The faults asked for.", {
    answer: answers.faults,
    query: schemas.tenant,
    run: ({ faults }, { query }) => faults.list(query),
  }),
  call("post", "/faults", "Asks for a fault.", {
    success: 201,
    answer: answers.fault,
    body: fault,
    run: ({ faults }, { body }) => faults.add(body),
  }),
  call("delete", "/faults", "Takes back all faults, or those of one account.", {
    query: schemas.tenant,
    run: ({ faults }, { query }) => faults.clear(query),
  }),
  call("delete", "/faults/{id}", "Takes back one fault.", {
    refuses: [404],
    run: ({ faults }, { id }) => faults.remove(id),
  }),
  call(
    "get",
    "/journal",
    "Requests and answers, newest first, with what decided them; tokens are redacted.",
    {
      answer: answers.journal,
      query: schemas.journalQuery,
      run: ({ journal }, { query }) => journal.list(query),
    },
  ),
  call("get", "/journal/wait", "The newest request that matches, as soon as there is one.", {
    answer: answers.journalEntry,
    query: schemas.waitForJournal,
    refuses: [408, 503],
    run: ({ journal }, { query, signal }) => journal.waitFor(query, signal),
  }),
  call("delete", "/journal", "Forgets the requests of all accounts, or of one.", {
    query: schemas.tenant,
    run: ({ journal }, { query }) => journal.clear(query),
  }),
  call(
    "get",
    "/evidence",
    "The ledger: every rule, where it comes from, and what it is worth on the live API.",
    {
      answer: catalogue.rules,
      run: (operations) => operations.evidence(),
    },
  ),
  call("get", "/magic-numbers", "Recipients that end as their number says.", {
    answer: catalogue.magicNumbers,
    run: (operations) => operations.magicNumbers(),
  }),
];
