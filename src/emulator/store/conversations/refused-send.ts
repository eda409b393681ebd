/** Requests of the journal that were failed sends, and their recipients. */
import { endpointOf } from "../../../protocol/endpoints.ts";
import { fieldOf } from "../../framework/read-body.ts";
import type { JournalEntry } from "../types.ts";
import { UNREADABLE } from "./types.ts";

const SEND_PATHS: ReadonlySet<string> = new Set([
  endpointOf("sms.send").path,
  endpointOf("smsSimple.send").path,
]);

/** True when a send never reached the store; one that did is a message, even if its answer was lost. */
export function isRefusedSend({ decided, method, target }: Omit<JournalEntry, "number">): boolean {
  return decided.by === "rules" && method === "POST" && SEND_PATHS.has(target.split("?", 1)[0] ?? "");
}

/** Digits, or {@link UNREADABLE}. */
export function recipientOfRefused(
  { fields }: JournalEntry,
  readPhone: (text: string) => string | undefined,
): string {
  const written = fields === null ? undefined : fieldOf(fields, "MobilePhone");
  return (typeof written === "string" ? readPhone(written) : undefined) ?? UNREADABLE;
}

/** MobilePhone as submitted; undefined when no body could be read. */
export function writtenRecipient({ fields }: JournalEntry): string | undefined {
  if (fields === null) return undefined;
  const written = fieldOf(fields, "MobilePhone");
  return typeof written === "string" ? written : (JSON.stringify(written) ?? "");
}

/** Text of the refused send; "" when it is unknown. */
export function textOfRefused({ fields }: JournalEntry): string {
  const written = fields === null ? undefined : fieldOf(fields, "Message");
  return typeof written === "string" ? written : "";
}
