/** Weights of what the state keeps, in bytes of memory: measured for entries without text, and two for a character. */

import type { Contact } from "../domain/contact.ts";
import type { InboundMessage } from "../domain/inbox.ts";
import type { Message } from "../domain/message.ts";
import type { RecentSend } from "../domain/recipient-rate.ts";
import type { Template } from "../domain/template.ts";
import type { Effect } from "../domain/transition.ts";
import type { JournalEntry, StoreEvent } from "./types.ts";

/** Weight of a state that was not weighed, which brings about that it is at the first change. */
export const UNWEIGHED = Number.MAX_SAFE_INTEGER;

export const ACCOUNT = 3000;
const CONTACT = 400;
const MESSAGE = 900;
const TEMPLATE = 500;
const RECEIVED = 250;
const RECORD = 250;
const WINDOW = 200;
const CALL = 1500;
const EVENT = 200;
const CHARACTER = 2;
/** Characters that a value of a field weighs as at least. */
const VALUE = 20;

export function weighMessage({ text, mms }: Message): number {
  return MESSAGE + CHARACTER * (text.length + (mms === null ? 0 : textsIn(mms)));
}

export function weighTemplate({ name, resourceLink, url }: Template): number {
  return TEMPLATE + CHARACTER * (name.length + resourceLink.length + url.length);
}

export function weighReceived({ text, keyword, campaign, reply }: InboundMessage): number {
  return RECEIVED + CHARACTER * (text.length + textsIn(keyword) + textsIn(campaign) + textsIn(reply));
}

export function weighContact({ profile }: Contact): number {
  return CONTACT + (profile === null ? 0 : RECORD + CHARACTER * textsIn(profile));
}

/** A record of any kind. */
export function weighRecord(record: object): number {
  return RECORD + CHARACTER * textsIn(record);
}

export function weighWindow(sends: readonly RecentSend[]): number {
  return sends.reduce((bytes, { content = "" }) => bytes + CHARACTER * (VALUE + content.length), WINDOW);
}

/** Weighed twice for each request, so only what a caller makes long is looked at. */
export function weighCall(entry: Omit<JournalEntry, "number">): number {
  const { target, fields, responseHeaders, responseBody, decided } = entry;
  let characters = target.length + responseBody.length + textsIn(fields);
  for (const name in responseHeaders) characters += responseHeaders[name]?.length ?? 0;
  if (decided.by === "rules")
    for (const { inputs } of decided.explanation.steps) characters += textsIn(inputs);
  return CALL + CHARACTER * characters;
}

export function weighEvent({ what }: Pick<StoreEvent, "what">): number {
  return EVENT + (what.type === "journal" ? CHARACTER * what.path.length : 0);
}

/** Adds up what an effect puts into the state; what it replaces is still counted until all is weighed again. */
export function weighEffect(effect: Effect): number {
  switch (effect.kind) {
    case "append":
      return weighMessage(effect.message);
    case "received":
      return weighReceived(effect.message);
    case "contact":
      return weighContact(effect.contact);
    case "append-template":
      return weighTemplate(effect.template);
    case "recent-sends":
      return weighWindow(effect.sends);
    case "keep":
      return weighRecord(effect.record);
    case "bucket":
    case "charge":
    case "sender-cursor":
    case "delivery-step":
    case "resent":
    case "handset-wrote":
    case "approval-step":
    case "drop":
    case "numbers":
      return 0;
    default:
      effect satisfies never;
      return 0;
  }
}

export function sum<T>(items: Iterable<T>, weigh: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += weigh(item);
  return total;
}

function textsIn(value: unknown): number {
  if (typeof value === "string") return VALUE + value.length;
  if (typeof value !== "object" || value === null) return VALUE;
  let characters = VALUE;
  for (const name of Object.keys(value)) characters += name.length;
  for (const inner of Object.values(value)) characters += textsIn(inner);
  return characters;
}
