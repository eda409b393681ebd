/** Which requests of the journal were sends that came to nothing, and whom they were meant for. */
import { endpointOf } from "../../../protocol/endpoints.ts";
import { fieldOf } from "../../framework/read-body.ts";
import type { JournalEntry } from "../store.ts";
import { UNREADABLE } from "./thread.ts";

const SEND_PATHS: ReadonlySet<string> = new Set([
  endpointOf("sms.send").path,
  endpointOf("smsSimple.send").path,
]);

/** A send that reached the books is a message, whatever became of its answer. */
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

/** MobilePhone as it was written; undefined where no body could be read. */
export function writtenRecipient({ fields }: JournalEntry): string | undefined {
  if (fields === null) return undefined;
  const written = fieldOf(fields, "MobilePhone");
  return typeof written === "string" ? written : (JSON.stringify(written) ?? "");
}

/** What it would have said; "" where that is not known. */
export function textOfRefused({ fields }: JournalEntry): string {
  const written = fields === null ? undefined : fieldOf(fields, "Message");
  return typeof written === "string" ? written : "";
}
