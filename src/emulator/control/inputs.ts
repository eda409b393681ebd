/** Inputs of the control API and the handle, as people write them. Times in ISO 8601 or milliseconds since 1970. */
import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import type { Duration } from "../../protocol/duration.ts";
import type { FaultKind } from "../../protocol/magic-numbers.ts";
import type { MmsTemplateStatusId } from "../../protocol/mms-template-status.ts";
import type { NumberStatusId } from "../../protocol/number-status.ts";
import type { AccountInput } from "../domain/account.ts";
import type { Belonging } from "../domain/inbox.ts";
import type { Carrier } from "../domain/push.ts";
import type { Latency } from "../faults/fault.ts";

/** Properties of an account that a caller may set. */
export interface AccountPatch extends Omit<AccountInput, "numberStates"> {
  /** Status ids by number: 0 Active, 1 Inactive, 301 and 302 blocked. Numbers left out stay as they are. */
  readonly numberStatus?: Readonly<Record<string, NumberStatusId>> | undefined;
}

export interface NewAccountInput extends AccountPatch {
  readonly token: string;
}

export interface TenantInput {
  /** Account to act on; all when left out. */
  readonly token?: string | undefined;
}

export interface InboundInput {
  readonly token: string;
  /** The handset's number, in any notation. */
  readonly from: string;
  /** One of the account's numbers; the one that last wrote to this handset when left out, else the first. */
  readonly to?: string | undefined;
  /** At most 1,600 characters. */
  readonly message: string;
  /** The keyword that the message belongs to, as a reply to its auto-reply does. */
  readonly keyword?: Belonging | undefined;
  readonly campaign?: Belonging | undefined;
  /** Carrier of the handset, for the push. */
  readonly carrier?: Carrier | undefined;
}

export interface InboxInput {
  readonly token: string;
  /** Phone number in any notation. */
  readonly from?: string | undefined;
  /** Part of the text. */
  readonly contains?: string | undefined;
  /** Most items to return: 100 when left out, at most 10,000. */
  readonly limit?: number | undefined;
}

export interface ContactsInput {
  readonly token: string;
  /** Most items to return: 100 when left out, at most 10,000. */
  readonly limit?: number | undefined;
}

export interface MessagesInput extends TenantInput {
  /** Phone number in any notation. */
  readonly recipient?: string | undefined;
  /** Part of the text. */
  readonly contains?: string | undefined;
  /** Most items to return: 100 when left out, at most 10,000. */
  readonly limit?: number | undefined;
}

export interface WaitForMessageInput extends Omit<MessagesInput, "limit"> {
  /** Waits until it has reached this delivery status; it may have moved on since. */
  readonly status?: DeliveryStatusId | undefined;
  /** 10 s when left out. */
  readonly timeoutMs?: number | undefined;
}

/** Ids of templates count per account, so the account is required. */
export interface TemplateInput {
  readonly token: string;
}

export interface TemplatesInput extends TemplateInput {
  /** Most items to return: 100 when left out, at most 10,000. */
  readonly limit?: number | undefined;
}

export interface TemplateStatusInput extends TemplateInput {
  /** Id of the state to set. */
  readonly id: MmsTemplateStatusId;
}

export interface JournalInput extends TenantInput {
  readonly path?: string | undefined;
  readonly status?: number | undefined;
  /** Id of the ledger entry that decided. */
  readonly rule?: string | undefined;
  readonly limit?: number | undefined;
}

export interface WaitForJournalInput extends Omit<JournalInput, "limit"> {
  /** Number of the last entry to skip. */
  readonly after?: number | undefined;
  readonly timeoutMs?: number | undefined;
}

export interface SetClockInput extends TenantInput {
  readonly now: string | number;
  /** True to freeze the clock; unchanged when left out. */
  readonly frozen?: boolean | undefined;
}

export interface AdvanceClockInput extends TenantInput {
  readonly by: Duration;
}

export interface FaultInput {
  readonly kind: FaultKind;
  readonly match?:
    | {
        /** Id of an endpoint, like `sms.send`. */
        readonly endpoint?: string | undefined;
        readonly token?: string | undefined;
        readonly recipient?: string | undefined;
      }
    | undefined;
  /** Before or after the store is written; before when left out. */
  readonly when?: "before" | "after" | undefined;
  /** The first matching call of each account it may meet, counted from 1. */
  readonly nth?: number | undefined;
  /** Number of calls of each account it meets; unlimited when left out. */
  readonly times?: number | null | undefined;
  /** Probability for each call, 1 when left out. */
  readonly probability?: number | undefined;
  /** HTTP status of kind `status`, 500 when left out. */
  readonly status?: number | undefined;
  /** Bytes of the body that kind `cut` sends, half of them when left out. */
  readonly atByte?: number | null | undefined;
  /** Delay of kind `latency`. */
  readonly latency?: Latency | undefined;
}
