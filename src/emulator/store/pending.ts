/** When what a message still brings about falls due, as things stand. */
import { replyAt } from "../domain/handset-reply.ts";
import { resendAt } from "../domain/resend.ts";
import type { Tenant } from "./root.ts";
import type { StoredMessage } from "./types.ts";

/** Milliseconds since 1970 at which a message has a consequence of its own; undefined for nearly all messages. */
export function dueAt(message: StoredMessage): number | undefined {
  return resendAt(message) ?? replyAt(message);
}

/** Remembers a message that has a consequence to come. */
export function awaitPending(tenant: Tenant, message: StoredMessage): void {
  const at = dueAt(message);
  if (at !== undefined) tenant.pending.push({ at, message });
}
