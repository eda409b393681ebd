/**
 * How a message's delivery status follows from when it was sent, its pace and the present time. Nothing ticks, and
 * nothing is stored but the pace.
 *
 * Source: documented states (page delivery-reports); the pace is assumed (setting `delivery`).
 */
import { DELIVERED, type DeliveryStatusId, PENDING, PROCESSED } from "../../protocol/delivery-status.ts";
import type { DeliverySettings } from "../settings.ts";

/** One status and when it begins, in milliseconds since 1970. */
export interface DeliveryStep {
  readonly at: number;
  readonly status: DeliveryStatusId;
}

/** What a message's delivery follows from. */
export interface Delivery {
  readonly sentAt: number;
  /** The account's, when it was sent. */
  readonly pace: DeliverySettings;
}

/** Pending → Processed → Delivered, in order of time. */
function deliveryPlan({ sentAt, pace }: Delivery): readonly DeliveryStep[] {
  switch (pace.mode) {
    case "immediate":
      return [{ at: sentAt, status: DELIVERED }];
    case "time":
      return [
        { at: sentAt, status: PENDING },
        { at: sentAt + pace.processedAfterMs, status: PROCESSED },
        { at: sentAt + pace.deliveredAfterMs, status: DELIVERED },
      ];
  }
}

/** The steps that have begun by now, oldest first. */
export function historyAt(delivery: Delivery, now: number): readonly DeliveryStep[] {
  return deliveryPlan(delivery).filter((step) => step.at <= now);
}

/** The status at a time; before the first step it is already that step's. */
export function statusAt(delivery: Delivery, now: number): DeliveryStatusId {
  const plan = deliveryPlan(delivery);
  let status: DeliveryStatusId = plan[0]?.status ?? PENDING;
  for (const step of plan) if (step.at <= now) status = step.status;
  return status;
}
