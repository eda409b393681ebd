/** Entries that fall due by themselves, as things stand: consequences of messages, and schedules. */
import { replyAt } from "../domain/handset-reply.ts";
import { resendAt } from "../domain/resend.ts";
import { type ScheduledMessage, sendAtOf } from "../domain/scheduled-message.ts";
import type { Pending, Root, Tenant } from "./root.ts";
import type { StoredMessage } from "./types.ts";

/** Entries of what has gone that are tolerated before a sweep. */
const GONE_KEPT = 1024;

/** Milliseconds since 1970 at which a message has a consequence of its own; undefined for nearly all messages. */
function dueAt(message: StoredMessage): number | undefined {
  return resendAt(message) ?? replyAt(message);
}

/** Remembers a message that has a consequence to come. */
export function awaitMessage(tenant: Tenant, message: StoredMessage): void {
  const at = dueAt(message);
  if (at !== undefined) tenant.pending.push({ at, message });
}

/** Remembers what is scheduled; what was deleted meanwhile is swept out from time to time, as it may lie far ahead. */
export function awaitScheduled(root: Root, tenant: Tenant, scheduled: ScheduledMessage): void {
  const at = sendAtOf(scheduled);
  if (at === undefined) return;
  const kept = tenant.messages.size + tenant.lists.scheduledMessages.size;
  if (tenant.pending.size > 2 * kept + GONE_KEPT) forgetGonePending(root, tenant);
  tenant.pending.push({ at, scheduled });
}

export function forgetGonePending(root: Root, tenant: Tenant): void {
  tenant.pending.keep((pending) => isStillDue(root, tenant, pending));
}

/** The control API or a caller may have decided meanwhile, and retention have taken it. */
export function isStillDue(root: Root, { lists }: Tenant, pending: Pending): boolean {
  if ("scheduled" in pending) return lists.scheduledMessages.get(pending.scheduled.id) === pending.scheduled;
  const { at, message } = pending;
  return root.messages.get(message.id) === message && dueAt(message) === at;
}

/** Order of what falls due at one time: what messages bring about as they were sent, then schedules as they were made. */
export function comparePending(a: Pending, b: Pending): number {
  const [isLater, isOtherLater] = ["scheduled" in a, "scheduled" in b];
  return isLater === isOtherLater ? numberOf(a) - numberOf(b) : Number(isLater) - Number(isOtherLater);
}

function numberOf(pending: Pending): number {
  return "scheduled" in pending ? pending.scheduled.id : pending.message.number;
}
