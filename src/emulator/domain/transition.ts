/**
 * A rule: a pure function of the records it reads that returns its result and its effects. The store runs it
 * atomically on one account and applies the effects, all or none.
 */
import type { Bucket } from "../../protocol/rate-bucket.ts";
import type { Account } from "./account.ts";
import type { ApprovalStep } from "./approval.ts";
import type { Contact, Contacts } from "./contact.ts";
import type { DeliveryStep } from "./delivery.ts";
import type { InboundMessage } from "./inbox.ts";
import type { Message, Resent } from "./message.ts";
import type { RecentSend } from "./recipient-rate.ts";
import type { AllRecords, RecordEffect, RecordName } from "./records.ts";
import type { Template } from "./template.ts";

/** Keyed records that a transaction reads beside the account. */
export interface Reads {
  /** Digits of a recipient whose recent sends and contact are wanted. */
  readonly recipient?: string;
  /** Id of a message of the account. */
  readonly message?: string;
  /** Id of a template of the account. */
  readonly template?: number;
}

/** Records that a rule reads. */
export interface AccountView {
  readonly account: Account;
  /** Recent sends to the requested recipient, oldest first; empty when none was requested. */
  readonly recentSends: readonly RecentSend[];
  /** Requested recipient; undefined when none was requested or the account does not know it. */
  readonly contact: Contact | undefined;
  readonly contacts: Contacts;
  /** Requested message; undefined when the account has none of that id. */
  readonly message: Message | undefined;
  /** Requested template; undefined when the account has none of that id. */
  readonly template: Template | undefined;
  /** Id of the account's next template. */
  readonly nextTemplate: number;
  readonly records: AllRecords;
  /** Id of the next record of a kind; ids are never given twice. */
  readonly nextId: (of: RecordName) => number;
}

/** Changes that a rule may make. */
export type Effect =
  | RecordEffect
  | { readonly kind: "bucket"; readonly bucket: Bucket }
  | { readonly kind: "charge"; readonly credits: number }
  | { readonly kind: "numbers"; readonly numbers: readonly string[]; readonly madeAt?: number }
  | { readonly kind: "sender-cursor"; readonly cursor: number }
  | { readonly kind: "recent-sends"; readonly recipient: string; readonly sends: readonly RecentSend[] }
  | { readonly kind: "append"; readonly message: Message }
  /** `instead` is the number that the contact had before. */
  | { readonly kind: "contact"; readonly contact: Contact; readonly instead?: string }
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
