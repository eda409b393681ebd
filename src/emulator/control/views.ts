/**
 * How the control API and the handle show what the store holds: camelCase, ISO 8601, tokens of the journal redacted.
 * All of it is copied: the store changes its accounts in place, and who holds a view must not reach them.
 */
import { type DeliveryStatusId, deliveryStatuses } from "../../protocol/delivery-status.ts";
import type { Source } from "../../protocol/evidence/entry.ts";
import { type EvidenceId, ledger } from "../../protocol/evidence/ledger.ts";
import { isoTime } from "../../protocol/vendor-time.ts";
import type { Account } from "../domain/account.ts";
import { explanationOf } from "../domain/decided.ts";
import { historyAt, statusAt } from "../domain/delivery.ts";
import { explainSend } from "../domain/explain-send.ts";
import type { Explanation, Inputs } from "../domain/explanation.ts";
import type { Message } from "../domain/message.ts";
import type { Breakage } from "../pipeline/breakage.ts";
import type { Settings } from "../settings.ts";
import type { JournalEntry } from "../store/store.ts";
import { redactFields, redactText, redactToken } from "./redact.ts";

export type AccountView = Pick<
  Account,
  "token" | "credits" | "numbers" | "limits" | "delivery" | "recipients" | "totals"
>;

export interface StatusView {
  readonly id: DeliveryStatusId;
  readonly description: string;
}

export interface MessageView {
  readonly id: string;
  /** In the account's sent history. */
  readonly number: number;
  readonly token: string;
  /** Digits, country code first. */
  readonly recipient: string;
  readonly sender: string;
  readonly kind: "sms";
  readonly text: string;
  readonly encoding: "GSM-7" | "UCS-2";
  readonly parts: { readonly documented: number; readonly gsm: number };
  readonly credits: number;
  readonly status: StatusView;
  /** Oldest first; `at` in ISO 8601. */
  readonly history: readonly { readonly id: DeliveryStatusId; readonly at: string }[];
  readonly sentAt: string;
  readonly explanation: ExplanationView;
}

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
  /** What the checks and the books decided; null where a fault ended the call before them. */
  readonly books: { readonly outcome: "accepted" | "refused"; readonly status: number } | null;
  /** What the caller got of the response: its status, or null where no part of an answer arrived. */
  readonly caller: {
    readonly status: number | null;
    /** `answer` when it arrived whole; `cut` when its body broke off. */
    readonly got: "answer" | Breakage["kind"];
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
  const { token, credits, numbers, limits, delivery, recipients, totals } = account;
  return structuredClone({ token, credits, numbers, limits, delivery, recipients, totals });
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
  };
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
    explanation: explanationView(explanation),
  };
}

/** Each step with what its ledger entry says, so that nobody has to look it up. */
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
