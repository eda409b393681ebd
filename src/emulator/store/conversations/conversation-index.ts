/**
 * The conversations of one account, kept up to date with every message from the first request on. Until then they
 * cost nothing.
 */
import type { InboundMessage } from "../../domain/inbox.ts";
import { Fifo } from "../fifo.ts";
import type { JournalEntry, StoredMessage } from "../types.ts";
import { ByActivity, Conversation } from "./conversation.ts";
import { DigitTrie } from "./digit-trie.ts";
import { findText } from "./find-text.ts";
import { lastWhere } from "./last-where.ts";
import { isRefusedSend, recipientOfRefused } from "./refused-send.ts";
import type {
  ConversationCursor,
  ConversationList,
  ConversationPage,
  ConversationSummary,
  Conversations,
  NumberMatches,
  SearchCursor,
  TextMatches,
} from "./types.ts";

type ReadPhone = (text: string) => string | undefined;

/** The part of an account that is indexed. */
interface Indexed {
  readonly account: { readonly token: string };
  readonly messages: Fifo<StoredMessage>;
  readonly lists: { readonly inbox: Fifo<InboundMessage> };
}

export class ConversationIndex implements Conversations {
  readonly #tenant: Indexed;
  readonly #readPhone: ReadPhone;
  readonly #conversations = new Map<string, Conversation>();
  readonly #byActivity = new ByActivity();
  readonly #byBeginning = new DigitTrie<Conversation>("first");
  readonly #byEnd = new DigitTrie<Conversation>("last");
  /** Conversations not yet indexed by digits; indexed at the next search. */
  #unsorted: Conversation[] = [];
  readonly #refused = new Fifo<JournalEntry>();
  readonly #calls = new Map<string, JournalEntry>();
  #place = 0;
  /** True when the order of activity is kept; false during the first pass over all entries. */
  #isOrdered = false;

  /** Indexes all existing entries once. */
  constructor(tenant: Indexed, journal: Fifo<JournalEntry>, readPhone: ReadPhone) {
    this.#tenant = tenant;
    this.#readPhone = readPhone;
    const entries = [...journal].filter(({ token }) => token === tenant.account.token);
    const refused = entries.filter(isRefusedSend);
    for (const entry of entries) this.#noteCall(entry);
    inOrderOfTime(tenant.messages, tenant.lists.inbox, refused, {
      sent: (message) => this.sent(message),
      received: (message) => this.received(message),
      refused: (entry) => this.#noteRefused(entry),
    });
    const byPlace = Array.from(this.#conversations.values()).sort((a, b) => a.place - b.place);
    for (const conversation of byPlace) this.#byActivity.lift(conversation);
    this.#isOrdered = true;
  }

  sent(message: StoredMessage): void {
    this.#open(message.recipient).addSent(message);
  }

  received(message: InboundMessage): void {
    this.#open(message.from).addReceived(message);
  }

  recorded(entry: JournalEntry): void {
    this.#noteCall(entry);
    if (isRefusedSend(entry)) this.#noteRefused(entry);
  }

  /** The oldest of the account's messages has gone. */
  sentGone({ recipient }: StoredMessage): void {
    this.#shorten(recipient, (conversation) => conversation.sent.shift());
  }

  receivedGone({ from }: InboundMessage): void {
    this.#shorten(from, (conversation) => conversation.received.shift());
  }

  recordGone(entry: JournalEntry): void {
    if (entry.decided.by === "send" && entry.decided.message !== undefined) {
      this.#calls.delete(entry.decided.message);
    }
    if (!isRefusedSend(entry)) return;
    this.#refused.shift();
    this.#shorten(recipientOfRefused(entry, this.#readPhone), (conversation) => conversation.refused.shift());
  }

  list(limit: number, after?: ConversationCursor): ConversationList {
    const items: ConversationSummary[] = [];
    let conversation = this.#goOn(after);
    for (; conversation !== null && items.length < limit; conversation = conversation.older) {
      const summary = conversation.summary();
      if (summary !== undefined) items.push(summary);
    }
    const last = items.at(-1);
    const next =
      conversation === null || last === undefined
        ? null
        : { recipient: last.recipient, place: last.newest.place };
    return { items, total: this.#conversations.size, next };
  }

  conversation(recipient: string, limit: number, before?: number): ConversationPage | undefined {
    return this.#conversations.get(recipient)?.page(limit, before);
  }

  byNumber(digits: string, limit: number): NumberMatches {
    const wanted = limit + 1;
    this.#sortIn();
    const found = new Set([
      ...this.#byBeginning.find(digits, wanted),
      // People leave out the 1 of a North American number.
      ...this.#byBeginning.find(`1${digits}`, wanted),
      ...this.#byEnd.find(digits, wanted),
    ]);
    const summaries = Array.from(found, (conversation) => conversation.summary());
    const items = summaries
      .filter((summary) => summary !== undefined)
      .sort((a, b) => b.newest.place - a.newest.place)
      .slice(0, limit);
    return { items, more: found.size > limit };
  }

  byText(text: string, limit: number, budget: number, from?: SearchCursor): TextMatches {
    const { messages: sent } = this.#tenant;
    const { inbox: received } = this.#tenant.lists;
    const { items, ...rest } = findText({ sent, received, refused: this.#refused }, text, {
      limit,
      budget,
      from,
      recipientOf: (entry) => recipientOfRefused(entry, this.#readPhone),
    });
    const placed = items.map(({ recipient, entry }) => ({
      recipient,
      entry: { ...entry, place: this.#conversations.get(recipient)?.placeOf(entry) ?? 0 },
    }));
    return { items: placed, ...rest };
  }

  inbound(number: number): InboundMessage | undefined {
    return numbered(this.#tenant.lists.inbox, number);
  }

  refusal(number: number): JournalEntry | undefined {
    return numbered(this.#refused, number);
  }

  callOf(messageId: string): JournalEntry | undefined {
    return this.#calls.get(messageId);
  }

  #noteCall(entry: JournalEntry): void {
    if (entry.decided.by !== "send" || entry.decided.message === undefined) return;
    this.#calls.set(entry.decided.message, entry);
  }

  #noteRefused(entry: JournalEntry): void {
    this.#refused.push(entry);
    this.#open(recipientOfRefused(entry, this.#readPhone)).addRefused(entry);
  }

  /** The conversation, in which something happens now. */
  #open(recipient: string): Conversation {
    let conversation = this.#conversations.get(recipient);
    if (conversation === undefined) {
      conversation = new Conversation(recipient);
      this.#conversations.set(recipient, conversation);
      this.#unsorted.push(conversation);
    }
    conversation.place = ++this.#place;
    if (this.#isOrdered) this.#byActivity.lift(conversation);
    return conversation;
  }

  #shorten(recipient: string, shift: (conversation: Conversation) => unknown): void {
    const conversation = this.#conversations.get(recipient);
    if (conversation === undefined) return;
    shift(conversation);
    const newest = conversation.newest();
    if (newest === undefined) this.#close(conversation);
    else if (newest.place !== conversation.place) {
      conversation.place = newest.place;
      this.#byActivity.sink(conversation);
    }
  }

  #close(conversation: Conversation): void {
    const { recipient } = conversation;
    this.#conversations.delete(recipient);
    this.#byActivity.remove(conversation);
    // An unindexed conversation is skipped at the next search.
    if (!conversation.isSorted) return;
    this.#byBeginning.delete(conversation);
    this.#byEnd.delete(conversation);
  }

  #sortIn(): void {
    for (const conversation of this.#unsorted) {
      if (conversation.size === 0) continue;
      conversation.isSorted = true;
      this.#byBeginning.add(conversation);
      this.#byEnd.add(conversation);
    }
    this.#unsorted = [];
  }

  #goOn(after: ConversationCursor | undefined): Conversation | null {
    if (after === undefined) return this.#byActivity.newest;
    const known = this.#conversations.get(after.recipient);
    if (known?.place === after.place) return known.older;
    // It has been active since, so only conversations active since then precede its old place.
    let conversation = this.#byActivity.newest;
    while (conversation !== null && conversation.place >= after.place) conversation = conversation.older;
    return conversation;
  }
}

function numbered<T extends { readonly number: number }>(queue: Fifo<T>, number: number): T | undefined {
  const found = queue.at(lastWhere(queue, (item) => item.number <= number));
  return found?.number === number ? found : undefined;
}

interface Take {
  readonly sent: (message: StoredMessage) => void;
  readonly received: (message: InboundMessage) => void;
  readonly refused: (entry: JournalEntry) => void;
}

/** Each kind in its own order, the kinds among each other by time. */
function inOrderOfTime(
  sent: Fifo<StoredMessage>,
  received: Fifo<InboundMessage>,
  refused: readonly JournalEntry[],
  take: Take,
): void {
  // Plainly, since it runs over all there is before anything has made it fast.
  let r = 0;
  let f = 0;
  let b = received.at(0);
  let c = refused[0];
  const takeOthersBefore = (at: number): void => {
    for (;;) {
      const atB = b === undefined ? Infinity : b.receivedAt;
      const atC = c === undefined ? Infinity : c.at;
      if (b !== undefined && atB < at && atB <= atC) {
        take.received(b);
        b = received.at(++r);
      } else if (c !== undefined && atC < at) {
        take.refused(c);
        c = refused[++f];
      } else return;
    }
  };
  for (let s = 0, a = sent.at(0); a !== undefined; a = sent.at(++s)) {
    takeOthersBefore(a.sentAt);
    take.sent(a);
  }
  takeOthersBefore(Infinity);
}
