/** Waits until somebody has decided about an MMS template. */
import { isFinalForTemplate as isFinal } from "../../protocol/mms-template-status.ts";
import { TimeoutError } from "../errors.ts";
import type { Settings } from "../settings.ts";
import type { MmsTemplate } from "../wire/mms-templates.ts";
import { type Awaited, firstChange } from "./changes.ts";
import type { Change, WaitOptions } from "./wait.ts";

export function waitForApproval(
  read: Awaited<MmsTemplate>["read"],
  options: WaitOptions,
  settings: Pick<Settings, "clock" | "sleep" | "redact">,
  left: AbortSignal,
): Promise<Change<MmsTemplate>> {
  const purpose = "wait for the approval";
  const late: Awaited<MmsTemplate>["late"] = (message, details, last, redact) => {
    const lastTemplate = last && {
      ...last,
      name: redact(last.name),
      url: redact(last.url),
      status: { ...last.status, description: redact(last.status.description) },
    };
    return new TimeoutError(message, { ...details, lastTemplate });
  };
  return firstChange({ purpose, read, isFinal, late }, options, settings, left);
}
