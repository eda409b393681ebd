/**
 * A handset writes: what its message asks for, what becomes of its opt-out, and what it is answered. Pure.
 *
 * Source: assumed (settings `handset`); the vendor's own auto-replies say `Reply HELP for help. Reply STOP to end.`
 */
import type { HandsetSettings, HandsetWordKind } from "../settings.ts";
import { type Contact, optedIn, optedOut } from "./contact.ts";
import type { Decision, Effect, View } from "./decision.ts";
import type { Belonging, InboundMessage } from "./inbox.ts";

/** What a handset writes, once its numbers are known to be some. */
export interface Inbound {
  /** Digits, country code first. */
  readonly from: string;
  /** One of the account's numbers. */
  readonly to: string;
  readonly text: string;
  readonly keyword: Belonging | null;
  readonly campaign: Belonging | null;
}

const KINDS = ["stop", "start", "help"] as const;

/** What a text asks for as a whole, in any case, with blanks around it; null when it is an ordinary message. */
function wordOf(text: string, { words }: Pick<HandsetSettings, "words">): HandsetWordKind | null {
  // To small letters, since the other way letters of other alphabets become those of the words.
  const word = text.trim().toLowerCase();
  return KINDS.find((kind) => words[kind].some((one) => one.toLowerCase() === word)) ?? null;
}

/** @param now milliseconds since 1970 */
export function receive(
  { from, to, text, keyword, campaign }: Inbound,
  { account, contact }: View,
  handset: HandsetSettings,
  now: number,
): Decision<InboundMessage> {
  const asks = wordOf(text, handset);
  const changed = changedBy(asks, text, contact, { from, now, contactsMade: account.contactsMade });
  const isAnswered = asks === "help" || changed !== undefined;
  const reply = isAnswered && asks !== null ? replyTo(asks, handset, account.credits) : null;
  const message: InboundMessage = {
    number: account.received + 1,
    token: account.token,
    from,
    to,
    text,
    receivedAt: now,
    keyword,
    campaign,
    asks,
    reply,
  };
  const effects: Effect[] = [{ kind: "received", message }];
  if (changed !== undefined) effects.push({ kind: "contact", contact: changed });
  if (reply !== null && reply.credits > 0) effects.push({ kind: "charge", credits: reply.credits });
  return { result: message, effects };
}

/** The contact as it is afterwards; undefined when its opt-out stays as it was. */
function changedBy(
  asks: HandsetWordKind | null,
  text: string,
  contact: Contact | undefined,
  { from, now, contactsMade }: { readonly from: string; readonly now: number; readonly contactsMade: number },
): Contact | undefined {
  if (asks === "stop") {
    const after = optedOut(contact, from, { at: now, by: "handset", word: text.trim() }, contactsMade);
    return after === contact ? undefined : after;
  }
  if (asks !== "start" || contact === undefined) return undefined;
  const after = optedIn(contact, now);
  return after === contact ? undefined : after;
}

/** One that the account cannot pay for is not sent. */
function replyTo(
  asks: HandsetWordKind,
  { replies, replyCredits: credits }: HandsetSettings,
  balance: number,
): InboundMessage["reply"] {
  const text = replies[asks];
  return text === null || balance < credits ? null : { text, credits };
}
