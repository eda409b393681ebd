/** What a conversation holds, as whoever shows it sees it. */
import type { InboundMessage } from "../../domain/inbox.ts";
import type { Message } from "../../domain/message.ts";
import type { JournalEntry, MaybePromise } from "../store.ts";

/** Recipient of sends whose number cannot be read, or that were refused before anybody read it. */
export const UNREADABLE = "";

/** One thing that happened in a conversation. */
export type Happened =
  | { readonly kind: "sent"; readonly message: Message }
  | { readonly kind: "received"; readonly message: InboundMessage }
  /** A send that came to nothing: refused, or ended by a fault before the books were opened. */
  | { readonly kind: "refused"; readonly call: JournalEntry };

/**
 * The same with where it stands. `place` counts up over the account: what happened later has the higher
 * one, as long as the emulator has seen both happen; what it has put back from a state is in order of its times.
 */
export type ThreadEntry = Happened & { readonly place: number };

export interface ConversationSummary {
  /** Digits, country code first; {@link UNREADABLE} for what has no recipient. */
  readonly recipient: string;
  readonly newest: ThreadEntry;
  readonly sent: number;
  readonly received: number;
  readonly refused: number;
}

/** Where a list of conversations goes on: after this one, as active as it was then. */
export interface ConversationCursor {
  readonly recipient: string;
  readonly place: number;
}

export interface ConversationList {
  /** The one in which something happened last comes first. */
  readonly items: readonly ConversationSummary[];
  /** Of all conversations. */
  readonly total: number;
  readonly next: ConversationCursor | null;
}

export interface ThreadPage {
  /** Oldest first. */
  readonly items: readonly ThreadEntry[];
  /** Of the whole conversation. */
  readonly total: number;
  /** Place before which the older ones lie; null when there are none. */
  readonly older: number | null;
}

/** Where a search goes on: the first of each kind that it has not looked at, by number. */
export interface SearchCursor {
  readonly sent: number;
  readonly received: number;
  readonly refused: number;
}

export interface TextMatches {
  /** Newest first. */
  readonly items: readonly { readonly recipient: string; readonly entry: ThreadEntry }[];
  /** Messages that were looked at. */
  readonly looked: number;
  /** Null when there are no older ones. */
  readonly next: SearchCursor | null;
}

export interface NumberMatches {
  readonly items: readonly ConversationSummary[];
  /** Whether there are more than were asked for. */
  readonly more: boolean;
}

/** The conversations of one account. */
export interface Threads {
  list(limit: number, after?: ConversationCursor): MaybePromise<ConversationList>;
  /** The newest entries, or those before a place; undefined when there was never anything. */
  thread(recipient: string, limit: number, before?: number): MaybePromise<ThreadPage | undefined>;
  /** Conversations whose number begins or ends so. @param digits without punctuation */
  byNumber(digits: string, limit: number): MaybePromise<NumberMatches>;
  /**
   * Entries whose text holds the words, whatever their case.
   * @param budget how many messages may be looked at
   */
  byText(text: string, limit: number, budget: number, from?: SearchCursor): MaybePromise<TextMatches>;
  /** What a handset wrote, by its number. */
  inbound(number: number): MaybePromise<InboundMessage | undefined>;
  /** A send that came to nothing, by its number in the journal. */
  refusal(number: number): MaybePromise<JournalEntry | undefined>;
  /** The request that a message came of, as long as the journal keeps it. */
  callOf(messageId: string): MaybePromise<JournalEntry | undefined>;
}
