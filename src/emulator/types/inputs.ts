/** Inputs of the control API and the handle. Made by `npm run docs` from the schemas. */

import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import type { FaultKind } from "../../protocol/magic-numbers.ts";
import type { MmsTemplateStatusId } from "../../protocol/mms-template-status.ts";
import type { NumberStatusId } from "../../protocol/number-status.ts";
import type { RateTable } from "../../protocol/prices.ts";
import type { ApprovalInput, Belonging, DeliveryInput, LimitsInput, RecipientDelivery } from "./seed.ts";

/** Properties of an account that a caller may set. */
export interface AccountPatch {
  readonly credits?: number | undefined;
  readonly numbers?: readonly string[] | undefined;
  /** Status ids by number: 0 Active, 1 Inactive, 301 and 302 blocked. Numbers left out stay as they are. */
  readonly numberStatus?: Readonly<Record<string, NumberStatusId>> | undefined;
  readonly limits?: LimitsInput | undefined;
  /** True when the API app is activated; otherwise every call is refused with code 6. */
  readonly activated?: boolean | undefined;
  /** Addresses, or networks like 10.0.0.0/8, that may call; null for all. Others are refused with code 7. */
  readonly allowedAddresses?: readonly string[] | null | undefined;
  /** Words and phrases that no text may contain (code 2), matched as whole words in any case. */
  readonly forbiddenWords?: readonly string[] | undefined;
  /** Credits by E.164 prefix; other prefixes cost what the settings say. */
  readonly rates?: RateTable | undefined;
  readonly delivery?: DeliveryInput | undefined;
  readonly approval?: ApprovalInput | undefined;
  /** Recipients (digits) whose delivery differs from the account's. */
  readonly recipients?: Readonly<Record<string, RecipientDelivery>> | undefined;
}

/** A new account. */
export interface NewAccountInput {
  readonly token: string;
  readonly credits?: number | undefined;
  readonly numbers?: readonly string[] | undefined;
  /** Status ids by number: 0 Active, 1 Inactive, 301 and 302 blocked. Numbers left out stay as they are. */
  readonly numberStatus?: Readonly<Record<string, NumberStatusId>> | undefined;
  readonly limits?: LimitsInput | undefined;
  /** True when the API app is activated; otherwise every call is refused with code 6. */
  readonly activated?: boolean | undefined;
  /** Addresses, or networks like 10.0.0.0/8, that may call; null for all. Others are refused with code 7. */
  readonly allowedAddresses?: readonly string[] | null | undefined;
  /** Words and phrases that no text may contain (code 2), matched as whole words in any case. */
  readonly forbiddenWords?: readonly string[] | undefined;
  /** Credits by E.164 prefix; other prefixes cost what the settings say. */
  readonly rates?: RateTable | undefined;
  readonly delivery?: DeliveryInput | undefined;
  readonly approval?: ApprovalInput | undefined;
  /** Recipients (digits) whose delivery differs from the account's. */
  readonly recipients?: Readonly<Record<string, RecipientDelivery>> | undefined;
}

/** The account to act on. */
export interface TenantInput {
  /** Account to act on; all when left out. */
  readonly token?: string | undefined;
}

/** A message that a handset writes. */
export interface InboundInput {
  readonly token: string;
  /** The handset's number, in any notation. */
  readonly from: string;
  /** One of the account's numbers; the one that last wrote to this handset when left out, else the first. */
  readonly to?: string | undefined;
  /** At most 1,600 characters. */
  readonly message: string;
  /**
   * The keyword that the message belongs to, as a reply to its auto-reply does; left out, it follows from the
   * text.
   */
  readonly keyword?: Belonging | undefined;
  readonly campaign?: Belonging | undefined;
  /** Carrier of the handset, for the push. */
  readonly carrier?:
    | {
        readonly code: string;
        readonly name: string;
      }
    | undefined;
}

/** Received messages to list; a filter left out matches all. */
export interface InboxInput {
  readonly token: string;
  /** Phone number in any notation. */
  readonly from?: string | undefined;
  /** Part of the text. */
  readonly contains?: string | undefined;
  /** Most items to return: 100 when left out, at most 10,000. */
  readonly limit?: number | undefined;
}

/** Contacts to list. */
export interface ContactsInput {
  readonly token: string;
  /** Most items to return: 100 when left out, at most 10,000. */
  readonly limit?: number | undefined;
}

/** Messages to list; a filter left out matches all. */
export interface MessagesInput {
  /** Account to act on; all when left out. */
  readonly token?: string | undefined;
  /** Phone number in any notation. */
  readonly recipient?: string | undefined;
  /** Part of the text. */
  readonly contains?: string | undefined;
  /** Most items to return: 100 when left out, at most 10,000. */
  readonly limit?: number | undefined;
}

/** Message to wait for; a filter left out matches all. */
export interface WaitForMessageInput {
  /** Account to act on; all when left out. */
  readonly token?: string | undefined;
  /** Phone number in any notation. */
  readonly recipient?: string | undefined;
  /** Part of the text. */
  readonly contains?: string | undefined;
  /** Waits until it has reached this delivery status; it may have moved on since. */
  readonly status?: DeliveryStatusId | undefined;
  /** Milliseconds to wait: 10,000 when left out, at most 600,000. */
  readonly timeoutMs?: number | undefined;
}

/** Ids of templates count per account, so the account is required. */
export interface TemplateInput {
  readonly token: string;
}

/** Templates to list. */
export interface TemplatesInput {
  readonly token: string;
  /** Most items to return: 100 when left out, at most 10,000. */
  readonly limit?: number | undefined;
}

/** State to set. */
export interface TemplateStatusInput {
  readonly token: string;
  readonly id: MmsTemplateStatusId;
}

/** A new short URL. */
export interface ShortUrlInput {
  readonly token: string;
  /** Last part of the short address, 1 to 64 letters, digits, `-` or `_`. */
  readonly code: string;
  /** Address that it leads to, http or https. */
  readonly originalUrl: string;
  readonly title?: string | undefined;
  /** True when left out. */
  readonly tracksNumbers?: boolean | undefined;
}

/** A click; what is left out is not known. */
export interface ShortUrlClickInput {
  readonly token: string;
  /** Number of the visitor; not known when left out. */
  readonly number?: string | undefined;
  readonly city?: string | undefined;
  readonly state?: string | undefined;
  readonly country?: string | undefined;
  readonly device?: string | undefined;
}

/** Requests to list; a filter left out matches all. */
export interface JournalInput {
  /** Account to act on; all when left out. */
  readonly token?: string | undefined;
  readonly path?: string | undefined;
  readonly status?: number | undefined;
  /** Id of the ledger entry that decided. */
  readonly rule?: string | undefined;
  /** Most items to return: 100 when left out, at most 10,000. */
  readonly limit?: number | undefined;
}

/** Request to wait for; a filter left out matches all. */
export interface WaitForJournalInput {
  /** Account to act on; all when left out. */
  readonly token?: string | undefined;
  readonly path?: string | undefined;
  readonly status?: number | undefined;
  /** Id of the ledger entry that decided. */
  readonly rule?: string | undefined;
  /** Number of the last entry to skip. */
  readonly after?: number | undefined;
  /** Milliseconds to wait: 10,000 when left out, at most 600,000. */
  readonly timeoutMs?: number | undefined;
}

/** Time to set. */
export interface SetClockInput {
  /** Account to act on; all when left out. */
  readonly token?: string | undefined;
  /** ISO 8601, or milliseconds since 1970. */
  readonly now: number | string;
  /** True to freeze the clock; unchanged when left out. */
  readonly frozen?: boolean | undefined;
}

/** Time to move on. */
export interface AdvanceClockInput {
  /** Account to act on; all when left out. */
  readonly token?: string | undefined;
  /** Milliseconds, or a text like "5m", "90s", "2h" or "30d". */
  readonly by: number | string;
}

/** A fault to ask for. */
export interface FaultInput {
  readonly kind: FaultKind;
  /** Calls that it meets; a property left out matches all. */
  readonly match?:
    | {
        /** Id of an endpoint, like `sms.send`. */
        readonly endpoint?: string | undefined;
        readonly token?: string | undefined;
        /** Phone number. */
        readonly recipient?: string | undefined;
      }
    | undefined;
  /** Before or after the store is written; before when left out. */
  readonly when?: "before" | "after" | undefined;
  /** The first matching call of each account it may meet, counted from 1. */
  readonly nth?: number | undefined;
  /** Number of calls of each account it meets; null, or left out, for no limit. */
  readonly times?: number | null | undefined;
  /** Probability for each call, 1 when left out. */
  readonly probability?: number | undefined;
  /** HTTP status of kind `status`, 500 when left out. */
  readonly status?: number | undefined;
  /** Bytes of the body that kind `cut` sends; null, or left out, for half of them. */
  readonly atByte?: number | null | undefined;
  readonly latency?: Latency | undefined;
}

/** Delay of kind `latency`, in milliseconds. */
export type Latency =
  | {
      readonly distribution: "fixed";
      readonly ms: number;
    }
  | {
      readonly distribution: "uniform";
      readonly minMs: number;
      readonly maxMs: number;
    }
  | {
      readonly distribution: "log-normal";
      readonly medianMs: number;
      readonly sigma: number;
    };
