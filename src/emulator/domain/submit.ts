/**
 * Decides whether a send is accepted, its cost and its sender: the checks that follow the field rules, in the order
 * of the setting `submit.order`. A refusal has no effects, unless the setting `limits.perRecipientRefused` counts it
 * for its recipient.
 */
import { measure } from "../../protocol/segments.ts";
import type { Settings } from "../settings.ts";
import { explainSend } from "./explain-send.ts";
import { checkOfMagic, settingOfMagic } from "./magic-refusal.ts";
import { FIRST_NUMBER, type Message, type MmsPart } from "./message.ts";
import { remembered, windowMsOf } from "./recipient-rate.ts";
import { Refusal, refusedAs } from "./refusal.ts";
import { gainsLink, withLink } from "./resend.ts";
import type { SendRequest } from "./send-request.ts";
import { mmsShortUrl } from "./short-url-rules.ts";
import { checks } from "./submit-checks.ts";
import { type SubmitContext, submitContext } from "./submit-context.ts";
import type { AccountView, Effect, Transition } from "./transition.ts";

/** Remedy for a magic number that is refused. */
export const ANOTHER_NUMBER = "Another recipient: this one is a magic number, which is always refused so.";

/**
 * Judges one send.
 * @param id the message's id, drawn outside for the account's next message
 * @param now milliseconds since 1970
 */
export function submit(
  request: SendRequest,
  view: AccountView,
  settings: Settings,
  id: string,
  now: number,
): Transition<Message | Refusal> {
  const { order } = settings.submit;
  const send = submitContext(request, view, settings, now);
  const { magic } = send.facts;
  const magicCheck = magic === null ? undefined : checkOfMagic[magic];
  for (const check of ["account", ...order] as const) {
    const ordinary = check === "account" ? undefined : checks[check](send);
    const failure =
      ordinary ??
      (magic !== null && magicCheck === check
        ? { ...refusedAs(settings.errors[settingOfMagic[magic]]), wouldSucceed: "" }
        : undefined);
    if (failure === undefined) continue;
    const explanation = explainSend(send.facts, settings, {
      check,
      byMagic: ordinary === undefined,
      // A magic number stays refused after every other fix.
      wouldSucceed: [failure.wouldSucceed, magic === null ? "" : ANOTHER_NUMBER].join(" ").trim(),
    });
    const result = new Refusal(failure.status, failure.body, explanation);
    return { result, effects: check === "recipient-rate" ? effectsOfThrottled(send) : [] };
  }
  const { account } = view;
  const { facts } = send;
  if (facts.sender === null) {
    throw new Error("Failed to submit: no check of the setting submit.order looks at the sender.");
  }
  const mms = mmsPartOf(request, view);
  const text = textOf(request, id, settings);
  const message: Message = {
    id,
    number: FIRST_NUMBER + account.totals.messages,
    token: account.token,
    recipient: request.recipient,
    sender: facts.sender,
    kind: facts.kind,
    text,
    measure: text === request.text ? facts.size : measure(text),
    credits: facts.credits,
    sentAt: now,
    pace: send.pace,
    end: send.end,
    taken: [],
    mms,
    resent: null,
    handset: send.thenWrites === null ? null : { text: send.thenWrites, wroteAt: null },
    facts,
  };
  return { result: message, effects: effectsOf(send, message) };
}

function effectsOf(send: SubmitContext, message: Message): readonly Effect[] {
  const { request, view, settings } = send;
  const { account } = view;
  const effects: Effect[] = [
    { kind: "charge", credits: message.credits },
    { kind: "append", message },
  ];
  if (gainsLink(message.mms?.highResolution, settings))
    effects.push(...mmsShortUrl(message, view, message.sentAt));
  if (request.sender === "") effects.push({ kind: "sender-cursor", cursor: account.senderCursor + 1 });
  if (windowMsOf(account.limits) > 0) effects.push(countForRecipient(send, send.content));
  return effects;
}

/** Effects of a send that its recipient's limit refuses. */
function effectsOfThrottled(send: SubmitContext): readonly Effect[] {
  const limit = send.view.account.limits.perRecipient;
  // A magic number is refused whatever was sent before.
  const counts = send.settings.limits.perRecipientRefused === "counts" && send.facts.magic === null;
  return limit !== null && counts ? [countForRecipient(send)] : [];
}

/** @param content of an accepted send; undefined for a refused one that still counts */
function countForRecipient({ request, view, facts, now }: SubmitContext, content?: string): Effect {
  const added = { at: now, weight: facts.recipientAdds, content };
  const sends = remembered(view.recentSends, added, view.account.limits, now);
  return { kind: "recent-sends", recipient: request.recipient, sends };
}

/** Fields of an MMS; null for an SMS. */
function mmsPartOf(request: SendRequest, { template }: AccountView): MmsPart | null {
  if (template === undefined) return null;
  const { text, subject, highResolution, resend } = request;
  return { templateId: template.id, mediaUrl: template.url, subject, text, highResolution, resend };
}

/** Text as the recipient reads it. */
function textOf({ text, templateId, highResolution }: SendRequest, id: string, settings: Settings): string {
  return templateId !== null && gainsLink(highResolution, settings) ? withLink(text, id, settings) : text;
}
