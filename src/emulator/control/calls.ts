/**
 * The calls of the control API as one table: the HTTP routes and the OpenAPI document are both made from it, so
 * neither can have what the other lacks.
 */
import * as z from "zod";
import { seedSchema } from "../seed/seed-schema.ts";
import { snapshotSchema } from "../store/snapshot-schema.ts";
import type { Operations } from "./operations/operations.ts";
import * as schemas from "./schemas.ts";
import { check } from "./schemas.ts";
import { seedBody } from "./seed-problem.ts";

export interface CallInput {
  /** Value of the path's parameter; "" where it has none. */
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
  /** Undefined for an empty one. */
  readonly body: unknown;
  readonly signal: AbortSignal;
}

export interface ControlCall {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** Under /_emulator, with at most one parameter. */
  readonly path: string;
  readonly summary: string;
  readonly success: 200 | 201 | 204;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Refusals beside 400, 401, 403 and 413, which every call may answer with. */
  readonly refuses?: readonly (404 | 408 | 409 | 503)[];
  readonly run: (operations: Operations, input: CallInput) => unknown;
}

/** NaN for what is none, which the schemas name. */
function wholeNumber(id: string): number {
  return /^\d+$/.test(id) ? Number(id) : Number.NaN;
}

export const nothing = z.strictObject({});

export const controlCalls: readonly ControlCall[] = [
  {
    method: "post",
    path: "/reset",
    summary: "Everything, or one account, back to the seed.",
    success: 204,
    body: schemas.tenant.optional(),
    run: (operations, { body }) => operations.reset(check(schemas.tenant, body ?? {}, "body")),
  },
  {
    method: "get",
    path: "/state",
    summary: "A snapshot of everything, or of one account.",
    success: 200,
    query: schemas.tenant,
    run: (operations, { query }) => operations.snapshot(query),
  },
  {
    method: "put",
    path: "/state",
    summary: "Puts a snapshot back, whole or of one account.",
    success: 204,
    query: schemas.tenant,
    body: snapshotSchema,
    run: (operations, { query, body }) => operations.restore(check(snapshotSchema, body, "body"), query),
  },
  {
    method: "post",
    path: "/seed",
    summary: "Puts accounts with their past in place of those that have their tokens.",
    success: 201,
    body: seedSchema,
    refuses: [409],
    run: (operations, { body }) => operations.plant(seedBody(body)),
  },
  {
    method: "get",
    path: "/seed.schema.json",
    summary: "JSON Schema of a seed.",
    success: 200,
    query: nothing,
    run: (operations) => operations.seedSchema(),
  },
  {
    method: "get",
    path: "/accounts",
    summary: "All accounts.",
    success: 200,
    query: nothing,
    run: ({ accounts }) => accounts.list(),
  },
  {
    method: "post",
    path: "/accounts",
    summary: "Creates an account, or replaces it with its messages.",
    success: 201,
    body: schemas.newAccount,
    run: ({ accounts }, { body }) => accounts.create(check(schemas.newAccount, body, "body")),
  },
  {
    method: "get",
    path: "/accounts/{token}",
    summary: "One account.",
    success: 200,
    refuses: [404],
    run: ({ accounts }, { id }) => accounts.get(id),
  },
  {
    method: "patch",
    path: "/accounts/{token}",
    summary: "Changes an account; what is left out stays.",
    success: 200,
    body: schemas.accountPatch,
    refuses: [404],
    run: ({ accounts }, { id, body }) => accounts.patch(id, check(schemas.accountPatch, body, "body")),
  },
  {
    method: "get",
    path: "/messages",
    summary: "What was sent, newest first.",
    success: 200,
    query: schemas.messagesQuery,
    run: ({ messages }, { query }) => messages.list(check(schemas.messagesQuery, query, "query")),
  },
  {
    method: "get",
    path: "/messages/wait",
    summary: "The newest message that matches, as soon as there is one.",
    success: 200,
    query: schemas.waitForMessage,
    refuses: [408, 503],
    run: ({ messages }, { query, signal }) =>
      messages.waitFor(check(schemas.waitForMessage, query, "query"), signal),
  },
  {
    method: "get",
    path: "/messages/{id}",
    summary: "One message, with its history and why it was accepted.",
    success: 200,
    refuses: [404],
    run: ({ messages }, { id }) => messages.get(id),
  },
  {
    method: "post",
    path: "/messages/{id}/status",
    summary: "Decides a message's delivery status by hand; final ones do not move.",
    success: 200,
    body: schemas.messageStatus,
    refuses: [404, 409],
    run: ({ messages }, { id, body }) =>
      messages.setStatus(id, check(schemas.messageStatus, body, "body").id),
  },
  {
    method: "post",
    path: "/inbound",
    summary: "A handset writes to the account: a reply, STOP, START, HELP.",
    success: 201,
    body: schemas.inbound,
    refuses: [404],
    run: (operations, { body, signal }) => operations.inbound(check(schemas.inbound, body, "body"), signal),
  },
  {
    method: "get",
    path: "/inbox",
    summary: "What handsets wrote to one account, newest first, with what it was answered.",
    success: 200,
    query: schemas.inboxQuery,
    refuses: [404],
    run: ({ inbox }, { query }) => inbox.list(check(schemas.inboxQuery, query, "query")),
  },
  {
    method: "get",
    path: "/contacts",
    summary: "The contacts of one account and who of them has opted out, the last change first.",
    success: 200,
    query: schemas.contactsQuery,
    refuses: [404],
    run: ({ contacts }, { query }) => contacts.list(check(schemas.contactsQuery, query, "query")),
  },
  {
    method: "get",
    path: "/templates",
    summary: "The MMS templates of one account, newest first.",
    success: 200,
    query: schemas.templatesQuery,
    refuses: [404],
    run: ({ templates }, { query }) => templates.list(check(schemas.templatesQuery, query, "query")),
  },
  {
    method: "get",
    path: "/templates/{id}",
    summary: "One MMS template of an account, with its history.",
    success: 200,
    query: schemas.templateQuery,
    refuses: [404],
    run: ({ templates }, { id, query }) =>
      templates.get(wholeNumber(id), check(schemas.templateQuery, query, "query")),
  },
  {
    method: "post",
    path: "/templates/{id}/status",
    summary: "Decides the state of an account's MMS template by hand; final ones do not move.",
    success: 200,
    body: schemas.templateStatusBody,
    refuses: [404, 409],
    run: ({ templates }, { id, body }) =>
      templates.setStatus(wholeNumber(id), check(schemas.templateStatusBody, body, "body")),
  },
  {
    method: "get",
    path: "/clock",
    summary: "What time it is, for all or for one account.",
    success: 200,
    query: schemas.tenant,
    refuses: [404],
    run: ({ clock }, { query }) => clock.get(query),
  },
  {
    method: "put",
    path: "/clock",
    summary: "Sets the time, running or frozen.",
    success: 200,
    body: schemas.setClock,
    refuses: [404],
    run: ({ clock }, { body }) => clock.set(check(schemas.setClock, body, "body")),
  },
  {
    method: "post",
    path: "/clock/advance",
    summary: "Moves the time on.",
    success: 200,
    body: schemas.advanceClock,
    refuses: [404],
    run({ clock }, { body }) {
      const { by, ...tenant } = check(schemas.advanceClock, body, "body");
      return clock.advance(by, tenant);
    },
  },
  {
    method: "post",
    path: "/clock/freeze",
    summary: "Stops the time.",
    success: 200,
    body: schemas.tenant.optional(),
    refuses: [404],
    run: ({ clock }, { body }) => clock.freeze(check(schemas.tenant, body ?? {}, "body")),
  },
  {
    method: "post",
    path: "/clock/resume",
    summary: "Lets the time run on from where it stands.",
    success: 200,
    body: schemas.tenant.optional(),
    refuses: [404],
    run: ({ clock }, { body }) => clock.resume(check(schemas.tenant, body ?? {}, "body")),
  },
  {
    method: "get",
    path: "/faults",
    summary: "The faults asked for.",
    success: 200,
    query: schemas.tenant,
    run: ({ faults }, { query }) => faults.list(query),
  },
  {
    method: "post",
    path: "/faults",
    summary: "Asks for a fault.",
    success: 201,
    body: schemas.fault,
    run: ({ faults }, { body }) => faults.add(check(schemas.fault, body, "body")),
  },
  {
    method: "delete",
    path: "/faults",
    summary: "Takes back all faults, or those of one account.",
    success: 204,
    query: schemas.tenant,
    run: ({ faults }, { query }) => faults.clear(query),
  },
  {
    method: "delete",
    path: "/faults/{id}",
    summary: "Takes back one fault.",
    success: 204,
    refuses: [404],
    run: ({ faults }, { id }) => faults.remove(id),
  },
  {
    method: "get",
    path: "/journal",
    summary: "Requests and answers, newest first, with what decided them; tokens are redacted.",
    success: 200,
    query: schemas.journalQuery,
    run: ({ journal }, { query }) => journal.list(check(schemas.journalQuery, query, "query")),
  },
  {
    method: "get",
    path: "/journal/wait",
    summary: "The newest request that matches, as soon as there is one.",
    success: 200,
    query: schemas.waitForJournal,
    refuses: [408, 503],
    run: ({ journal }, { query, signal }) =>
      journal.waitFor(check(schemas.waitForJournal, query, "query"), signal),
  },
  {
    method: "delete",
    path: "/journal",
    summary: "Forgets the requests of all accounts, or of one.",
    success: 204,
    query: schemas.tenant,
    run: ({ journal }, { query }) => journal.clear(query),
  },
  {
    method: "get",
    path: "/evidence",
    summary: "The ledger: every rule, where it comes from, and what it is worth on the live API.",
    success: 200,
    query: nothing,
    run: (operations) => operations.evidence(),
  },
  {
    method: "get",
    path: "/magic-numbers",
    summary: "Recipients that end as their number says.",
    success: 200,
    query: nothing,
    run: (operations) => operations.magicNumbers(),
  },
];
