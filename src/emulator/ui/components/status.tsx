/** A delivery status, by a word and a mark; never by a colour alone. */
import {
  DELIVERED,
  type DeliveryStatusId,
  deliveryStatuses,
  isFinal,
  PROCESSED,
} from "../../../protocol/delivery-status.ts";

export function Status({ id }: { readonly id: DeliveryStatusId }) {
  return (
    <span class={`status ${toneOf(id)}`}>
      <span aria-hidden="true">{markOf(id)}</span> {deliveryStatuses[id]}
    </span>
  );
}

function toneOf(id: DeliveryStatusId): string {
  if (!isFinal(id)) return "waiting";
  return id === DELIVERED || id === 11 ? "good" : "bad";
}

function markOf(id: DeliveryStatusId): string {
  if (id === DELIVERED || id === 11) return "✓✓";
  if (id === PROCESSED) return "✓";
  return isFinal(id) ? "✕" : "○";
}
