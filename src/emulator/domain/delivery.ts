/**
 * How a message's delivery status follows from its plan and the present time. Nothing ticks.
 *
 * Source: documented states (page delivery-reports); the pace is assumed (setting `delivery`).
 */
import { DELIVERED, type DeliveryStatusId, PENDING, PROCESSED } from "../../protocol/delivery-status.ts";
import type { DeliverySettings } from "../settings.ts";

/** One status and when it begins, in milliseconds since 1970; a plan is in order of time. */
export interface DeliveryStep {
  readonly at: number;
  readonly status: DeliveryStatusId;
}

export type DeliveryPlan = readonly DeliveryStep[];

/** Pending → Processed → Delivered, as the settings pace it. */
export function planDelivery(sentAt: number, settings: DeliverySettings): DeliveryPlan {
  switch (settings.mode) {
    case "immediate":
      return [{ at: sentAt, status: DELIVERED }];
    case "time":
      return [
        { at: sentAt, status: PENDING },
        { at: sentAt + settings.processedAfterMs, status: PROCESSED },
        { at: sentAt + settings.deliveredAfterMs, status: DELIVERED },
      ];
  }
}

/** The steps that have begun by now, oldest first. */
export function historyAt(plan: DeliveryPlan, now: number): readonly DeliveryStep[] {
  return plan.filter((step) => step.at <= now);
}

/** The status at a time; before the first step it is already that step's. */
export function statusAt(plan: DeliveryPlan, now: number): DeliveryStatusId {
  let status: DeliveryStatusId = plan[0]?.status ?? PENDING;
  for (const step of plan) if (step.at <= now) status = step.status;
  return status;
}
