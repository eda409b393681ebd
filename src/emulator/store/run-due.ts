/**
 * Settles what falls due by itself: a rejected MMS that goes again as SMS, a handset that writes back, a message that was
 * scheduled.
 */
import type { Account } from "../domain/account.ts";
import type { Contact } from "../domain/contact.ts";
import { recipientOf } from "../domain/delivery-policy.ts";
import { writeBack } from "../domain/handset-reply.ts";
import { resend, resendAt } from "../domain/resend.ts";
import { sendScheduled } from "../domain/schedule-rules.ts";
import type { Effect } from "../domain/transition.ts";
import type { Draw } from "../runtime/random.ts";
import { applyEffect, type EffectContext } from "./apply-effect.ts";
import { emitDue } from "./events.ts";
import { comparePending, isStillDue } from "./pending.ts";
import type { Pending, Tenant } from "./root.ts";
import { viewOf } from "./view.ts";

/**
 * Carries out what was due by now, in order of time, each at its own time. Done before every transaction and read of
 * the account, so that nothing depends on when a caller looked.
 *
 * @param now milliseconds since 1970
 * @returns whether anything was due
 */
export function runDue(context: EffectContext, tenant: Tenant, draw: Draw, now: number): boolean {
  const { root, settings } = context;
  let hasRun = false;
  for (let due = takeNext(tenant, now); due.length > 0; due = takeNext(tenant, now)) {
    hasRun = true;
    for (const pending of due) {
      if (!isStillDue(root, tenant, pending)) continue;
      // Events until then come first.
      emitDue(root, tenant, pending.at, settings.retention.events);
      for (const effect of consequences(context, tenant, pending, draw)) applyEffect(context, tenant, effect);
    }
  }
  return hasRun;
}

/** Takes what falls due at the earliest time; what it brings about may itself fall due before all that is later. */
function takeNext({ pending }: Tenant, now: number): readonly Pending[] {
  const at = pending.peek()?.at ?? Infinity;
  const taken: Pending[] = [];
  if (at > now) return taken;
  for (let next = pending.peek(); next?.at === at; next = pending.peek()) {
    pending.pop();
    taken.push(next);
  }
  return taken.sort(comparePending);
}

function consequences(
  { settings }: EffectContext,
  tenant: Tenant,
  pending: Pending,
  draw: Draw,
): readonly Effect[] {
  const { account, lists } = tenant;
  const drawId = (): string => draw(account.token, "message-id", account.totals.messages);
  if ("scheduled" in pending) {
    const { scheduled } = pending;
    const { recipient, templateId } = scheduled.request;
    const reads = templateId === null ? { recipient } : { recipient, template: templateId };
    return sendScheduled(scheduled, viewOf(tenant, reads, undefined), settings, drawId());
  }
  const { at, message } = pending;
  const { recipient } = message;
  if (resendAt(message) === undefined) {
    return writeBack(message, viewOf(tenant, { recipient }, undefined), settings, at);
  }
  const barred = barOf(account, lists.contacts.get(recipient), recipient);
  return resend({ mms: message, at, id: drawId(), barred }, viewOf(tenant, {}, undefined), settings);
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
