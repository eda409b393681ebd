/**
 * Decides whether a send is accepted, its cost and its sender: the checks that follow the field rules, in the order
 * of the setting `submit.order`. A refusal has no effects, unless the setting `limits.perRecipientRefused` counts it
 * for its recipient.
 */
import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import { foreignProvider } from "../../protocol/foreign-test-numbers.ts";
import {
  isFinalForTemplate,
  type MmsTemplateStatusId,
  mmsTemplateStatuses,
  TEMPLATE_APPROVED,
  TEMPLATE_FAILED,
} from "../../protocol/mms-template-status.ts";
import { ACTIVE, type NumberStatusId } from "../../protocol/number-status.ts";
import { priceOf } from "../../protocol/prices.ts";
import type { RateLimit } from "../../protocol/rate-bucket.ts";
import { measure } from "../../protocol/segments.ts";
import { isoTime } from "../../protocol/vendor-time.ts";
import type { DeliverySettings, Settings, SubmitCheck } from "../settings.ts";
import { numberStatus, ratesOf } from "./account.ts";
import { approvalAt } from "./approval.ts";
import { OPTS_IN_AGAIN, type OptOut } from "./contact.ts";
import { courseOf, recipientOf } from "./delivery-policy.ts";
import { explainSend } from "./explain-send.ts";
import { forbiddenWord } from "./forbidden-words.ts";
import { checkOfMagic, settingOfMagic } from "./magic-refusal.ts";
import { FIRST_NUMBER, type Message, type MmsPart, type SendFacts } from "./message.ts";
import { isBlank } from "./php-values.ts";
import {
  judgeRecipient,
  type RecentSend,
  type RecipientVerdict,
  remembered,
  sameContentAt,
  windowMsOf,
} from "./recipient-rate.ts";
import { Refusal, type Refused, refusedAs, refusedField } from "./refusal.ts";
import { withLink } from "./resend.ts";
import { chooseSender } from "./sender.ts";
import type { AccountView, Effect, Transition } from "./transition.ts";

/** A send whose fields are each valid. */
export interface SendRequest {
  /** Digits, country code first. */
  readonly recipient: string;
  readonly text: string;
  readonly templateId: number | null;
  /** Fields of an MMS; ignored for an SMS. */
  readonly subject: string;
  readonly highResolution: boolean;
  readonly resend: boolean;
  /** "" for the account's numbers in rotation. */
  readonly sender: string;
}

/** Characters of a refused SendFrom that an explanation keeps. */
const SENDER_KEPT = 40;

/** Remedy for a magic number that is refused. */
export const ANOTHER_NUMBER = "Another recipient: this one is a magic number, which is always refused so.";

/** Input of a check. */
interface SubmitContext {
  readonly request: SendRequest;
  readonly view: AccountView;
  readonly settings: Settings;
  readonly now: number;
  readonly facts: SendFacts;
  readonly verdict: RecipientVerdict | null;
  readonly pace: DeliverySettings;
  readonly end: DeliveryStatusId;
  readonly thenWrites: string | null;
  readonly content: string;
}

/** Refusal by a check, as the caller sees it. */
interface CheckFailure extends Refused {
  readonly wouldSucceed: string;
}

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
    const objection =
      ordinary ??
      (magic !== null && magicCheck === check
        ? { ...refusedAs(settings.errors[settingOfMagic[magic]]), wouldSucceed: "" }
        : undefined);
    if (objection === undefined) continue;
    const explanation = explainSend(send.facts, settings, {
      check,
      byMagic: ordinary === undefined,
      // A magic number stays refused after every other fix.
      wouldSucceed: [objection.wouldSucceed, magic === null ? "" : ANOTHER_NUMBER].join(" ").trim(),
    });
    const result = new Refusal(objection.status, objection.body, explanation);
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

function submitContext(
  request: SendRequest,
  view: AccountView,
  settings: Settings,
  now: number,
): SubmitContext {
  const { account } = view;
  const kind = request.templateId === null ? "sms" : "mms";
  const size = measure(request.text);
  // An MMS is not split into parts.
  const parts = kind === "mms" ? 1 : size.parts[settings.segments];
  const price = priceOf(request.recipient, ratesOf(account, settings));
  const limit = account.limits.perRecipient;
  const adds = settings.limits.perRecipientCounts === "parts" ? parts : 1;
  const verdict = limit === null ? null : judge(view.recentSends, limit, adds, settings, now);
  const sender = chooseSender(request.sender, account);
  const { magic, ...course } = courseOf(request.recipient, account, settings);
  const content = contentOf(request);
  const { sameText } = account.limits;
  const facts: SendFacts = {
    kind,
    size,
    parts,
    price,
    credits: parts * price.rate[kind],
    balance: account.credits,
    templateId: request.templateId,
    templateStatus: view.template === undefined ? null : approvalAt(view.template, now),
    replaces: null,
    senderAsked: shortened(request.sender),
    sender: sender.number,
    senderStatus: sender.status,
    optOut: view.contact?.optOut ?? null,
    global: recipientOf(request.recipient, account.recipients)?.global ?? null,
    forbiddenWord: forbiddenWord(`${request.subject}\n${request.text}`, account.forbiddenWords),
    sameTextAt: sameText === null ? null : sameContentAt(view.recentSends, content, sameText, now),
    sameTextSeconds: sameText?.windowSeconds ?? null,
    recipientUsed: verdict?.used ?? 0,
    recipientAdds: adds,
    recipientLimit: limit?.limit ?? null,
    endBy: course.by,
    foreign: foreignProvider(request.recipient),
    magic,
  };
  const { pace, end, thenWrites } = course;
  return { request, view, settings, now, facts, verdict, pace, end, thenWrites, content };
}

function effectsOf(send: SubmitContext, message: Message): readonly Effect[] {
  const { request, view } = send;
  const { account } = view;
  const effects: Effect[] = [
    { kind: "charge", credits: message.credits },
    { kind: "append", message },
  ];
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

/** Two sends have the same content when their texts and their templates are the same. */
function contentOf({ text, templateId }: SendRequest): string {
  return templateId === null ? text : `\u0000${templateId}\u0000${text}`;
}

/** When refusals count, the next send is allowed only after this one has left the window too. */
function judge(
  sends: readonly RecentSend[],
  limit: RateLimit,
  adds: number,
  { limits: { perRecipientWindow: kind, perRecipientRefused } }: Settings,
  now: number,
): RecipientVerdict {
  const verdict = judgeRecipient(sends, limit, adds, now, kind);
  if (verdict.allowed || perRecipientRefused === "free") return verdict;
  const { allowedAt } = judgeRecipient([...sends, { at: now, weight: adds }], limit, adds, now, kind);
  return { ...verdict, allowedAt };
}

/** Checks by name; each returns its refusal, or undefined. */
const checks: Readonly<Record<SubmitCheck, (send: SubmitContext) => CheckFailure | undefined>> = {
  content({ request, settings }) {
    if (!settings.submit.requireContent || request.templateId !== null || !isBlank(request.text))
      return undefined;
    return {
      ...refusedField("Message", "Message cannot be blank."),
      wouldSucceed: "A Message that is not blank, or the MmsTemplateId of an approved template.",
    };
  },

  template({ facts: { templateId, templateStatus }, settings }) {
    if (templateId === null || templateStatus === TEMPLATE_APPROVED) return undefined;
    const { emptyMms, templateNotApproved } = settings.errors;
    return {
      ...(templateStatus === TEMPLATE_FAILED
        ? refusedAs(emptyMms)
        : refusedField("MmsTemplateId", templateNotApproved)),
      wouldSucceed: whenNotApproved(templateId, templateStatus),
    };
  },

  sender({ facts, view, settings }) {
    if (facts.sender !== null) return undefined;
    const { errors } = settings;
    if (facts.senderAsked === "") {
      return {
        ...refusedField("SendFrom", errors.noActiveNumber),
        wouldSucceed: "A number of the account that is Active; none is.",
      };
    }
    const active = view.account.numbers.filter((number) => numberStatus(view.account, number) === ACTIVE);
    return {
      ...refusedSender(facts.senderStatus, errors),
      wouldSucceed: `SendFrom left out, or one of the account's active numbers: ${active.join(", ") || "none"}.`,
    };
  },

  "opt-out"({ facts, settings: { errors } }) {
    if (facts.optOut !== null)
      return { ...refusedAs(errors.optedOut), wouldSucceed: whenOptedOut(facts.optOut) };
    if (facts.global === null) return undefined;
    return {
      ...refusedAs(facts.global === "blocked" ? errors.blockedGlobally : errors.optedOutGlobally),
      wouldSucceed: "Another recipient, or this one without the field global of its entry in recipients.",
    };
  },

  words({ facts, settings }) {
    if (facts.forbiddenWord === null) return undefined;
    return {
      ...refusedAs(settings.errors.forbiddenWords),
      wouldSucceed: `A text without "${facts.forbiddenWord}", which is on the account's list forbiddenWords.`,
    };
  },

  carrier: () => undefined,

  "recipient-rate"({ verdict, facts, settings }) {
    if (verdict === null || verdict.allowed) return undefined;
    return { ...refusedAs(settings.errors.throttled), wouldSucceed: whenThrottled(verdict, facts) };
  },

  "same-text"({ facts: { sameTextAt, sameTextSeconds }, settings }) {
    if (sameTextAt === null || sameTextSeconds === null) return undefined;
    const allowedAt = isoTime(sameTextAt + sameTextSeconds * 1000);
    return {
      ...refusedAs(settings.errors.sameText),
      wouldSucceed: `The same send from ${allowedAt} on, or another text.`,
    };
  },

  balance({ facts, settings }) {
    if (facts.balance >= facts.credits) return undefined;
    return {
      ...refusedAs(settings.errors.insufficientCredits),
      wouldSucceed: `At least ${facts.credits} credits on the account; it has ${facts.balance}.`,
    };
  },
};

/** @param status of the requested number; null when the account does not own it */
function refusedSender(status: NumberStatusId | null, errors: Settings["errors"]): Refused {
  switch (status) {
    case 301:
      return refusedAs(errors.senderTemporarilyBlocked);
    case 302:
      return refusedAs(errors.senderPermanentlyBlocked);
    case 1:
      return refusedField("SendFrom", errors.senderInactive);
    default:
      return refusedField("SendFrom", errors.senderNotOwned);
  }
}

/** Fields of an MMS; null for an SMS. */
function mmsPartOf(request: SendRequest, { template }: AccountView): MmsPart | null {
  if (template === undefined) return null;
  const { text, subject, highResolution, resend } = request;
  return { templateId: template.id, mediaUrl: template.url, subject, text, highResolution, resend };
}

/** Text as the recipient reads it. */
function textOf({ text, templateId, highResolution }: SendRequest, id: string, settings: Settings): string {
  const gainsLink = templateId !== null && highResolution && settings.mms.highResolution === "line";
  return gainsLink ? withLink(text, id, settings) : text;
}

function whenNotApproved(id: number, status: MmsTemplateStatusId | null): string {
  const needed = "The MmsTemplateId of a template that is Approved (3), or none";
  if (status === null) return `${needed}; this account has no template ${id}.`;
  const wait = isFinalForTemplate(status) ? "" : ", and may still be approved";
  return `${needed}; the template ${id} is ${mmsTemplateStatuses[status]} (${status})${wait}.`;
}

/** A copy of the beginning, since a slice would keep a huge text in memory for as long as the journal keeps it. */
function shortened(text: string): string {
  return text.length <= SENDER_KEPT ? text : Buffer.from(text.slice(0, SENDER_KEPT)).toString();
}

function whenOptedOut({ by }: OptOut): string {
  const again = `The same send after the handset has written ${OPTS_IN_AGAIN}`;
  return by === "api" ? `${again}, or after contacts-opt-in/create-custom.` : `${again}.`;
}

function whenThrottled({ allowedAt }: RecipientVerdict, { recipientLimit }: SendFacts): string {
  if (recipientLimit === 0) return "No send: the limit is 0.";
  // No wait makes room for more parts than the whole limit.
  if (!Number.isFinite(allowedAt)) return `A message of at most ${recipientLimit} parts.`;
  return `The same send from ${isoTime(allowedAt)} on, or one to another recipient.`;
}
