/** What the operations of the control API and of the handle work with. */
import type { WakeUp } from "../runtime/wake-up.ts";
import type { Settings } from "../settings.ts";
import type { Store } from "../store/store.ts";
import { ProblemError } from "./problem.ts";

export interface OperationServices {
  readonly settings: Settings;
  readonly store: Store;
  readonly wakeUp: WakeUp;
  /** Digits of a recipient, or undefined for what is no phone number. */
  readonly readPhone: (text: string) => string | undefined;
}

/** A recipient as the books have it; what is no number finds nothing. */
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

export function timedOut(what: string, timeoutMs: number): ProblemError {
  return new ProblemError({
    status: 408,
    title: "Request Timeout",
    detail: `No ${what} matched within ${timeoutMs} ms.`,
  });
}
