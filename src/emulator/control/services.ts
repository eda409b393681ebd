/** Services that the operations of the control API and of the handle use. */
import type { Push } from "../runtime/push.ts";
import type { Settings } from "../settings.ts";
import type { Store } from "../store/store.ts";
import type { WakeUp } from "../store/wake-up.ts";
import { ProblemError } from "./problem.ts";

export interface OperationServices {
  readonly settings: Settings;
  readonly store: Store;
  readonly wakeUp: WakeUp;
  /** Pushes a received message to a customer's URL. */
  readonly push: Push;
  /** Digits of a recipient, or undefined when it is not a phone number. */
  readonly readPhone: (text: string) => string | undefined;
}

/** A recipient as it is stored; an invalid number matches nothing. */
export function recipientOf({ readPhone }: OperationServices, written: string): string;
export function recipientOf(
  { readPhone }: OperationServices,
  written: string | undefined,
): string | undefined;
export function recipientOf(
  { readPhone }: OperationServices,
  written: string | undefined,
): string | undefined {
  return written === undefined ? undefined : (readPhone(written) ?? written);
}

export function unknown(what: string, id: string): ProblemError {
  return new ProblemError({ status: 404, title: "Not Found", detail: `There is no ${what} "${id}".` });
}

/**
 * Why a wait ended without a match.
 * @throws the reason of the caller's signal, when that ended it
 */
export function unmatched(
  what: string,
  timeoutMs: number,
  ending: AbortSignal,
  caller?: AbortSignal,
): ProblemError {
  if (ending.aborted) {
    return new ProblemError({
      status: 503,
      title: "Service Unavailable",
      detail: `The emulator is closing, so no ${what} will match any more. Please wait again once it has started.`,
    });
  }
  // A closed socket's reason is a text, and no caller is left to catch an error.
  if (caller?.reason instanceof Error) throw caller.reason;
  return new ProblemError({
    status: 408,
    title: "Request Timeout",
    detail: `No ${what} matched within ${timeoutMs} ms.`,
  });
}
