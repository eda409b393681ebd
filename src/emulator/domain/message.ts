/** A message as the books hold it: what was decided and the facts it was decided by. What follows from them
 * (status, explanation) is computed when somebody asks. */
import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import type { EvidenceId } from "../../protocol/evidence/ledger.ts";
import type { ForeignProvider } from "../../protocol/foreign-test-numbers.ts";
import type { Refused } from "../../protocol/magic-numbers.ts";
import type { MmsTemplateStatusId } from "../../protocol/mms-template-status.ts";
import type { NumberStatusId } from "../../protocol/number-status.ts";
import type { Price } from "../../protocol/prices.ts";
import type { Measure } from "../../protocol/segments.ts";
import type { DeliverySettings } from "../settings.ts";
import type { RecipientDelivery } from "./account.ts";
import type { OptOut } from "./contact.ts";
import type { DeliveryStep } from "./delivery.ts";

/** Number of an account's first message, as in the vendor's sample of the sent history. */
export const FIRST_NUMBER = 1001;

export interface Message {
  /** Of the account's messages, counted from 1001 as in the vendor's sample of the sent history. */
  readonly number: number;
  /** 40 lower-case hexadecimal digits (documented on the send pages). */
  readonly id: string;
  readonly token: string;
  /** Digits, country code first. */
  readonly recipient: string;
  /** The account's number it went out from. */
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
  /** Where its delivery ends unless somebody decides otherwise. */
  readonly end: DeliveryStatusId;
  /** Steps of its delivery taken by reads or by hand, in order of time. */
  readonly taken: readonly DeliveryStep[];
  /** What an MMS has beside its text; null for an SMS. */
  readonly mms: MmsPart | null;
  /** What came of the rejected MMS that was to go again as SMS; null as long as nothing has. */
  readonly resent: Resent | null;
  /** What a magic number's handset writes back once it is delivered, and when it has; null for all others. */
  readonly handset: { readonly text: string; readonly wroteAt: number | null } | null;
  readonly facts: SendFacts;
}

export interface MmsPart {
  readonly templateId: number;
  /** Of the processed media. */
  readonly mediaUrl: string;
  readonly subject: string;
  /** As its sender wrote it, without a line for a link. */
  readonly text: string;
  readonly highResolution: boolean;
  /** Whether it goes again as SMS when its carrier rejects it. */
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

/** What the checks of a send looked at. */
export interface SendFacts {
  readonly kind: "sms" | "mms";
  readonly size: Measure;
  /** Parts charged; an MMS is one. */
  readonly parts: number;
  readonly price: Price;
  /** What it costs. */
  readonly credits: number;
  /** On the account before it. */
  readonly balance: number;
  readonly templateId: number | null;
  /** Of that template; null when the account has none of that id. */
  readonly templateStatus: MmsTemplateStatusId | null;
  /** Id of the rejected MMS that it was sent in place of, without anybody's call. */
  readonly replaces: string | null;
  /** As asked for; "" for rotation. */
  readonly senderAsked: string;
  /** As chosen; null when the account cannot send from what was asked for. */
  readonly sender: string | null;
  /** Of the number asked for; null when the account does not own it, or when none was asked for. */
  readonly senderStatus: NumberStatusId | null;
  /** Of the recipient; null for one who takes messages. */
  readonly optOut: OptOut | null;
  /** Whether the recipient has opted out, or is blocked, for all accounts. */
  readonly global: NonNullable<RecipientDelivery["global"]> | null;
  /** As the text has it; null where it has none. */
  readonly forbiddenWord: string | null;
  /** When the same content went to the recipient within the window; null when it did not. */
  readonly sameTextAt: number | null;
  /** Seconds of that window; null for no limit. */
  readonly sameTextSeconds: number | null;
  /** Of the recipient's limit: used in the window before it, and what it adds. */
  readonly recipientUsed: number;
  readonly recipientAdds: number;
  /** Sends per window to one recipient; null for no limit. */
  readonly recipientLimit: number | null;
  /** Who said where its delivery goes: the account, its entry for this recipient, or a magic number. */
  readonly endBy: "account" | "recipient" | "magic";
  /** Provider that uses the recipient's number for its own tests; null for nearly all. */
  readonly foreign: ForeignProvider | null;
  /** Of a magic number that is refused. */
  readonly magic: Refused | null;
}
