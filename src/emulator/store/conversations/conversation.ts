/** One conversation in the index, and the order in which they were active. */
import type { InboundMessage } from "../../domain/inbox.ts";
import { Fifo } from "../fifo.ts";
import type { JournalEntry, StoredMessage } from "../types.ts";
import { lastWhere } from "./last-where.ts";
import type { ConversationEntry, ConversationPage, ConversationSummary, Happened } from "./types.ts";

interface Numbered {
  readonly number: number;
}

interface Placed<T> {
  readonly place: number;
  readonly of: T;
}

/** Stands for a queue that nothing has come into yet. */
const NONE = new Fifo<never>();

/** Three queues, since each kind goes at its own time: sent ones by the store's retention, refusals with the journal. */
export class Conversation {
  readonly recipient: string;
  // Most conversations have only one kind, and there may be very many.
  sent: Fifo<Placed<StoredMessage>> = NONE;
  received: Fifo<Placed<InboundMessage>> = NONE;
  refused: Fifo<Placed<JournalEntry>> = NONE;
  /** Neighbours in the order of activity; null at its ends. */
  newer: Conversation | null = null;
  older: Conversation | null = null;
  /** Place of its newest entry. */
  place = 0;
  /** True when it is indexed by its digits. */
  isSorted = false;

  constructor(recipient: string) {
    this.recipient = recipient;
  }

  addSent(message: StoredMessage): void {
    if (this.sent === NONE) this.sent = new Fifo();
    this.sent.push({ place: this.place, of: message });
  }

  addReceived(message: InboundMessage): void {
    if (this.received === NONE) this.received = new Fifo();
    this.received.push({ place: this.place, of: message });
  }

  addRefused(call: JournalEntry): void {
    if (this.refused === NONE) this.refused = new Fifo();
    this.refused.push({ place: this.place, of: call });
  }

  get size(): number {
    return this.sent.size + this.received.size + this.refused.size;
  }

  newest(): ConversationEntry | undefined {
    return this.page(1)?.items[0];
  }

  summary(): ConversationSummary | undefined {
    const newest = this.newest();
    if (newest === undefined) return undefined;
    const { recipient, sent, received, refused } = this;
    return { recipient, newest, sent: sent.size, received: received.size, refused: refused.size };
  }

  /** Where it stands; 0 for what is not in here. */
  placeOf(happened: Happened): number {
    switch (happened.kind) {
      case "sent":
        return placeOf(this.sent, happened.message);
      case "received":
        return placeOf(this.received, happened.message);
      case "refused":
        return placeOf(this.refused, happened.call);
    }
  }

  /** The newest entries before a place. */
  page(limit: number, before = Number.POSITIVE_INFINITY): ConversationPage {
    const { sent, received, refused } = this;
    let [s, r, f] = [lastBefore(sent, before), lastBefore(received, before), lastBefore(refused, before)];
    const items: ConversationEntry[] = [];
    let older: number | null = null;
    for (;;) {
      const [a, b, c] = [sent.at(s), received.at(r), refused.at(f)];
      const place = Math.max(a?.place ?? 0, b?.place ?? 0, c?.place ?? 0);
      if (place === 0) break;
      if (items.length === limit) {
        older = items.at(-1)?.place ?? null;
        break;
      }
      if (a?.place === place) {
        items.push({ kind: "sent", place, message: a.of });
        s -= 1;
      } else if (b?.place === place) {
        items.push({ kind: "received", place, message: b.of });
        r -= 1;
      } else if (c?.place === place) {
        items.push({ kind: "refused", place, call: c.of });
        f -= 1;
      }
    }
    return { items: items.toReversed(), total: this.size, older };
  }
}

/** Each kind is numbered in its own order. */
function placeOf<T extends Numbered>(queue: Fifo<Placed<T>>, { number }: Numbered): number {
  const found = queue.at(lastWhere(queue, ({ of }) => of.number <= number));
  return found?.of.number === number ? found.place : 0;
}

/** Position of the last one that lies before a place; -1 when there is none. */
function lastBefore(queue: Fifo<Placed<unknown>>, before: number): number {
  return lastWhere(queue, ({ place }) => place < before);
}

/** Conversations in the order in which something happened in them last. */
export class ByActivity {
  #newest: Conversation | null = null;

  get newest(): Conversation | null {
    return this.#newest;
  }

  /** Puts the one in which something has just happened to the front. */
  lift(conversation: Conversation): void {
    if (this.#newest === conversation) return;
    this.remove(conversation);
    this.#link(conversation, null, this.#newest);
  }

  /** Puts one whose newest entry has gone back to where the entry before it belongs. */
  sink(conversation: Conversation): void {
    let { newer, older } = conversation;
    this.remove(conversation);
    while (older !== null && older.place > conversation.place) [newer, older] = [older, older.older];
    this.#link(conversation, newer, older);
  }

  remove(conversation: Conversation): void {
    const { newer, older } = conversation;
    if (newer !== null) newer.older = older;
    else if (this.#newest === conversation) this.#newest = older;
    if (older !== null) older.newer = newer;
    conversation.newer = conversation.older = null;
  }

  #link(conversation: Conversation, newer: Conversation | null, older: Conversation | null): void {
    conversation.newer = newer;
    conversation.older = older;
    if (newer === null) this.#newest = conversation;
    else newer.older = conversation;
    if (older !== null) older.newer = conversation;
  }
}
