/** A message as the books hold it: what was decided and the facts it was decided by. What follows from them
 * (status, explanation) is computed when somebody asks. */
import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import type { Refused } from "../../protocol/magic-numbers.ts";
import type { Price } from "../../protocol/prices.ts";
import type { Measure } from "../../protocol/segments.ts";
import type { DeliverySettings } from "../settings.ts";
import type { DeliveryStep } from "./delivery.ts";

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
  readonly kind: "sms";
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
  readonly facts: SendFacts;
}

/** What the checks of a send looked at. */
export interface SendFacts {
  readonly size: Measure;
  /** Parts charged. */
  readonly parts: number;
  readonly price: Price;
  /** What it costs. */
  readonly credits: number;
  /** On the account before it. */
  readonly balance: number;
  readonly templateId: number | null;
  /** As asked for; "" for rotation. */
  readonly senderAsked: string;
  /** As chosen; null when the account does not own what was asked for. */
  readonly sender: string | null;
  /** Of the recipient's limit: used in the window before it, and what it adds. */
  readonly recipientUsed: number;
  readonly recipientAdds: number;
  /** Sends per window to one recipient; null for no limit. */
  readonly recipientLimit: number | null;
  /** Who said where its delivery goes: the account, its entry for this recipient, or a magic number. */
  readonly endBy: "account" | "recipient" | "magic";
  /** Of a magic number that is refused. */
  readonly magic: Refused | null;
}
