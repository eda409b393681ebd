/**
 * Resends without a call: an MMS sent with MmsResend that its carrier rejects is sent again as SMS with a short URL,
 * charged as SMS. The store checks for due resends before every transaction and read of the account, so the result
 * does not depend on how often callers read.
 *
 * Source: documented (page send-sms-mms); without enough credits assumed (setting `mms.resendWithoutCredits`).
 */
import { REJECTED } from "../../protocol/delivery-status.ts";
import { priceOf } from "../../protocol/prices.ts";
import { measure } from "../../protocol/segments.ts";
import type { Settings } from "../settings.ts";
import { type Account, ratesOf } from "./account.ts";
import { deliveryPlan } from "./delivery.ts";
import { deliveryPolicyOf } from "./delivery-policy.ts";
import { FIRST_NUMBER, type Message, type Resent, type SendFacts } from "./message.ts";
import { shortUrlOf } from "./short-url.ts";
import { mmsCode, mmsShortUrl } from "./short-url-rules.ts";
import type { AccountView, Effect } from "./transition.ts";

/** Time of the resend as SMS, in milliseconds since 1970; undefined when it is done or will not happen. */
export function resendAt(message: Message): number | undefined {
  if (message.mms?.resend !== true || message.resent !== null) return undefined;
  return deliveryPlan(message).find((step) => step.status === REJECTED)?.at;
}

/** True when the MMS itself has the line with the short URL. */
export function gainsLink(highResolution: boolean | undefined, { mms }: Pick<Settings, "mms">): boolean {
  return highResolution === true && mms.highResolution === "line";
}

/** Adds a line with a URL where a browser shows the media. */
export function withLink(text: string, id: string, { mms }: Pick<Settings, "mms">): string {
  const url = shortUrlOf(mmsCode(id), { mms });
  return text === "" ? url : `${text}\n${url}`;
}

export interface Due {
  readonly mms: Message;
  /** Time at which its carrier rejected it. */
  readonly at: number;
  /** Id of the SMS, drawn for the account's next message. */
  readonly id: string;
  /** Rule that forbids the resend; null when none does. */
  readonly barred: Exclude<Resent, { readonly outcome: "sent" }>["rule"] | null;
}

/** Sends the SMS in place of a rejected MMS, or says why not. */
export function resend(
  { mms, at, id, barred }: Due,
  view: Pick<AccountView, "account" | "nextId">,
  settings: Settings,
): readonly Effect[] {
  const { account } = view;
  const sms = smsInPlaceOf(mms, at, id, account, settings);
  const isShort = account.credits < sms.credits && settings.mms.resendWithoutCredits === "not-sent";
  const rule = barred ?? (isShort ? "mms.resend-unpaid" : null);
  if (rule !== null) {
    return [{ kind: "resent", id: mms.id, resent: { outcome: "not-sent", at, rule } }];
  }
  return [
    { kind: "charge", credits: sms.credits },
    { kind: "resent", id: mms.id, resent: { outcome: "sent", at, message: id } },
    { kind: "append", message: sms },
    ...(gainsLink(mms.mms?.highResolution, settings) ? [] : mmsShortUrl(mms, view, at)),
  ];
}

function smsInPlaceOf(mms: Message, at: number, id: string, account: Account, settings: Settings): Message {
  const text = withLink(mms.mms?.text ?? "", mms.id, settings);
  const size = measure(text);
  const parts = size.parts[settings.segments];
  const price = priceOf(mms.recipient, ratesOf(account, settings));
  // A magic number decides the MMS alone: its SMS, which carriers accept, follows the account's settings.
  const policy = deliveryPolicyOf(mms.recipient, account, { ...settings, magicNumbers: false });
  const facts: SendFacts = {
    kind: "sms",
    size,
    parts,
    price,
    credits: parts * price.rate.sms,
    balance: account.credits,
    templateId: null,
    templateStatus: null,
    replaces: mms.id,
    senderAsked: mms.facts.senderAsked,
    sender: mms.sender,
    senderStatus: null,
    optOut: null,
    global: null,
    forbiddenWord: null,
    sameTextAt: null,
    sameTextSeconds: null,
    recipientUsed: 0,
    recipientAdds: 0,
    recipientLimit: null,
    endBy: policy.by,
    foreign: null,
    magic: null,
  };
  return {
    id,
    number: FIRST_NUMBER + account.totals.messages,
    token: mms.token,
    recipient: mms.recipient,
    sender: mms.sender,
    kind: "sms",
    text,
    measure: size,
    credits: facts.credits,
    sentAt: at,
    pace: policy.pace,
    end: policy.end,
    taken: [],
    mms: null,
    resent: null,
    handset: null,
    facts,
  };
}
