/** What the control API and the handle take, as people write it. Times are ISO 8601 or milliseconds since 1970. */
import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import type { FaultKind } from "../../protocol/magic-numbers.ts";
import type { AccountInput } from "../domain/account.ts";
import type { Latency } from "../faults/fault.ts";
import type { Duration } from "./duration.ts";

export interface NewAccountInput extends AccountInput {
  readonly token: string;
}

export interface TenantInput {
  /** Acts on that account only; on all when left out. */
  readonly token?: string | undefined;
}

export interface MessagesInput extends TenantInput {
  /** In any writing. */
  readonly recipient?: string | undefined;
  /** Part of the text. */
  readonly contains?: string | undefined;
  /** At most so many, 100 when left out, 10,000 at the most. */
  readonly limit?: number | undefined;
}

export interface WaitForMessageInput extends Omit<MessagesInput, "limit"> {
  /** Waits until it has reached this delivery status; it may have moved on since. */
  readonly status?: DeliveryStatusId | undefined;
  /** 10 s when left out. */
  readonly timeoutMs?: number | undefined;
}

export interface JournalInput extends TenantInput {
  readonly path?: string | undefined;
  readonly status?: number | undefined;
  /** Id of the ledger entry that decided. */
  readonly rule?: string | undefined;
  readonly limit?: number | undefined;
}

export interface WaitForJournalInput extends Omit<JournalInput, "limit"> {
  /** Number of the newest entry that is too old. */
  readonly after?: number | undefined;
  readonly timeoutMs?: number | undefined;
}

export interface SetClockInput extends TenantInput {
  readonly now: string | number;
  /** As it is when left out. */
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
  /** Before or after the books are written; before when left out. */
  readonly when?: "before" | "after" | undefined;
  /** The first matching call of each account it may meet, counted from 1. */
  readonly nth?: number | undefined;
  /** How many calls of each account it meets; no end when left out. */
  readonly times?: number | null | undefined;
  /** Of each call, 1 when left out. */
  readonly probability?: number | undefined;
  /** Of kind `status`, 500 when left out. */
  readonly status?: number | undefined;
  /** Of kind `cut`: bytes of the body that are sent, half of them when left out. */
  readonly atByte?: number | null | undefined;
  /** Of kind `latency`. */
  readonly latency?: Latency | undefined;
}
