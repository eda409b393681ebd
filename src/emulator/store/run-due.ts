/** Settles what falls due by itself: a rejected MMS that goes again as SMS, a handset that writes back. */
import type { Account } from "../domain/account.ts";
import type { Contact } from "../domain/contact.ts";
import { recipientOf } from "../domain/delivery-policy.ts";
import { writeBack } from "../domain/handset-reply.ts";
import { resend, resendAt } from "../domain/resend.ts";
import type { Effect } from "../domain/transition.ts";
import type { Draw } from "../runtime/random.ts";
import { applyEffect, type EffectContext } from "./apply-effect.ts";
import { emitDue } from "./events.ts";
import { dueAt } from "./pending.ts";
import type { PendingMessage, Tenant } from "./root.ts";
import type { StoredMessage } from "./types.ts";
import { viewOf } from "./view.ts";

/**
 * Carries out what was due by now, in order of time, each at its own time. Done before every transaction and read of
 * the account, so that nothing depends on when a caller looked.
 *
 * @param now milliseconds since 1970
 * @returns whether anything was due
 */
export function runDue(context: EffectContext, tenant: Tenant, draw: Draw, now: number): boolean {
  const due = takeDue(tenant, now);
  for (const { at, message } of due) {
    if (!isStillDue(context, message, at)) continue;
    // Events until then come first.
    emitDue(context.root, tenant, at, context.settings.retention.events);
    for (const effect of consequences(context, tenant, message, at, draw))
      applyEffect(context, tenant, effect);
  }
  return due.length > 0;
}

function consequences(
  { settings }: EffectContext,
  tenant: Tenant,
  message: StoredMessage,
  at: number,
  draw: Draw,
): readonly Effect[] {
  const { recipient } = message;
  if (resendAt(message) === undefined) {
    return writeBack(message, viewOf(tenant, { recipient }, undefined), settings.handset, at);
  }
  const { account, lists } = tenant;
  const id = draw(account.token, "message-id", account.totals.messages);
  const barred = barOf(account, lists.contacts.get(recipient), recipient);
  return resend({ mms: message, at, id, barred }, viewOf(tenant, {}, undefined), settings);
}

/** Why a recipient may not be written to. */
function barOf(
  { recipients }: Pick<Account, "recipients">,
  contact: Contact | undefined,
  recipient: string,
): "opt-out.refused" | "opt-out.global" | null {
  if ((contact?.optOut ?? null) !== null) return "opt-out.refused";
  return recipientOf(recipient, recipients)?.global === undefined ? null : "opt-out.global";
}

function takeDue({ pending }: Tenant, now: number): readonly PendingMessage[] {
  const taken: PendingMessage[] = [];
  for (let next = pending.peek(); next !== undefined && next.at <= now; next = pending.peek()) {
    pending.pop();
    taken.push(next);
  }
  // Replies that fall due at one time come in the order in which their messages were sent.
  return taken.sort((a, b) => a.at - b.at || a.message.number - b.message.number);
}

/** The control API may have decided meanwhile, and retention have taken the message. */
function isStillDue({ root }: EffectContext, message: StoredMessage, at: number): boolean {
  return root.messages.get(message.id) === message && dueAt(message) === at;
}
