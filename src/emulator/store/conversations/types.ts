/** Content of a conversation, as its readers see it. */
import type { InboundMessage } from "../../domain/inbox.ts";
import type { Message } from "../../domain/message.ts";
import type { JournalEntry, MaybePromise } from "../types.ts";

/** Recipient of sends whose number cannot be read, or that were refused before it was read. */
export const UNREADABLE = "";

/** One thing that happened in a conversation. */
export type Happened =
  | { readonly kind: "sent"; readonly message: Message }
  | { readonly kind: "received"; readonly message: InboundMessage }
  /** A failed send: refused, or ended by a fault before it reached the store. */
  | { readonly kind: "refused"; readonly call: JournalEntry };

/**
 * Entry with its position. `place` counts up over the account: a later entry has the higher one, as long as the
 * emulator has seen both happen; entries restored from a state are in order of their times.
 */
export type ConversationEntry = Happened & { readonly place: number };

export interface ConversationSummary {
  /** Digits, country code first; {@link UNREADABLE} when there is no recipient. */
  readonly recipient: string;
  readonly newest: ConversationEntry;
  readonly sent: number;
  readonly received: number;
  readonly refused: number;
}

/** Position in a list of conversations: after this one, at its activity then. */
export interface ConversationCursor {
  readonly recipient: string;
  readonly place: number;
}

export interface ConversationList {
  /** Conversations, the most recently active first. */
  readonly items: readonly ConversationSummary[];
  /** Number of all conversations. */
  readonly total: number;
  readonly next: ConversationCursor | null;
}

export interface ConversationPage {
  /** Oldest first. */
  readonly items: readonly ConversationEntry[];
  /** Number of entries in the whole conversation. */
  readonly total: number;
  /** Place before which older entries lie; null when there are none. */
  readonly older: number | null;
}

/** Position of a search: the first of each kind not yet examined, by number. */
export interface SearchCursor {
  readonly sent: number;
  readonly received: number;
  readonly refused: number;
}

export interface TextMatches {
  /** Newest first. */
  readonly items: readonly { readonly recipient: string; readonly entry: ConversationEntry }[];
  /** Messages that were examined. */
  readonly looked: number;
  /** Cursor to continue; null when there are no older messages. */
  readonly next: SearchCursor | null;
}

export interface NumberMatches {
  readonly items: readonly ConversationSummary[];
  /** True when there are more than requested. */
  readonly more: boolean;
}

/** The conversations of one account. */
export interface Conversations {
  list(limit: number, after?: ConversationCursor): MaybePromise<ConversationList>;
  /** The newest entries, or those before a place; undefined when there were never any. */
  conversation(recipient: string, limit: number, before?: number): MaybePromise<ConversationPage | undefined>;
  /** Conversations whose number begins or ends with the digits. @param digits without punctuation */
  byNumber(digits: string, limit: number): MaybePromise<NumberMatches>;
  /**
   * Entries whose text contains the words, in any case.
   * @param budget most messages to examine
   */
  byText(text: string, limit: number, budget: number, from?: SearchCursor): MaybePromise<TextMatches>;
  /** A message from a handset, by its number. */
  inbound(number: number): MaybePromise<InboundMessage | undefined>;
  /** A failed send, by its number in the journal. */
  refusal(number: number): MaybePromise<JournalEntry | undefined>;
  /** The request that sent a message, as long as the journal keeps it. */
  callOf(messageId: string): MaybePromise<JournalEntry | undefined>;
}
