/**
 * Delivery statuses, with the vendor's spelling ("Bufered", "Disconected") kept as printed.
 *
 * Source: pages delivery-reports and list-sent-group-campaign-contacts, which agree.
 */
export const deliveryStatuses = {
  1: "Pending",
  2: "Delivered",
  3: "Failed",
  4: "Bufered",
  5: "Rejected",
  6: "Optout",
  7: "Unknown",
  8: "Disconected",
  9: "Optedout",
  10: "Processed",
  11: "Retrieved",
  12: "Expired",
} as const;

export type DeliveryStatusId = keyof typeof deliveryStatuses;

/** Named ids, for the code that decides with them. */
export const PENDING = 1 satisfies DeliveryStatusId;
export const DELIVERED = 2 satisfies DeliveryStatusId;
export const REJECTED = 5 satisfies DeliveryStatusId;
export const PROCESSED = 10 satisfies DeliveryStatusId;

/**
 * All but Pending, Bufered and Processed. Assumed from their names, since the vendor does not say. Written out, so
 * that importers need not bundle the table above.
 */
const finalStatuses: ReadonlySet<number> = new Set<DeliveryStatusId>([DELIVERED, 3, 5, 6, 7, 8, 9, 11, 12]);

export function isDeliveryStatusId(id: number): id is DeliveryStatusId {
  return Object.hasOwn(deliveryStatuses, id);
}

/** True when a message never leaves the status. One that is not in the table may be anything, so it is not final. */
export function isFinal(id: number): boolean {
  return finalStatuses.has(id);
}
