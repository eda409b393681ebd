import type { Message } from "../../domain/message.ts";

/** Resend as SMS of an MMS that its carrier rejects, in words. */
export function resendSummary({ mms, resent }: Message): string {
  if (mms === null || !mms.resend) return "was not asked for";
  if (resent === null) return "if its carrier rejects it";
  return resent.outcome === "sent" ? `yes, as ${resent.message}` : `no, by the rule ${resent.rule}`;
}
