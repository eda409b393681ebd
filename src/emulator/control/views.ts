/**
 * Views of the store for the control API and the handle: camelCase, ISO 8601, tokens of the journal redacted. They are
 * copies: the store changes its accounts in place, and the holder of a view must not reach them.
 */
import { type DeliveryStatusId, deliveryStatuses } from "../../protocol/delivery-status.ts";
import { type EvidenceId, ledger } from "../../protocol/evidence/ledger.ts";
import { numberStatuses } from "../../protocol/number-status.ts";
import { isoTime } from "../../protocol/vendor-time.ts";
import { type Account, numberStatus } from "../domain/account.ts";
import { explanationOf } from "../domain/cause.ts";
import type { Contact } from "../domain/contact.ts";
import { historyAt, statusAt } from "../domain/delivery.ts";
import { explainSend } from "../domain/explain-send.ts";
import type { Explanation } from "../domain/explanation.ts";
import type { InboundMessage } from "../domain/inbox.ts";
import type { Message } from "../domain/message.ts";
import type { Settings } from "../settings.ts";
import type { JournalEntry } from "../store/types.ts";
import type {
  AccountView,
  ContactView,
  ExplanationView,
  InboundView,
  JournalView,
  MessageView,
  NumberStatusView,
  ResendView,
  StatusView,
} from "../types/views.ts";
import { redactFields, redactText, redactToken } from "./redact.ts";

export function accountView(account: Account): AccountView {
  const { token, credits, numbers, limits, rates, delivery, approval, recipients, totals } = account;
  const { activated, allowedAddresses, forbiddenWords } = account;
  const states = Object.fromEntries(numbers.map((number) => [number, numberView(account, number)]));
  return structuredClone({
    token,
    credits,
    numbers,
    numberStatus: states,
    limits,
    activated,
    allowedAddresses,
    forbiddenWords,
    rates,
    delivery,
    approval,
    recipients,
    totals,
  });
}

function numberView(account: Account, number: string): NumberStatusView {
  const id = numberStatus(account, number);
  const blockedAt = account.numberStates[number]?.blockedAt ?? null;
  return {
    id,
    description: numberStatuses[id],
    blockedAt: blockedAt === null ? null : isoTime(blockedAt),
  };
}

export function inboundView({ text, receivedAt, ...rest }: InboundMessage): InboundView {
  return structuredClone({ ...rest, message: text, receivedAt: isoTime(receivedAt) });
}

export function contactView({ id, number, createdAt, updatedAt, optOut }: Contact): ContactView {
  return {
    id,
    number,
    optedOut: optOut !== null,
    optOut: optOut === null ? null : { ...optOut, at: isoTime(optOut.at) },
    createdAt: isoTime(createdAt),
    updatedAt: isoTime(updatedAt),
  };
}

/** @param now milliseconds since 1970 */
export function messageView(message: Message, settings: Settings, now: number): MessageView {
  return {
    id: message.id,
    number: message.number,
    token: message.token,
    recipient: message.recipient,
    sender: message.sender,
    kind: message.kind,
    text: message.text,
    encoding: message.measure.encoding,
    parts: { ...message.measure.parts },
    credits: message.credits,
    status: statusView(statusAt(message, now)),
    history: historyAt(message, now).map(({ at, status: id }) => ({ id, at: isoTime(at) })),
    sentAt: isoTime(message.sentAt),
    explanation: explanationView(explainSend(message.facts, settings)),
    ...mmsView(message),
    ...(message.facts.replaces === null ? {} : { replaces: message.facts.replaces }),
  };
}

function mmsView({ mms, resent }: Message): Partial<MessageView> {
  if (mms === null) return {};
  const { templateId, subject, mediaUrl, highResolution, resend } = mms;
  return { templateId, subject, mediaUrl, highResolution, resend: resend ? resendView(resent) : null };
}

function resendView(resent: Message["resent"]): ResendView {
  if (resent === null) return { state: "not-rejected" };
  const at = isoTime(resent.at);
  if (resent.outcome === "sent") return { state: "sent", at, message: resent.message };
  return { state: "not-sent", at, rule: resent.rule, ...sourceOf(resent.rule) };
}

export function statusView(id: DeliveryStatusId): StatusView {
  return { id, description: deliveryStatuses[id] };
}

export function journalView(entry: JournalEntry, settings: Settings): JournalView {
  const { number, at, token, method, target, fields, fault, booksStatus, breakage, ...answer } = entry;
  const explanation = explanationOf(answer.decided, settings);
  const redact = (text: string): string => redactText(text, token);
  return {
    number,
    at: isoTime(at),
    token: token === null ? null : redactToken(token),
    request: { method, target: redact(target), fields: redactFields(fields, token) },
    response: {
      status: answer.status,
      headers: Object.fromEntries(
        Object.entries(answer.responseHeaders).map(([name, value]) => [name, redact(value)]),
      ),
      body: redact(answer.responseBody),
    },
    books: booksStatus === null ? null : { outcome: explanation.outcome, status: booksStatus },
    caller: {
      status: breakage === null || breakage === "cut" ? answer.status : null,
      got: breakage ?? "answer",
    },
    fault,
    explanation: explanationView(redactInputs(explanation, redact)),
  };
}

/** Steps quote headers and fields as the caller wrote them. */
function redactInputs(
  { steps, wouldSucceed, ...rest }: Explanation,
  redact: (text: string) => string,
): Explanation {
  return {
    ...rest,
    steps: steps.map(({ rule, inputs }) => ({
      rule,
      inputs: Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [
          name,
          typeof value === "string" ? redact(value) : value,
        ]),
      ),
    })),
    ...(wouldSucceed === undefined ? {} : { wouldSucceed: redact(wouldSucceed) }),
  };
}

/** Steps with the text of their ledger entries, which saves looking them up. */
function explanationView({ steps, decidedBy, ...rest }: Explanation): ExplanationView {
  return {
    ...rest,
    decidedBy,
    source: ledger[decidedBy].source,
    steps: steps.map(({ rule, inputs }) => ({ rule, ...sourceOf(rule), inputs: { ...inputs } })),
  };
}

function sourceOf(rule: EvidenceId): { readonly source: string; readonly says: string } {
  const { source, says } = ledger[rule];
  return { source, says };
}
