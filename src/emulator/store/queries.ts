/** Questions to the root that look through many entries. */

import { explanationOf } from "../domain/cause.ts";
import type { Contact } from "../domain/contact.ts";
import { type InboundMessage, type InboxFilter, matchesInbox } from "../domain/inbox.ts";
import type { Message } from "../domain/message.ts";
import type { Settings } from "../settings.ts";
import { lastWhere } from "./conversations/last-where.ts";
import type { Fifo } from "./fifo.ts";
import type { Root } from "./root.ts";
import type { JournalEntry, JournalQuery, MessageQuery, Page, Walk, WalkedCalls } from "./types.ts";

export function messagesPage(root: Root, query: MessageQuery): Page<Message> {
  const { token } = query;
  const source = token === undefined ? root.order : root.tenants.get(token)?.messages;
  // Only the order of all can hold messages whose account has gone; their ids are known no more.
  const mayHaveGone = token === undefined && root.order.size > root.messages.size;
  return page(
    source,
    (message) =>
      (!mayHaveGone || root.messages.get(message.id) === message) && matchesMessage(message, query),
    query.limit,
  );
}

export function matchesMessage(
  message: Message,
  { token, recipient, contains }: Omit<MessageQuery, "limit">,
): boolean {
  return (
    (token === undefined || message.token === token) &&
    (recipient === undefined || message.recipient === recipient) &&
    (contains === undefined || message.text.includes(contains))
  );
}

export function journalPage(root: Root, settings: Settings, query: JournalQuery): Page<JournalEntry> {
  return page(root.journal, (entry) => matchesJournal(entry, settings, query), query.limit);
}

export function matchesJournal(
  entry: JournalEntry,
  settings: Settings,
  { token, path, status, rule }: Omit<JournalQuery, "limit">,
): boolean {
  return (
    (token === undefined || entry.token === token) &&
    (path === undefined || entry.target.split("?", 1)[0] === path) &&
    (status === undefined || entry.status === status) &&
    (rule === undefined || explanationOf(entry.decided, settings).decidedBy === rule)
  );
}

export function walkJournal(
  { journal }: Root,
  settings: Settings,
  filter: Omit<JournalQuery, "limit">,
  { before = Number.POSITIVE_INFINITY, limit, budget }: Walk,
): WalkedCalls {
  const items: JournalEntry[] = [];
  const first = lastWhere(journal, ({ number }) => number < before);
  const end = Math.max(-1, first - budget);
  let index = first;
  for (; index > end && items.length < limit; index--) {
    const entry = journal.at(index);
    if (entry !== undefined && matchesJournal(entry, settings, filter)) items.push(entry);
  }
  const older = journal.at(index);
  return { items, looked: first - index, older: older === undefined ? null : older.number + 1 };
}

export function journalEntry({ journal }: Root, number: number): JournalEntry | undefined {
  const found = journal.at(lastWhere(journal, (entry) => entry.number <= number));
  return found?.number === number ? found : undefined;
}

/** From the oldest on. */
export function inboxPage(
  root: Root,
  token: string,
  filter: InboxFilter,
  range: Range,
): Page<InboundMessage> {
  const inbox = root.tenants.get(token)?.lists.inbox ?? [];
  return filtered(inbox, (message) => matchesInbox(message, filter), range);
}

/** In the order in which they were made. */
export function recordsPage<Of>(
  list: ReadonlyMap<number, Of> | undefined,
  range: Range,
  matches: (record: Of) => boolean = () => true,
): Page<Of> {
  return filtered(list?.values() ?? [], matches, range);
}

interface Range {
  readonly from: number;
  readonly count: number;
}

function filtered<T>(source: Iterable<T>, matches: (item: T) => boolean, { from, count }: Range): Page<T> {
  const items: T[] = [];
  let total = 0;
  for (const item of source) {
    if (!matches(item)) continue;
    if (total >= from && items.length < count) items.push(item);
    total += 1;
  }
  return { items, total };
}

export function contactsPage(root: Root, token: string, limit: number): Page<Contact> {
  const all = Array.from(root.tenants.get(token)?.lists.contacts.values() ?? []);
  return { items: all.toReversed().slice(0, limit), total: all.length };
}

/** By position, from the oldest on. */
export function slice<T>(source: Fifo<T> | undefined, from: number, count: number): Page<T> {
  const items: T[] = [];
  for (let index = from; index < from + count; index++) {
    const item = source?.at(index);
    if (item !== undefined) items.push(item);
  }
  return { items, total: source?.size ?? 0 };
}

/** From the newest to the oldest. */
function page<T>(source: Fifo<T> | undefined, matches: (item: T) => boolean, limit: number): Page<T> {
  const items: T[] = [];
  let total = 0;
  for (let index = (source?.size ?? 0) - 1; index >= 0; index--) {
    const item = source?.at(index);
    if (item === undefined || !matches(item)) continue;
    total += 1;
    if (items.length < limit) items.push(item);
  }
  return { items, total };
}
