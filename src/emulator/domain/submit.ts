/**
 * Whether a send is accepted, what it costs and which number it leaves from: the checks that follow the field
 * rules, in the order of the setting `submit.order`. A refusal has no effects, so the books stay as they were.
 */
import { type Price, priceOf } from "../../protocol/prices.ts";
import { type Measure, measure } from "../../protocol/segments.ts";
import { isoTime } from "../../protocol/vendor-time.ts";
import type { Settings, SubmitCheck } from "../settings.ts";
import type { Account } from "./account.ts";
import type { Decision, Effect, View } from "./decision.ts";
import { planDelivery } from "./delivery.ts";
import { accepted, type ExplanationStep, step } from "./explanation.ts";
import type { Message } from "./message.ts";
import { isBlank } from "./php-values.ts";
import { judgeRecipient, recentSends } from "./recipient-rate.ts";
import { fieldRefusal, type Refusal, refusal } from "./refusal.ts";
import { chooseSender, type SenderChoice } from "./sender.ts";

/** A send whose fields are in order, each by itself. */
export interface SendRequest {
  /** Digits, country code first. */
  readonly recipient: string;
  readonly text: string;
  readonly templateId: number | null;
  readonly subject: string;
  readonly highResolution: boolean;
  readonly resend: boolean;
  /** "" for the account's numbers in rotation. */
  readonly sender: string;
}

/** What a check may look at: the request, the account, and what follows from both. */
interface Case {
  readonly request: SendRequest;
  readonly account: Account;
  readonly view: View;
  readonly settings: Settings;
  readonly now: number;
  readonly size: Measure;
  readonly parts: number;
  readonly price: Price;
  readonly credits: number;
  readonly sender: SenderChoice;
}

type Check = (send: Case) => ExplanationStep | Refusal;

/**
 * Judges one send.
 * @param id the message's id, drawn outside for the account's next message
 * @param now milliseconds since 1970
 */
export function submit(
  request: SendRequest,
  view: View,
  settings: Settings,
  id: string,
  now: number,
): Decision<Message | Refusal> {
  const { account } = view;
  const size = measure(request.text);
  const parts = size.parts[settings.segments];
  const price = priceOf(request.recipient, settings.credits.rates);
  const send: Case = {
    request,
    account,
    view,
    settings,
    now,
    size,
    parts,
    price,
    credits: parts * price.rate.sms,
    sender: chooseSender(request.sender, account.numbers, account.senderCursor),
  };
  const steps: ExplanationStep[] = [];
  for (const name of settings.submit.order) {
    const verdict = checks[name](send);
    if ("rule" in verdict) steps.push(verdict);
    else return { result: verdict, effects: [], explanation: verdict.explanation };
  }
  const { sender } = send;
  if (sender.by === "refused")
    throw new Error("Failed to submit: no check of setting submit.order looks at the sender.");
  const explanation = accepted(partsStep(send), priceStep(send), ...steps);
  const message: Message = {
    id,
    token: account.token,
    recipient: request.recipient,
    sender: sender.number,
    kind: "sms",
    text: request.text,
    measure: size,
    credits: send.credits,
    sentAt: now,
    plan: planDelivery(now, account.delivery),
    explanation,
  };
  return { result: message, effects: effectsOf(send, message, sender.by === "rotation"), explanation };
}

function effectsOf(
  { account, view, parts, settings, now }: Case,
  message: Message,
  rotated: boolean,
): readonly Effect[] {
  const effects: Effect[] = [
    { kind: "charge", credits: message.credits },
    { kind: "append", message },
  ];
  if (rotated) effects.push({ kind: "sender-cursor", cursor: account.senderCursor + 1 });
  const limit = account.limits.perRecipient;
  if (limit !== null) {
    const weight = settings.limits.perRecipientCounts === "parts" ? parts : 1;
    const sends = [...recentSends(view.recentSends, limit.windowSeconds * 1000, now), { at: now, weight }];
    effects.push({ kind: "recent-sends", recipient: message.recipient, sends });
  }
  return effects;
}

const checks: Readonly<Record<SubmitCheck, Check>> = {
  content({ request, settings }) {
    const inputs = { characters: request.text.length, templateId: request.templateId };
    if (!settings.submit.requireContent || request.templateId !== null || !isBlank(request.text)) {
      return step("submit.content", inputs);
    }
    return fieldRefusal([{ field: "Message", message: "Message cannot be blank." }], {
      rule: "submit.content",
      inputs,
      wouldSucceed: "A Message that is not blank, or the MmsTemplateId of an approved template.",
    });
  },

  template({ request, settings }) {
    if (request.templateId === null) return step("submit.template", { templateId: null });
    return fieldRefusal([{ field: "MmsTemplateId", message: settings.errors.templateNotApproved }], {
      rule: "submit.template",
      inputs: { templateId: request.templateId },
      wouldSucceed: "No MmsTemplateId, or the id of an approved template of this account.",
    });
  },

  sender({ request, account, sender, settings }) {
    if (sender.by === "refused") {
      return fieldRefusal([{ field: "SendFrom", message: settings.errors.senderNotOwned }], {
        rule: "sender.owned",
        inputs: { sendFrom: request.sender, numbers: account.numbers.join(", ") },
        wouldSucceed: `SendFrom left out, or one of the account's numbers: ${account.numbers.join(", ")}.`,
      });
    }
    return step(sender.by === "named" ? "sender.owned" : "sender.rotation", { sender: sender.number });
  },

  "recipient-rate"({ request, account, view, settings, parts, now }) {
    const limit = account.limits.perRecipient;
    if (limit === null) return step("rate.recipient", { limit: null });
    const weight = settings.limits.perRecipientCounts === "parts" ? parts : 1;
    const verdict = judgeRecipient(view.recentSends, limit, weight, now);
    const inputs = { recipient: request.recipient, used: verdict.used, adds: weight, limit: limit.limit };
    if (verdict.allowed) return step("rate.recipient", inputs);
    const { status, message } = settings.errors.throttled;
    return refusal(status, message, {
      rule: "rate.recipient",
      inputs,
      wouldSucceed: Number.isFinite(verdict.allowedAt)
        ? `The same send from ${isoTime(verdict.allowedAt)} on, or one to another recipient.`
        : `A message of at most ${limit.limit} parts.`,
    });
  },

  balance({ account, credits, settings }) {
    const inputs = { credits: account.credits, costs: credits };
    if (account.credits >= credits) return step("credits.balance", inputs);
    const { status, message } = settings.errors.insufficientCredits;
    return refusal(status, message, {
      rule: "credits.balance",
      inputs,
      wouldSucceed: `At least ${credits} credits on the account; it has ${account.credits}.`,
    });
  },
};

function partsStep({ size, settings }: Case): ExplanationStep {
  const rule =
    settings.segments === "gsm"
      ? "segments.gsm"
      : size.encoding === "GSM-7"
        ? "segments.documented"
        : "segments.documented-unicode";
  return step(rule, {
    encoding: size.encoding,
    units: size.units,
    documented: size.parts.documented,
    gsm: size.parts.gsm,
  });
}

function priceStep({ price, credits, parts }: Case): ExplanationStep {
  return step(price.known ? "price.usa" : "price.elsewhere", {
    prefix: price.prefix,
    perPart: price.rate.sms,
    parts,
    credits,
  });
}
