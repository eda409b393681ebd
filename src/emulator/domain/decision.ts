/**
 * What a rule is: a pure function of what it reads, which says what came of it and what is to change. The store
 * runs it atomically on one account and applies the effects, all or none.
 */
import type { Bucket } from "../../protocol/rate-bucket.ts";
import type { Account } from "./account.ts";
import type { DeliveryStep } from "./delivery.ts";
import type { Message } from "./message.ts";
import type { RecentSend } from "./recipient-rate.ts";

/** The keyed records a transaction asks for beside the account. */
export interface Reads {
  /** Digits of a recipient whose recent sends are wanted. */
  readonly recipient?: string;
  /** Id of a message of the account. */
  readonly message?: string;
}

/** What a rule sees. */
export interface View {
  readonly account: Account;
  /** Of the recipient asked for, oldest first; empty when none was. */
  readonly recentSends: readonly RecentSend[];
  /** The message asked for; undefined when the account has none of that id. */
  readonly message: Message | undefined;
}

/** What a rule may change. */
export type Effect =
  | { readonly kind: "bucket"; readonly bucket: Bucket }
  | { readonly kind: "charge"; readonly credits: number }
  | { readonly kind: "sender-cursor"; readonly cursor: number }
  | { readonly kind: "recent-sends"; readonly recipient: string; readonly sends: readonly RecentSend[] }
  | { readonly kind: "append"; readonly message: Message }
  | { readonly kind: "delivery-step"; readonly id: string; readonly step: DeliveryStep };

export interface Decision<R> {
  readonly result: R;
  readonly effects: readonly Effect[];
}

export type Rule<R> = (view: View) => Decision<R>;
