/**
 * A message from a handset: the command in it, its effect on the opt-out, and the reply. Pure.
 *
 * Source: STOP, STOP and a keyword, and a keyword after STOP are documented; the other words are assumed (settings
 * `handset`).
 */
import type { HandsetCommand, HandsetSettings, Settings } from "../settings.ts";
import type { Belonging } from "../types/seed.ts";
import { type Contact, newContact, optedIn, optedOut, subscribed } from "./contact.ts";
import type { InboundMessage } from "./inbox.ts";
import { type Keyword, plainWord, textedKeyword } from "./keyword.ts";
import type { AccountView, Effect, Transition } from "./transition.ts";

/** Message from a handset, with validated numbers. */
export interface Inbound {
  /** Digits, country code first. */
  readonly from: string;
  /** One of the account's numbers. */
  readonly to: string;
  readonly text: string;
  /** Keyword that it belongs to, if the caller names one; otherwise that follows from the text. */
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

/** True when the text is the keyword that the caller names, which subscribes again (page undo-opt-out-contact). */
function isKeyword(text: string, keyword: Belonging | null): boolean {
  return keyword !== null && plainWord(keyword.name) === plainWord(text);
}

/** @param now milliseconds since 1970 */
export function receive(
  { from, to, text, keyword: named, campaign }: Inbound,
  { account, contact, records }: AccountView,
  { handset, keywords }: Pick<Settings, "handset" | "keywords">,
  now: number,
): Transition<InboundMessage> {
  const asks = wordOf(text, handset);
  const texted = asks === null && named === null ? textedKeyword(records.keywords, text, to) : undefined;
  const keyword = texted === undefined ? named : { id: texted.id, name: texted.keyword };
  const after =
    texted === undefined
      ? commanded({ from, text, keyword: named, asks }, contact, account.contactsMade, now)
      : subscribed(contact ?? newContact(from, account.contactsMade, now), texted.id, now);
  const changed = after === contact ? undefined : after;
  const isNew = changed !== undefined;
  const says = texted === undefined ? confirmation(asks, isNew, handset) : welcome(texted, isNew, keywords);
  const reply = replyOf(says, handset, account.credits);
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

/** The contact after a command, or after the keyword that the caller names; the same when nothing changes. */
function commanded(
  { from, text, keyword, asks }: Pick<Inbound, "from" | "text" | "keyword"> & Pick<InboundMessage, "asks">,
  contact: Contact | undefined,
  contactsMade: number,
  now: number,
): Contact | undefined {
  if (asks === "stop")
    return optedOut(contact, from, { at: now, by: "handset", word: text.trim() }, contactsMade);
  const joins = asks === "start" || (asks === null && isKeyword(text, keyword));
  return joins ? contact && optedIn(contact, now) : contact;
}

/** Answer to a command; null for a word that changes nothing. */
function confirmation(
  asks: HandsetCommand | null,
  isNew: boolean,
  { replies }: HandsetSettings,
): string | null {
  return asks === "help" || (asks !== null && isNew) ? replies[asks] : null;
}

function welcome({ autoreply, alreadyIn }: Keyword, isNew: boolean, defaults: Settings["keywords"]): string {
  return isNew ? (autoreply ?? defaults.autoreply) : (alreadyIn ?? defaults.alreadyIn);
}

/** Automatic reply; none when the account cannot pay for it. */
function replyOf(
  text: string | null,
  { replyCredits: credits }: HandsetSettings,
  balance: number,
): InboundMessage["reply"] {
  return text === null || balance < credits ? null : { text, credits };
}
