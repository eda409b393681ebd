/** Waits until the vendor has decided about an MMS template. */
import { isFinalForTemplate as isFinal } from "../../protocol/mms-template-status.ts";
import type { Core } from "../core.ts";
import { TimeoutError } from "../errors/errors.ts";
import type { Operation } from "../http/operation.ts";
import type { MmsTemplate } from "../records.ts";
import { type Awaited, firstChange } from "./changes.ts";
import type { Change, WaitOptions } from "./wait.ts";

export function waitForApproval(
  { call, settings }: Core,
  operation: Operation<MmsTemplate>,
  options: WaitOptions,
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
  return firstChange(
    { purpose, read: (each) => call(operation, each, true), isFinal, late },
    options,
    settings,
    left,
  );
}
