/** A send and all that its checks look at. */
import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import { foreignProvider } from "../../protocol/foreign-test-numbers.ts";
import { priceOf } from "../../protocol/prices.ts";
import type { RateLimit } from "../../protocol/rate-bucket.ts";
import { measure } from "../../protocol/segments.ts";
import type { DeliverySettings, Settings } from "../settings.ts";
import { ratesOf } from "./account.ts";
import { approvalAt } from "./approval.ts";
import { deliveryPolicyOf, recipientOf } from "./delivery-policy.ts";
import { forbiddenWord } from "./forbidden-words.ts";
import type { SendFacts } from "./message.ts";
import { judgeRecipient, type RecentSend, type RecipientVerdict, sameContentAt } from "./recipient-rate.ts";
import type { SendRequest } from "./send-request.ts";
import { chooseSender } from "./sender.ts";
import type { AccountView } from "./transition.ts";

/** Characters of a refused SendFrom that an explanation keeps. */
const SENDER_KEPT = 40;

/** Input of a check. */
export interface SubmitContext {
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

export function submitContext(
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
  const verdict = limit === null ? null : recipientVerdict(view.recentSends, limit, adds, settings, now);
  const sender = chooseSender(request.sender, account);
  const { magic, ...policy } = deliveryPolicyOf(request.recipient, account, settings);
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
    endBy: policy.by,
    foreign: foreignProvider(request.recipient),
    magic,
  };
  const { pace, end, thenWrites } = policy;
  return { request, view, settings, now, facts, verdict, pace, end, thenWrites, content };
}

/** Two sends have the same content when their texts and their templates are the same. */
function contentOf({ text, templateId }: SendRequest): string {
  return templateId === null ? text : `\u0000${templateId}\u0000${text}`;
}

/** When refusals count, the next send is allowed only after this one has left the window too. */
function recipientVerdict(
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

/** A copy of the beginning, since a slice would keep a huge text in memory for as long as the journal keeps it. */
function shortened(text: string): string {
  return text.length <= SENDER_KEPT ? text : Buffer.from(text.slice(0, SENDER_KEPT)).toString();
}
