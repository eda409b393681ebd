/** Waits until a message's delivery has ended. */
import { isFinal } from "../../protocol/delivery-status.ts";
import type { Core } from "../core.ts";
import { TimeoutError } from "../errors/errors.ts";
import type { Operation } from "../http/operation.ts";
import type { DeliveryReport } from "../records.ts";
import { type Awaited, firstChange } from "./changes.ts";
import type { Change, WaitOptions } from "./wait.ts";

export function waitForDelivery(
  { call, settings }: Core,
  operation: Operation<DeliveryReport>,
  options: WaitOptions,
  left: AbortSignal,
): Promise<Change<DeliveryReport>> {
  const purpose = "wait for the delivery";
  const late: Awaited<DeliveryReport>["late"] = (message, details, last, redact) => {
    const lastReport = last && {
      id: redact(last.id),
      status: { ...last.status, description: redact(last.status.description) },
    };
    return new TimeoutError(message, { ...details, lastReport });
  };
  return firstChange(
    { purpose, read: (each) => call(operation, each, true), isFinal, late },
    options,
    settings,
    left,
  );
}
