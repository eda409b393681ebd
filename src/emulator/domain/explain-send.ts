/** Why a send was accepted or refused, from the facts its checks looked at. */
import type { Refused } from "../../protocol/magic-numbers.ts";
import type { Settings, SubmitCheck } from "../settings.ts";
import { accepted, type Explanation, type ExplanationStep, refused, step } from "./explanation.ts";
import type { SendFacts } from "./message.ts";

/** The one prefix whose price the vendor prints; what is known elsewhere is known from the settings. */
const USA_PREFIX = "1";

type ExplainedBy = Pick<Settings, "segments" | "submit">;

/**
 * @param refusedBy the check that refused; left out for an acceptance
 * @param wouldSucceed for a refusal: what would have been accepted
 */
export function explainSend(
  facts: SendFacts,
  settings: ExplainedBy,
  refusedBy?: SubmitCheck,
  wouldSucceed = "",
): Explanation {
  const { order } = settings.submit;
  const passed = refusedBy === undefined ? order : order.slice(0, order.indexOf(refusedBy));
  const steps = passed.map((check) => stepOf[check](facts));
  if (refusedBy === undefined)
    return accepted(partsStep(facts, settings), priceStep(facts), endStep(facts), ...steps);
  const byMagic = facts.magic !== null && checkOfMagic[facts.magic] === refusedBy;
  const decisive = byMagic ? step("magic.refusal", { refused: facts.magic }) : stepOf[refusedBy](facts);
  return refused(steps, decisive, wouldSucceed);
}

/** The check that refuses a magic number; what is no mobile number does not come as far as these checks. */
const checkOfMagic: Readonly<Record<Refused, SubmitCheck | null>> = {
  "opted-out": "opt-out",
  throttled: "recipient-rate",
  "no-credits": "balance",
  "not-mobile": null,
};

const stepOf: Readonly<Record<SubmitCheck, (facts: SendFacts) => ExplanationStep>> = {
  content: ({ size, templateId }) => step("submit.content", { characters: size.characters, templateId }),
  template: ({ templateId }) => step("submit.template", { templateId }),
  sender: ({ senderAsked, sender }) =>
    step(senderAsked === "" ? "sender.rotation" : "sender.owned", {
      asked: senderAsked,
      sender,
    }),
  "opt-out": ({ magic }) => step("opt-out.refused", { magic: magic === "opted-out" }),
  "recipient-rate": ({ recipientUsed, recipientAdds, recipientLimit }) =>
    step("rate.recipient", { used: recipientUsed, adds: recipientAdds, limit: recipientLimit }),
  balance: ({ balance, credits }) => step("credits.balance", { credits: balance, costs: credits }),
};

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

function priceStep({ price, parts, credits }: SendFacts): ExplanationStep {
  return step(price.known && price.prefix === USA_PREFIX ? "price.usa" : "price.elsewhere", {
    prefix: price.prefix,
    perPart: price.rate.sms,
    parts,
    credits,
  });
}
