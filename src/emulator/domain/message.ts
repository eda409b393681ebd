/** A message as the books hold it. */
import type { Measure } from "../../protocol/segments.ts";
import type { DeliveryPlan } from "./delivery.ts";
import type { Explanation } from "./explanation.ts";

export interface Message {
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
  readonly plan: DeliveryPlan;
  readonly explanation: Explanation;
}
