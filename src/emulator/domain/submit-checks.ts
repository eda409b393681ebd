/** The checks of a send that follow the field rules. Each refusal says what would succeed. */
import {
  isFinalForTemplate,
  type MmsTemplateStatusId,
  mmsTemplateStatuses,
  TEMPLATE_APPROVED,
  TEMPLATE_FAILED,
} from "../../protocol/mms-template-status.ts";
import { ACTIVE, type NumberStatusId } from "../../protocol/number-status.ts";
import { isoTime } from "../../protocol/vendor-time.ts";
import type { Settings, SubmitCheck } from "../settings.ts";
import { numberStatus } from "./account.ts";
import { OPTS_IN_AGAIN, type OptOut } from "./contact.ts";
import type { SendFacts } from "./message.ts";
import { isBlank } from "./php-values.ts";
import type { RecipientVerdict } from "./recipient-rate.ts";
import { type Refused, refusedAs, refusedField } from "./refusal.ts";
import type { SubmitContext } from "./submit-context.ts";

/** Refusal by a check, as the caller sees it. */
interface CheckFailure extends Refused {
  readonly wouldSucceed: string;
}

/** Checks by name; each returns its refusal, or undefined. */
export const checks: Readonly<Record<SubmitCheck, (send: SubmitContext) => CheckFailure | undefined>> = {
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

function whenNotApproved(id: number, status: MmsTemplateStatusId | null): string {
  const needed = "The MmsTemplateId of a template that is Approved (3), or none";
  if (status === null) return `${needed}; this account has no template ${id}.`;
  const wait = isFinalForTemplate(status) ? "" : ", and may still be approved";
  return `${needed}; the template ${id} is ${mmsTemplateStatuses[status]} (${status})${wait}.`;
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
