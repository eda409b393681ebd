/** A message received from a handset as the account stores it, and the filter over such messages. */
import type { HandsetCommand } from "../settings.ts";
import type { Belonging } from "../types/seed.ts";

export interface InboundMessage {
  /** Sequence number among the account's received messages, from 1. */
  readonly number: number;
  readonly token: string;
  /** Digits, country code first. */
  readonly from: string;
  /** The account's number it was written to. */
  readonly to: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  readonly keyword: Belonging | null;
  readonly campaign: Belonging | null;
  /** Command in its text; null for an ordinary message. */
  readonly asks: HandsetCommand | null;
  /** Automatic reply to the handset. */
  readonly reply: { readonly text: string; readonly credits: number } | null;
}

/** 1 is SMS; handsets send nothing else here. */
export const INBOUND_TYPE = 1;

/** Filter of received messages; a field left out matches all. Times in milliseconds since 1970, both ends included. */
export interface InboxFilter {
  /** Digits. */
  readonly from?: string | undefined;
  /** Part of the text, as written. */
  readonly contains?: string | undefined;
  readonly receivedFrom?: number | undefined;
  readonly receivedTo?: number | undefined;
  readonly typeId?: number | undefined;
  readonly keywordId?: number | undefined;
  readonly campaignId?: number | undefined;
}

export function matchesInbox(message: InboundMessage, filter: InboxFilter): boolean {
  const { from, contains, receivedFrom, receivedTo, typeId, keywordId, campaignId } = filter;
  return (
    (from === undefined || message.from === from) &&
    (contains === undefined || message.text.includes(contains)) &&
    (receivedFrom === undefined || message.receivedAt >= receivedFrom) &&
    (receivedTo === undefined || message.receivedAt <= receivedTo) &&
    (typeId === undefined || typeId === INBOUND_TYPE) &&
    (keywordId === undefined || message.keyword?.id === keywordId) &&
    (campaignId === undefined || message.campaign?.id === campaignId)
  );
}
