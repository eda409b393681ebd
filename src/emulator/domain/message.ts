/** A message as it is stored: the decisions and the facts behind them. Status and explanation are computed from
 * these on demand. */
import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import type { EvidenceId } from "../../protocol/evidence/ledger.ts";
import type { ForeignProvider } from "../../protocol/foreign-test-numbers.ts";
import type { Refused } from "../../protocol/magic-numbers.ts";
import type { MmsTemplateStatusId } from "../../protocol/mms-template-status.ts";
import type { NumberStatusId } from "../../protocol/number-status.ts";
import type { Price } from "../../protocol/prices.ts";
import type { Measure } from "../../protocol/segments.ts";
import type { DeliverySettings } from "../settings.ts";
import type { RecipientDelivery } from "../types/seed.ts";
import type { OptOut } from "./contact.ts";
import type { DeliveryStep } from "./delivery.ts";

/** Number of an account's first message, as in the vendor's sample of the sent history. */
export const FIRST_NUMBER = 1001;

export interface Message {
  /** Sequence number within the account, from 1001 as in the vendor's sample of the sent history. */
  readonly number: number;
  /** 40 lower-case hexadecimal digits (documented on the send pages). */
  readonly id: string;
  readonly token: string;
  /** Digits, country code first. */
  readonly recipient: string;
  /** The account's number that sent it. */
  readonly sender: string;
  readonly kind: "sms" | "mms";
  readonly text: string;
  readonly measure: Measure;
  /** Charged when it was accepted. */
  readonly credits: number;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  /** The account's pace of delivery when it was sent. */
  readonly pace: DeliverySettings;
  /** Final delivery status unless one is set by hand. */
  readonly end: DeliveryStatusId;
  /** Steps of its delivery taken by reads or by hand, in order of time. */
  readonly taken: readonly DeliveryStep[];
  /** Fields of an MMS; null for an SMS. */
  readonly mms: MmsPart | null;
  /** Outcome of resending a rejected MMS as SMS; null until there is one. */
  readonly resent: Resent | null;
  /** Reply of a magic number's handset after the delivery, and when it was written; null for all others. */
  readonly handset: { readonly text: string; readonly wroteAt: number | null } | null;
  readonly facts: SendFacts;
}

export interface MmsPart {
  readonly templateId: number;
  /** URL of the processed media. */
  readonly mediaUrl: string;
  readonly subject: string;
  /** Text as submitted, without the line for a link. */
  readonly text: string;
  readonly highResolution: boolean;
  /** True when it is resent as SMS after its carrier rejects it. */
  readonly resend: boolean;
}

/** `at` is when the carrier rejected the MMS; `message` is the id of the SMS in its place. */
export type Resent =
  | { readonly outcome: "sent"; readonly at: number; readonly message: string }
  | {
      readonly outcome: "not-sent";
      readonly at: number;
      readonly rule: Extract<EvidenceId, "mms.resend-unpaid" | "opt-out.refused" | "opt-out.global">;
    };

/** Facts that the checks of a send used. */
export interface SendFacts {
  readonly kind: "sms" | "mms";
  readonly size: Measure;
  /** Parts charged; an MMS is one. */
  readonly parts: number;
  readonly price: Price;
  /** Cost of the message. */
  readonly credits: number;
  /** Credits on the account before the send. */
  readonly balance: number;
  readonly templateId: number | null;
  /** Status of that template; null when the account has none of that id. */
  readonly templateStatus: MmsTemplateStatusId | null;
  /** Id of the rejected MMS that it replaces; such an SMS is sent without a call. */
  readonly replaces: string | null;
  /** Sender in the request; "" for rotation. */
  readonly senderAsked: string;
  /** Sender chosen; null when the account cannot send from the requested number. */
  readonly sender: string | null;
  /** Status of the requested number; null when the account does not own it, or none was requested. */
  readonly senderStatus: NumberStatusId | null;
  /** Opt-out of the recipient; null when it takes messages. */
  readonly optOut: OptOut | null;
  /** Opt-out or block of the recipient that holds for all accounts. */
  readonly global: NonNullable<RecipientDelivery["global"]> | null;
  /** Forbidden word as the text spells it; null when there is none. */
  readonly forbiddenWord: string | null;
  /** When the same content went to the recipient within the window; null when it did not. */
  readonly sameTextAt: number | null;
  /** Seconds of that window; null for no limit. */
  readonly sameTextSeconds: number | null;
  /** Use of the recipient's limit: in the window before this send, and by this send. */
  readonly recipientUsed: number;
  readonly recipientAdds: number;
  /** Sends per window to one recipient; null for no limit. */
  readonly recipientLimit: number | null;
  /** Source of its final status: the account, its entry for this recipient, or a magic number. */
  readonly endBy: "account" | "recipient" | "magic";
  /** Provider that uses the recipient's number for its own tests; null for nearly all. */
  readonly foreign: ForeignProvider | null;
  /** Refusal of a magic number that is always refused; null for other recipients. */
  readonly magic: Refused | null;
}
