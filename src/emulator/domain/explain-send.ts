/** Why a send was accepted or refused, from the facts its checks looked at. */
import { TEMPLATE_FAILED } from "../../protocol/mms-template-status.ts";
import { isBlocked, numberStatuses } from "../../protocol/number-status.ts";
import { isoTime } from "../../protocol/vendor-time.ts";
import type { Settings, SubmitCheck } from "../settings.ts";
import { accepted, type Explanation, type ExplanationStep, refused, step } from "./explanation.ts";
import type { RefusingCheck } from "./magic-refusal.ts";
import type { SendFacts } from "./message.ts";

/** The one prefix whose price the vendor prints; what is known elsewhere is known from the settings. */
const USA_PREFIX = "1";

type ExplainedBy = Pick<Settings, "segments" | "submit">;

/** How a send was refused. */
export interface SendRefusal {
  readonly check: RefusingCheck;
  /** True when nothing was wrong for this check, and the recipient is a magic number that it refuses. */
  readonly byMagic: boolean;
  /** Send that would have been accepted, in words. */
  readonly wouldSucceed: string;
}

/** @param refusal left out for an acceptance */
export function explainSend(facts: SendFacts, settings: ExplainedBy, refusal?: SendRefusal): Explanation {
  if (facts.replaces !== null) return explainResend(facts, facts.replaces, settings);
  const { order } = settings.submit;
  const passed =
    refusal === undefined
      ? order
      : order.slice(
          0,
          Math.max(
            0,
            order.findIndex((check) => check === refusal.check),
          ),
        );
  const steps = [
    ...(facts.foreign === null ? [] : [step("magic.foreign", { testNumberOf: facts.foreign })]),
    ...passed.map((check) => stepOf[check](facts)),
  ];
  if (refusal === undefined)
    return facts.kind === "mms"
      ? accepted(mmsPriceStep(facts), endStep(facts), ...steps)
      : accepted(partsStep(facts, settings), priceStep(facts), endStep(facts), ...steps);
  const { check, byMagic, wouldSucceed } = refusal;
  const decisive =
    byMagic || check === "account" ? step("magic.refusal", { refused: facts.magic }) : stepOf[check](facts);
  return refused(steps, decisive, wouldSucceed);
}

/** Explains an SMS that replaces a rejected MMS, which is sent without a call. */
function explainResend(facts: SendFacts, replaces: string, settings: ExplainedBy): Explanation {
  return accepted(
    partsStep(facts, settings),
    priceStep(facts),
    endStep(facts),
    step("mms.resend", { replaces }),
  );
}

const stepOf: Readonly<Record<SubmitCheck, (facts: SendFacts) => ExplanationStep>> = {
  content: ({ size, templateId }) => step("submit.content", { characters: size.characters, templateId }),
  template: ({ templateId, templateStatus }) =>
    step(templateStatus === TEMPLATE_FAILED ? "submit.empty-mms" : "submit.template", {
      templateId,
      status: templateStatus,
    }),
  sender: senderStep,
  "opt-out": ({ optOut, global }) =>
    optOut === null && global !== null
      ? step("opt-out.global", { global })
      : step(
          "opt-out.refused",
          optOut === null
            ? { optedOut: false }
            : { optedOut: true, since: isoTime(optOut.at), by: optOut.by, word: optOut.word },
        ),
  words: ({ forbiddenWord }) => step("content.forbidden-words", { found: forbiddenWord }),
  carrier: () => step("content.carrier-blocked", { blocked: false }),
  "recipient-rate": ({ recipientUsed, recipientAdds, recipientLimit }) =>
    step("rate.recipient", { used: recipientUsed, adds: recipientAdds, limit: recipientLimit }),
  "same-text": ({ sameTextAt, sameTextSeconds }) =>
    step("rate.same-text", {
      sentAt: sameTextAt === null ? null : isoTime(sameTextAt),
      windowSeconds: sameTextSeconds,
    }),
  balance: ({ balance, credits }) => step("credits.balance", { credits: balance, costs: credits }),
};

function senderStep({ senderAsked: asked, sender, senderStatus }: SendFacts): ExplanationStep {
  if (senderStatus !== null && sender === null) {
    const rule = isBlocked(senderStatus) ? "sender.blocked" : "sender.inactive";
    return step(rule, { asked, status: senderStatus, says: numberStatuses[senderStatus] });
  }
  if (asked !== "") return step("sender.owned", { asked, sender });
  return sender === null ? step("sender.none-active", { asked }) : step("sender.rotation", { asked, sender });
}

function endStep({ endBy }: SendFacts): ExplanationStep {
  return step(endBy === "magic" ? "magic.delivery" : "delivery.end", { decidedBy: endBy });
}

function partsStep({ size }: SendFacts, { segments }: ExplainedBy): ExplanationStep {
  const documented = size.encoding === "GSM-7" ? "segments.documented" : "segments.documented-unicode";
  return step(segments === "gsm" ? "segments.gsm" : documented, {
    encoding: size.encoding,
    units: size.units,
    documented: size.parts.documented,
    gsm: size.parts.gsm,
  });
}

function mmsPriceStep({ price, credits }: SendFacts): ExplanationStep {
  const inputs = { prefix: price.prefix, perMms: price.rate.mms, credits };
  return step(isUsa(price) ? "price.mms" : "price.elsewhere", inputs);
}

function isUsa({ known, prefix }: SendFacts["price"]): boolean {
  return known && prefix === USA_PREFIX;
}

function priceStep({ price, parts, credits }: SendFacts): ExplanationStep {
  return step(isUsa(price) ? "price.usa" : "price.elsewhere", {
    prefix: price.prefix,
    perPart: price.rate.sms,
    parts,
    credits,
  });
}
