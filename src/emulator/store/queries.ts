/** Questions to the root that look through many entries. */
import { explanationOf } from "../domain/decided.ts";
import type { Message } from "../domain/message.ts";
import type { Settings } from "../settings.ts";
import type { Root } from "./root.ts";
import type { JournalEntry, JournalQuery, MessageQuery, Page } from "./store.ts";

export function messagesPage(root: Root, { token, recipient, contains, limit }: MessageQuery): Page<Message> {
  const source = token === undefined ? root.order : root.tenants.get(token)?.messages;
  return page(
    source?.newestFirst() ?? [],
    (message) =>
      root.messages.get(message.id) === message &&
      (recipient === undefined || message.recipient === recipient) &&
      (contains === undefined || message.text.includes(contains)),
    limit,
  );
}

export function journalPage(root: Root, settings: Settings, query: JournalQuery): Page<JournalEntry> {
  const { token, path, status, rule, limit } = query;
  return page(
    root.journal.newestFirst(),
    (entry) =>
      (token === undefined || entry.token === token) &&
      (path === undefined || entry.target.split("?", 1)[0] === path) &&
      (status === undefined || entry.status === status) &&
      (rule === undefined || explanationOf(entry.decided, settings).decidedBy === rule),
    limit,
  );
}

function page<T>(source: Iterable<T>, matches: (item: T) => boolean, limit: number): Page<T> {
  const items: T[] = [];
  let total = 0;
  for (const item of source) {
    if (!matches(item)) continue;
    total += 1;
    if (items.length < limit) items.push(item);
  }
  return { items, total };
}
