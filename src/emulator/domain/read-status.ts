/** A read of a message's status through the vendor's API, which in the mode `polls` moves it on. */
import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import { pollStep, statusAt } from "./delivery.ts";
import type { Message } from "./message.ts";
import type { AccountView, Transition } from "./transition.ts";

export interface StatusRead {
  readonly message: Message;
  readonly status: DeliveryStatusId;
}

/** @returns undefined when the account has no such message */
export function readStatus({ message }: AccountView, now: number): Transition<StatusRead | undefined> {
  if (message === undefined) return { result: undefined, effects: [] };
  // The status of this read is the one before its step: the first read of a message finds it Pending.
  const result = { message, status: statusAt(message, now) };
  const step = pollStep(message, now);
  return { result, effects: step === undefined ? [] : [{ kind: "delivery-step", id: message.id, step }] };
}
