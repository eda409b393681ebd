/**
 * How a message is scheduled, and sent at its time. The store carries it out when it falls due, before every
 * transaction and read of the account, so the result does not depend on when callers look.
 *
 * Source: documented (page schedule-single-sms-mms); a refusal at that time is assumed (setting `schedules.refused`).
 */
import type { Settings } from "../settings.ts";
import { Refusal } from "./refusal.ts";
import { ACTION_REQUIRED, APPROVED, type ScheduledMessage } from "./scheduled-message.ts";
import type { SendRequest } from "./send-request.ts";
import { submit } from "./submit.ts";
import type { AccountView, Effect, Transition } from "./transition.ts";

/** Schedules a message whose fields are each valid; the books judge it when it is sent. */
export function schedule(
  request: SendRequest,
  sendAt: number,
  { nextId }: AccountView,
): Transition<ScheduledMessage> {
  const record = {
    id: nextId("scheduledMessages"),
    request,
    sendAt,
    status: APPROVED,
    refusedBy: null,
  } as const;
  return { result: record, effects: [{ kind: "keep", of: "scheduledMessages", record }] };
}

/** Deletes what is not sent yet. @returns false when the account has no scheduled message of that id */
export function unschedule(id: number, { records }: AccountView): Transition<boolean> {
  if (!records.scheduledMessages.has(id)) return { result: false, effects: [] };
  return { result: true, effects: [{ kind: "drop", of: "scheduledMessages", id }] };
}

/**
 * Sends it at its time, or notes the refusal.
 *
 * @param view with its recipient and its template
 * @param messageId drawn for the account's next message
 */
export function sendScheduled(
  scheduled: ScheduledMessage,
  view: AccountView,
  settings: Settings,
  messageId: string,
): readonly Effect[] {
  const { id, request, sendAt } = scheduled;
  const { result, effects } = submit(request, view, settings, messageId, sendAt);
  const isListed = result instanceof Refusal && settings.schedules.refused === "action-required";
  if (!isListed) return [...effects, { kind: "drop", of: "scheduledMessages", id }];
  const record = { ...scheduled, status: ACTION_REQUIRED, refusedBy: result.explanation.decidedBy } as const;
  return [...effects, { kind: "keep", of: "scheduledMessages", record }];
}
