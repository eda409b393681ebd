/** Outcome of a send whose answer was lost, as the sent history tells it. */

import { singleList } from "../protocol/api/sent-history.ts";
import { hasAlikeRecipient, hasAlikeText, hasSameWords, isSame } from "./alike.ts";
import type { Core } from "./core.ts";
import type { SendOutcomeUnknownError, UnsettledSend } from "./errors/errors.ts";
import { abortError } from "./errors/failure.ts";
import type { CallOptions } from "./http/call.ts";
import { withDeadline } from "./http/deadline.ts";
import { listOperation } from "./http/operation.ts";
import type { List } from "./paging/page.ts";
import type { SentHistoryMessage } from "./records.ts";

/**
 * `found`: it was accepted, and this is it. `not-found`: at its time the history has no message that may be it.
 * `undecidable`: several messages fit, such as two of one text to numbers that differ only where the history masks them;
 * or one that may as well be another send's; or one that is near, since the API may have changed it: to a number that
 * begins like it, or with much the same text; or none, although the answer's status said that it was accepted, or it was to be sent later, which
 * `sms.singleScheduleMessages` tells. What
 * fits only because another client sent the same at the same time cannot be told.
 */
export type Reconciled =
  | { readonly outcome: "found"; readonly message: SentHistoryMessage }
  | { readonly outcome: "not-found" }
  | { readonly outcome: "undecidable"; readonly candidates: readonly SentHistoryMessage[] };

interface History {
  /** A page of the sent history, and by how many milliseconds the API's clock is ahead; undefined when not told. */
  readonly read: (
    page: number,
  ) => Promise<{ readonly list: List<SentHistoryMessage>; readonly ahead: number | undefined }>;
  /** True when the client knows that another of its sends had this id. */
  readonly isAnother: (apiId: string) => boolean;
  /** Sends of this client whose outcome is unknown. */
  readonly unsettled: Iterable<UnsettledSend>;
  /** Time until which some of either may have been forgotten, in milliseconds since 1970. */
  readonly forgottenUntil: number;
}

/** Milliseconds after its failure in which a slow server may still accept a send. */
const SETTLE_MS = 10_000;

/** Milliseconds that two clocks may be apart: read from a header in whole seconds, or not read at all. */
const SLACK_MS = 3000;
const UNTOLD_SLACK_MS = 300_000;

/** Ids under which sends were found: no other send is behind such a message. */
const foundIds = new WeakMap<UnsettledSend, string>();

/** See `sms.reconcile`. */
export async function reconcile(
  { send, accepted }: SendOutcomeUnknownError,
  options: CallOptions,
  { call, sent, settings: { clock, sleep, timer, redact } }: Core,
): Promise<Reconciled> {
  // The history has it at its time at the earliest; until then the list of scheduled messages tells, and it alone.
  if (send.params.dateTime !== undefined) return { outcome: "undecidable", candidates: [] };
  const early = send.endedAt + SETTLE_MS - clock();
  const facts = { purpose: "look up the message", redact, details: { attempts: 0 } };
  const aborted = (reason: unknown) => abortError(facts, reason, "request left");
  await withDeadline((over) => (early > 0 ? sleep(early, over) : Promise.resolve()), {
    timeout: Infinity,
    timer,
    signal: options.signal,
    onTimeout: () => aborted(undefined),
    onAbort: aborted,
  });
  const reconciled = await findSend(send, {
    isAnother: (id) => sent.has(id),
    unsettled: sent.unsettled.keys(),
    forgottenUntil: sent.forgottenUntil,
    read: async (page) => {
      const { data, response } = await call(
        listOperation(singleList, "list the sent messages", { page }),
        options,
      ).withResponse();
      const date = Date.parse(response.headers.get("date") ?? "");
      return { list: data, ahead: Number.isNaN(date) ? undefined : date - clock() };
    },
  });
  // An error of an earlier process's is news to the client, and then its message is no other send's.
  if (reconciled.outcome === "found") sent.doubt(send);
  if (reconciled.outcome !== "not-found") return reconciled;
  if (accepted) return { outcome: "undecidable", candidates: [] };
  sent.unsettled.delete(send);
  return reconciled;
}

async function findSend(send: UnsettledSend, history: History): Promise<Reconciled> {
  const first = await history.read(1);
  const ahead = first.ahead ?? 0;
  const slack = first.ahead === undefined ? UNTOLD_SLACK_MS : SLACK_MS;
  const since = send.startedAt + ahead - slack;
  const until = send.endedAt + SETTLE_MS + ahead + slack;
  const others: UnsettledSend[] = [];
  const finders = new Map<string, UnsettledSend>();
  for (const other of history.unsettled) {
    const id = foundIds.get(other);
    if (other === send) continue;
    if (id === undefined) others.push(other);
    else finders.set(id, other);
  }

  const candidates = new Map<number, SentHistoryMessage>();
  const near = new Map<number, SentHistoryMessage>();
  for await (const row of rowsSince(history.read, first.list, since)) {
    const { id, apiId } = row;
    const at = row.sentAt.date.getTime();
    if (at < since || (apiId !== null && history.isAnother(apiId))) continue;
    const finder = apiId === null ? undefined : finders.get(apiId);
    if (finder !== undefined) {
      // A list that is run again has errors of its own for what an earlier run has lost.
      const isOneSend = finder.startedAt <= send.endedAt && send.startedAt <= finder.endedAt;
      if (!isOneSend || !isSame(row, send)) continue;
      others.push(finder);
    }
    if (isSame(row, send)) candidates.set(id, row);
    else if (at <= until && isNear(row, send, others)) near.set(id, row);
  }
  const found = [...candidates.values()];
  const [message] = found;
  if (message === undefined) {
    return near.size > 0
      ? { outcome: "undecidable", candidates: [...near.values()] }
      : { outcome: "not-found" };
  }

  const at = message.sentAt.date.getTime() - ahead;
  const isInTime = at >= send.startedAt - SLACK_MS && at <= send.endedAt + SETTLE_MS + SLACK_MS;
  const isContested = others.some(
    (other) =>
      at >= other.startedAt - slack && hasAlikeRecipient(message, other) && hasSameWords(message, other),
  );
  // The API may have changed it, and have taken the one that fits from another client.
  const isAmongAlike = [...near.values()].some(
    (row) => hasAlikeRecipient(row, send) && hasAlikeText(row, send),
  );
  const mayBeForgotten = send.startedAt - slack <= history.forgottenUntil;
  // A message that was not sent through the API is not it, but a missing id is no proof of that.
  if (
    found.length === 1 &&
    message.apiId !== null &&
    isInTime &&
    !isContested &&
    !isAmongAlike &&
    !mayBeForgotten
  ) {
    foundIds.set(send, message.apiId);
    return { outcome: "found", message };
  }
  return { outcome: "undecidable", candidates: isAmongAlike ? [...found, ...near.values()] : found };
}

/** True when the row may be the send, changed on its way, and is not surely another of the client's. */
function isNear(row: SentHistoryMessage, send: UnsettledSend, others: readonly UnsettledSend[]): boolean {
  const isTo = hasAlikeRecipient(row, send);
  // No API makes one text of a client's into another of its, but for what it does to all texts.
  if (others.some((other) => isSame(row, other))) return isTo && hasSameWords(row, send);
  return isTo || hasAlikeText(row, send);
}

/** All rows that may be as new as that, whichever end of the history the API begins with. */
async function* rowsSince(read: History["read"], { items, page }: List<SentHistoryMessage>, since: number) {
  const isOlder = (rows: readonly SentHistoryMessage[]) =>
    rows.some(({ sentAt }) => sentAt.date.getTime() < since);
  yield* items;

  const count = page?.count ?? Number.POSITIVE_INFINITY;
  const newestFirst = page === undefined || (items[0]?.id ?? 0) > (items.at(-1)?.id ?? 0);
  if (newestFirst && isOlder(items)) return;
  for (let step = 2; step <= count; step++) {
    const { list } = await read(newestFirst ? step : count + 2 - step);
    yield* list.items;
    // Without the headers of a page, its rows must tell that there are no more.
    const isLast = page === undefined && list.items.every((row) => items.some(({ id }) => id === row.id));
    if (isLast || isOlder(list.items)) return;
  }
}
