/** Waits until a message's delivery has ended. */
import { isFinal } from "../../protocol/delivery-status.ts";
import { TimeoutError } from "../errors.ts";
import type { Settings } from "../settings.ts";
import type { DeliveryReport } from "../wire/message.ts";
import { type Awaited, firstChange } from "./changes.ts";
import type { Change, WaitOptions } from "./wait.ts";

export function waitForDelivery(
  read: Awaited<DeliveryReport>["read"],
  options: WaitOptions,
  settings: Pick<Settings, "clock" | "sleep" | "redact">,
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
  return firstChange({ purpose, read, isFinal, late }, options, settings, left);
}
