/** A message to one recipient that is sent at its time, as it is stored. */
import type { SendRequest } from "./send-request.ts";

export const ACTION_REQUIRED = 2;
export const APPROVED = 3;

export interface ScheduledMessage {
  /** Sequence number within the account, from 12345 as in the vendor's sample. */
  readonly id: number;
  readonly request: SendRequest;
  /** Milliseconds since 1970. */
  readonly sendAt: number;
  readonly status: 1 | typeof ACTION_REQUIRED | typeof APPROVED;
  /** Rule of the ledger that refused it at its time; null for all others. */
  readonly refusedBy: string | null;
}

/** When it will be sent, in milliseconds since 1970; undefined when it will not. */
export function sendAtOf({ status, sendAt }: ScheduledMessage): number | undefined {
  return status === APPROVED ? sendAt : undefined;
}
