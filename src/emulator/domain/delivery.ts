/**
 * Computes a message's delivery status from its send time, pace, end and the present time. No timer runs; stored
 * beside the pace are only steps taken by callers: a read in the mode `polls`, a decision by hand.
 *
 * Source: documented states (page delivery-reports); the pace is assumed (setting `delivery`).
 */
import { type DeliveryStatusId, isFinal, PENDING, PROCESSED } from "../../protocol/delivery-status.ts";
import type { DeliverySettings } from "../settings.ts";

/** One status and when it begins, in milliseconds since 1970. */
export interface DeliveryStep {
  readonly at: number;
  readonly status: DeliveryStatusId;
}

/** Data from which a message's delivery is computed. */
export interface Delivery {
  readonly sentAt: number;
  /** The account's pace when the message was sent. */
  readonly pace: DeliverySettings;
  /** Final status unless one is set by hand. */
  readonly end: DeliveryStatusId;
  /** Steps taken by reads or by hand, in order of time. */
  readonly taken: readonly DeliveryStep[];
}

/** Steps that the pace alone makes, in order of time. */
function paced({ sentAt, pace, end }: Delivery): readonly DeliveryStep[] {
  switch (pace.mode) {
    case "immediate":
      return [{ at: sentAt, status: end }];
    case "time": {
      const pending = { at: sentAt, status: PENDING } as const;
      const processed = { at: sentAt + pace.processedAfterMs, status: PROCESSED } as const;
      // A message that ends Pending or Processed stays there.
      if (end === PENDING) return [pending];
      if (end === PROCESSED) return [pending, processed];
      const endsAt = sentAt + Math.max(pace.processedAfterMs, pace.deliveredAfterMs);
      return [pending, processed, { at: endsAt, status: end }];
    }
    case "polls":
    case "manual":
      return [{ at: sentAt, status: PENDING }];
  }
}

/** All steps, those to come included, in order of time; nothing follows a final status. */
export function deliveryPlan(delivery: Delivery): readonly DeliveryStep[] {
  if (delivery.taken.length === 0) return paced(delivery);
  const steps = [...paced(delivery), ...delivery.taken].sort((a, b) => a.at - b.at);
  const ends = steps.findIndex((step) => isFinal(step.status));
  return ends === -1 ? steps : steps.slice(0, ends + 1);
}

/** The steps that have begun by now, oldest first. */
export function historyAt(delivery: Delivery, now: number): readonly DeliveryStep[] {
  return deliveryPlan(delivery).filter((step) => step.at <= now);
}

/** The status at a time; before the first step it is already that step's. */
export function statusAt(delivery: Delivery, now: number): DeliveryStatusId {
  if (delivery.taken.length === 0 && delivery.pace.mode === "time") return pacedStatusAt(delivery, now);
  const plan = deliveryPlan(delivery);
  let status: DeliveryStatusId = plan[0]?.status ?? PENDING;
  for (const step of plan) if (step.at <= now) status = step.status;
  return status;
}

/** Fast path of `statusAt`: a message that only its pace moves needs no plan. */
function pacedStatusAt({ sentAt, pace, end }: Delivery, now: number): DeliveryStatusId {
  if (end === PENDING || now < sentAt + pace.processedAfterMs) return PENDING;
  return now < sentAt + Math.max(pace.processedAfterMs, pace.deliveredAfterMs) ? PROCESSED : end;
}

/** The first step after a time; undefined when nothing more will happen by itself. */
export function nextStep(delivery: Delivery, now: number): DeliveryStep | undefined {
  return deliveryPlan(delivery).find((step) => step.at > now);
}

/** In the mode `polls`: the step that a read through the vendor's API takes, or undefined. */
export function pollStep(delivery: Delivery, now: number): DeliveryStep | undefined {
  if (delivery.pace.mode !== "polls") return undefined;
  const status = statusAt(delivery, now);
  if (isFinal(status) || status === delivery.end) return undefined;
  return { at: now, status: status === PENDING && delivery.end !== PENDING ? PROCESSED : delivery.end };
}

/** A decision by hand; undefined when the status is final already. */
export function decideStep(
  delivery: Delivery,
  status: DeliveryStatusId,
  now: number,
): DeliveryStep | undefined {
  return isFinal(statusAt(delivery, now)) ? undefined : { at: now, status };
}
