/** How the control API shows what the store holds: camelCase, ISO 8601, tokens of the journal redacted. */
import { deliveryStatuses } from "../../protocol/delivery-status.ts";
import { type EvidenceId, ledger } from "../../protocol/evidence/ledger.ts";
import { isoTime } from "../../protocol/vendor-time.ts";
import type { Account } from "../domain/account.ts";
import { historyAt, statusAt } from "../domain/delivery.ts";
import { explainSend } from "../domain/explain-send.ts";
import type { Explanation } from "../domain/explanation.ts";
import type { Message } from "../domain/message.ts";
import type { Settings } from "../settings.ts";
import type { JournalEntry } from "../store/store.ts";
import { redactFields, redactText, redactToken } from "./redact.ts";

export function accountView({ token, credits, numbers, limits, delivery, totals }: Account) {
  return { token, credits, numbers, limits, delivery, totals };
}

/** @param now milliseconds since 1970 */
export function messageView(message: Message, settings: Settings, now: number) {
  const status = statusAt(message, now);
  return {
    id: message.id,
    token: message.token,
    recipient: message.recipient,
    sender: message.sender,
    kind: message.kind,
    text: message.text,
    encoding: message.measure.encoding,
    parts: message.measure.parts,
    credits: message.credits,
    status: { id: status, description: deliveryStatuses[status] },
    history: historyAt(message, now).map(({ at, status: id }) => ({ id, at: isoTime(at) })),
    sentAt: isoTime(message.sentAt),
    explanation: explanationView(explainSend(message.facts, settings)),
  };
}

export function journalView({ at, token, method, target, fields, ...answer }: JournalEntry) {
  const redact = (text: string): string => redactText(text, token);
  return {
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
    explanation: explanationView(answer.explain()),
  };
}

/** Each step with what its ledger entry says, so that nobody has to look it up. */
function explanationView({ steps, decidedBy, ...rest }: Explanation) {
  return {
    ...rest,
    decidedBy,
    source: ledger[decidedBy].source,
    steps: steps.map(({ rule, inputs }) => ({ rule, ...sourceOf(rule), inputs })),
  };
}

function sourceOf(rule: EvidenceId): { readonly source: string; readonly says: string } {
  const { source, says } = ledger[rule];
  return { source, says };
}
