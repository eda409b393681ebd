/**
 * Choice of the account's number that sends a message.
 *
 * Source: documented (page send-sms-mms: "SendFrom" is a short code or long number of the account; empty means
 * the account's codes in rotation). That numbers which are not Active send nothing is assumed from their names.
 */
import { ACTIVE, type NumberStatusId } from "../../protocol/number-status.ts";
import { type Account, numberStatus } from "./account.ts";

export interface SenderChoice {
  /** Chosen number; null when the account cannot send: see `status`. */
  readonly number: string | null;
  /** Status of the requested number; null when the account does not own it, or none was requested. */
  readonly status: NumberStatusId | null;
}

/** @param asked "" for rotation over the numbers that are Active */
export function chooseSender(
  asked: string,
  account: Pick<Account, "numbers" | "numberStates" | "senderCursor">,
): SenderChoice {
  const { numbers, numberStates, senderCursor } = account;
  if (asked === "") {
    const allActive = Object.keys(numberStates).length === 0;
    const active = allActive ? numbers : numbers.filter((number) => numberStatus(account, number) === ACTIVE);
    return { number: active[senderCursor % active.length] ?? null, status: null };
  }
  if (!numbers.includes(asked)) return { number: null, status: null };
  const status = numberStatus(account, asked);
  return { number: status === ACTIVE ? asked : null, status };
}
