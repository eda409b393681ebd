/**
 * A message from a handset: the command in it, its effect on the opt-out, and the reply. Pure.
 *
 * Source: STOP, STOP and a keyword, and a keyword after STOP are documented; the other words are assumed (settings
 * `handset`).
 */
import type { HandsetCommand, HandsetSettings } from "../settings.ts";
import type { Belonging } from "../types/seed.ts";
import { type Contact, optedIn, optedOut } from "./contact.ts";
import type { InboundMessage } from "./inbox.ts";
import { plainWord } from "./keyword.ts";
import type { AccountView, Effect, Transition } from "./transition.ts";

/** Message from a handset, with validated numbers. */
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

/** Command that the whole text is, ignoring case and outer blanks; null for an ordinary message. */
function wordOf(text: string, { words }: Pick<HandsetSettings, "words">): HandsetCommand | null {
  const word = plainWord(text);
  const asked = KINDS.find((kind) => words[kind].some((one) => one.toLowerCase() === word));
  if (asked !== undefined) return asked;
  // Page terms.htm: STOP, the first of its words, also opts out when a keyword follows it.
  const [first = "", keyword, ...rest] = word.split(/\s+/);
  const stops = keyword !== undefined && rest.length === 0 && words.stop[0]?.toLowerCase() === first;
  return stops ? "stop" : null;
}

/** True when the text is the message's own keyword, which subscribes again (page undo-opt-out-contact). */
function isKeyword(text: string, keyword: Belonging | null): boolean {
  return keyword !== null && plainWord(keyword.name) === plainWord(text);
}

/** @param now milliseconds since 1970 */
export function receive(
  { from, to, text, keyword, campaign }: Inbound,
  { account, contact }: AccountView,
  handset: HandsetSettings,
  now: number,
): Transition<InboundMessage> {
  const asks = wordOf(text, handset);
  const joins = asks === "start" || (asks === null && isKeyword(text, keyword));
  const changed = joins
    ? joined(contact, now)
    : asks === "stop"
      ? left(text, contact, { from, now, contactsMade: account.contactsMade })
      : undefined;
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

/** The contact after opting out; undefined when it already had. */
function left(
  text: string,
  contact: Contact | undefined,
  { from, now, contactsMade }: { readonly from: string; readonly now: number; readonly contactsMade: number },
): Contact | undefined {
  const after = optedOut(contact, from, { at: now, by: "handset", word: text.trim() }, contactsMade);
  return after === contact ? undefined : after;
}

/** The contact after opting in; undefined when it already takes messages. */
function joined(contact: Contact | undefined, now: number): Contact | undefined {
  if (contact === undefined) return undefined;
  const after = optedIn(contact, now);
  return after === contact ? undefined : after;
}

/** Reply to a command; none when the account cannot pay for it. */
function replyTo(
  asks: HandsetCommand,
  { replies, replyCredits: credits }: HandsetSettings,
  balance: number,
): InboundMessage["reply"] {
  const text = replies[asks];
  return text === null || balance < credits ? null : { text, credits };
}
