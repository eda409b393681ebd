/**
 * What a rule is: a pure function of what it reads, which says what came of it and what is to change. The store
 * runs it atomically on one account and applies the effects, all or none.
 */
import type { Bucket } from "../../protocol/rate-bucket.ts";
import type { Account } from "./account.ts";
import type { ApprovalStep } from "./approval.ts";
import type { Contact } from "./contact.ts";
import type { DeliveryStep } from "./delivery.ts";
import type { InboundMessage } from "./inbox.ts";
import type { Message, Resent } from "./message.ts";
import type { RecentSend } from "./recipient-rate.ts";
import type { Template } from "./template.ts";

/** The keyed records a transaction asks for beside the account. */
export interface Reads {
  /** Digits of a recipient whose recent sends and contact are wanted. */
  readonly recipient?: string;
  /** Id of a message of the account. */
  readonly message?: string;
  /** Id of a template of the account. */
  readonly template?: number;
}

/** What a rule sees. */
export interface AccountView {
  readonly account: Account;
  /** Of the recipient asked for, oldest first; empty when none was. */
  readonly recentSends: readonly RecentSend[];
  /** The recipient asked for; undefined when none was, and for one that the account does not know. */
  readonly contact: Contact | undefined;
  /** The message asked for; undefined when the account has none of that id. */
  readonly message: Message | undefined;
  /** The template asked for; undefined when the account has none of that id. */
  readonly template: Template | undefined;
  /** Id of the account's next template. */
  readonly nextTemplate: number;
}

/** What a rule may change. */
export type Effect =
  | { readonly kind: "bucket"; readonly bucket: Bucket }
  | { readonly kind: "charge"; readonly credits: number }
  | { readonly kind: "sender-cursor"; readonly cursor: number }
  | { readonly kind: "recent-sends"; readonly recipient: string; readonly sends: readonly RecentSend[] }
  | { readonly kind: "append"; readonly message: Message }
  | { readonly kind: "contact"; readonly contact: Contact }
  | { readonly kind: "received"; readonly message: InboundMessage }
  | { readonly kind: "delivery-step"; readonly id: string; readonly step: DeliveryStep }
  | { readonly kind: "resent"; readonly id: string; readonly resent: Resent }
  | { readonly kind: "handset-wrote"; readonly id: string; readonly at: number }
  | { readonly kind: "append-template"; readonly template: Template }
  | { readonly kind: "approval-step"; readonly id: number; readonly step: ApprovalStep };

export interface Transition<R> {
  readonly result: R;
  readonly effects: readonly Effect[];
}

export type Rule<R> = (view: AccountView) => Transition<R>;
