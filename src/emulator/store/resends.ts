/** When each MMS that is to go again as SMS does so, as things stand. */
import { resendAt } from "../domain/resend.ts";
import type { StoredMessage, Tenant } from "./root.ts";

/** Remembers it; nothing for all other messages. */
export function awaitResend(tenant: Tenant, message: StoredMessage): void {
  const at = resendAt(message);
  if (at !== undefined) tenant.resends.push({ at, message });
}
