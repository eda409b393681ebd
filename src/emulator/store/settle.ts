/** Settles what has fallen due by itself: a rejected MMS that goes again as SMS. */
import { resend, resendAt } from "../domain/resend.ts";
import type { Draw } from "../runtime/random.ts";
import { applyEffect, type Desk } from "./apply-effect.ts";
import { tellDue } from "./events.ts";
import type { DueResend, StoredMessage, Tenant } from "./root.ts";

/**
 * Sends again what was rejected by now, in order of the rejections, each at its own time. Done before every
 * transaction and read of the account, so that nothing depends on when anybody looked.
 *
 * @param now milliseconds since 1970
 * @returns whether anything was due
 */
export function settle(desk: Desk, tenant: Tenant, draw: Draw, now: number): boolean {
  const due = takeDue(tenant, now);
  for (const { at, message: mms } of due) {
    if (!isStillDue(desk, mms, at)) continue;
    // What was to be told until then comes first.
    tellDue(desk.root, tenant, at, desk.settings.retention.events);
    const { account, contacts } = tenant;
    const id = draw(account.token, "message-id", account.totals.messages);
    const isOptedOut = (contacts.get(mms.recipient)?.optOut ?? null) !== null;
    const barred = isOptedOut ? "opt-out.refused" : null;
    const effects = resend({ mms, at, id, barred }, account, desk.settings);
    for (const effect of effects) applyEffect(desk, tenant, effect);
  }
  return due.length > 0;
}

function takeDue({ resends }: Tenant, now: number): readonly DueResend[] {
  const taken: DueResend[] = [];
  for (let next = resends.peek(); next !== undefined && next.at <= now; next = resends.peek()) {
    resends.pop();
    taken.push(next);
  }
  // What is rejected at one time goes in the order in which it was sent.
  return taken.sort((a, b) => a.at - b.at || a.message.number - b.message.number);
}

/** Somebody may have decided meanwhile, and retention have taken the message. */
function isStillDue({ root }: Desk, message: StoredMessage, at: number): boolean {
  return root.messages.get(message.id) === message && resendAt(message) === at;
}
