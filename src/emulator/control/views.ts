/**
 * Views of the store for the control API and the handle: camelCase, ISO 8601, tokens of the journal redacted. They are
 * copies: the store changes its accounts in place, and the holder of a view must not reach them.
 */
import { type DeliveryStatusId, deliveryStatuses } from "../../protocol/delivery-status.ts";
import type { Source } from "../../protocol/evidence/entry.ts";
import { type EvidenceId, ledger } from "../../protocol/evidence/ledger.ts";
import { type NumberStatusId, numberStatuses } from "../../protocol/number-status.ts";
import { isoTime } from "../../protocol/vendor-time.ts";
import { type Account, numberStatus } from "../domain/account.ts";
import { explanationOf } from "../domain/cause.ts";
import type { Contact, OptOut } from "../domain/contact.ts";
import { historyAt, statusAt } from "../domain/delivery.ts";
import { explainSend } from "../domain/explain-send.ts";
import type { Explanation, Inputs } from "../domain/explanation.ts";
import type { InboundMessage } from "../domain/inbox.ts";
import type { Message } from "../domain/message.ts";
import type { TransportFault } from "../http/transport-fault.ts";
import type { Pushed } from "../runtime/push.ts";
import type { Settings } from "../settings.ts";
import type { JournalEntry } from "../store/types.ts";
import { redactFields, redactText, redactToken } from "./redact.ts";

export interface AccountView extends AccountParts {
  /** Status of each of its numbers. */
  readonly numberStatus: Readonly<Record<string, NumberStatusView>>;
}

type AccountParts = Pick<
  Account,
  | "token"
  | "credits"
  | "numbers"
  | "limits"
  | "activated"
  | "allowedAddresses"
  | "forbiddenWords"
  | "rates"
  | "delivery"
  | "approval"
  | "recipients"
  | "totals"
>;

/** A message from a handset. */
export interface InboundView {
  /** Sequence number among the account's received messages, from 1. */
  readonly number: number;
  readonly token: string;
  /** Digits, country code first. */
  readonly from: string;
  readonly to: string;
  readonly message: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly keyword: InboundMessage["keyword"];
  readonly campaign: InboundMessage["campaign"];
  /** Command that the whole text is; null for an ordinary message. */
  readonly asks: InboundMessage["asks"];
  /** Automatic reply to the handset, and its cost. */
  readonly reply: InboundMessage["reply"];
}

export type PushView = Pushed;

export interface ContactView {
  readonly id: number;
  /** Digits, country code first. */
  readonly number: string;
  readonly optedOut: boolean;
  /** Time and origin of the opt-out; null when the contact takes messages. */
  readonly optOut: { readonly at: string; readonly by: OptOut["by"]; readonly word: string | null } | null;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface NumberStatusView {
  readonly id: NumberStatusId;
  readonly description: string;
  /** ISO 8601; null for a number that is not blocked. */
  readonly blockedAt: string | null;
}

export interface StatusView {
  readonly id: DeliveryStatusId;
  readonly description: string;
}

export interface MessageView {
  readonly id: string;
  /** Number in the account's sent history. */
  readonly number: number;
  readonly token: string;
  /** Digits, country code first. */
  readonly recipient: string;
  readonly sender: string;
  readonly kind: "sms" | "mms";
  readonly text: string;
  readonly encoding: "GSM-7" | "UCS-2";
  readonly parts: { readonly documented: number; readonly gsm: number };
  readonly credits: number;
  readonly status: StatusView;
  /** Oldest first; `at` in ISO 8601. */
  readonly history: readonly { readonly id: DeliveryStatusId; readonly at: string }[];
  readonly sentAt: string;
  readonly explanation: ExplanationView;
  /** Id of the template; this and the fields below are an MMS's alone, except `replaces`. */
  readonly templateId?: number;
  readonly subject?: string;
  readonly mediaUrl?: string;
  readonly highResolution?: boolean;
  /** Outcome of resending it as SMS if its carrier rejects it; null when that was not requested. */
  readonly resend?: ResendView | null;
  /** Id of the MMS, rejected by its carrier, that this SMS replaces. */
  readonly replaces?: string;
}

export type ResendView =
  | { readonly state: "not-rejected" }
  /** `message` is the id of the SMS. */
  | { readonly state: "sent"; readonly at: string; readonly message: string }
  | {
      readonly state: "not-sent";
      readonly at: string;
      readonly rule: EvidenceId;
      readonly source: string;
      readonly says: string;
    };

export interface JournalView {
  readonly number: number;
  readonly at: string;
  readonly token: string | null;
  readonly request: { readonly method: string; readonly target: string; readonly fields: unknown };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  /** Outcome by the checks and the store; null when a fault ended the call before them. */
  readonly books: { readonly outcome: "accepted" | "refused"; readonly status: number } | null;
  /** Part of the response that reached the caller: its status, or null when nothing arrived. */
  readonly caller: {
    readonly status: number | null;
    /** `answer` when it arrived whole; `cut` when its body broke off. */
    readonly got: "answer" | TransportFault["kind"];
  };
  /** The fault that met it, or null. */
  readonly fault: string | null;
  readonly explanation: ExplanationView;
}

export interface ExplanationView {
  readonly outcome: "accepted" | "refused";
  /** Id of the ledger entry. */
  readonly decidedBy: EvidenceId;
  readonly source: Source;
  readonly steps: readonly {
    readonly rule: EvidenceId;
    readonly source: string;
    readonly says: string;
    readonly inputs: Inputs;
  }[];
  readonly wouldSucceed?: string | undefined;
}

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
