/** Decides by hand where a message's delivery goes. */
import { type DeliveryStatusId, deliveryStatuses, isFinal } from "../../../protocol/delivery-status.ts";
import type { ViewRequest } from "../route.ts";
import type { Control } from "./control.ts";
import { ControlForm } from "./control-form.tsx";
import { typedNumber } from "./typed.ts";

export const messageStatusControl: Control = {
  id: "message-status",
  done: "The status was set.",
  request: (form) => ({
    method: "post",
    path: "/messages/{id}/status",
    id: form.get("message") ?? "",
    body: { id: typedNumber(form, "id") },
  }),
};

/** Ids and words, for a choice. */
export const deliveryChoices: readonly (readonly [string, string])[] = Object.entries(deliveryStatuses).map(
  ([id, words]) => [id, `${words} (${id})`],
);

interface MessageStatusProps {
  readonly visit: ViewRequest;
  readonly id: string;
  readonly recipient: string;
  readonly status: DeliveryStatusId;
}

export function MessageStatusForm({ visit, id, recipient, status }: MessageStatusProps) {
  const wasDecided = visit.submitted?.control === messageStatusControl.id;
  if (isFinal(status) && !wasDecided) {
    return <p class="hint">Its status is final: nothing moves it any more.</p>;
  }
  const before = visit.query.get("before");
  return (
    <ControlForm
      visit={visit}
      control={messageStatusControl}
      button="Set it"
      look="quiet"
      subject={{ message: id, recipient, ...(before === null ? {} : { before }) }}
      fields={[{ name: "id", label: "Set its status", choices: deliveryChoices, initial: "3" }]}
    />
  );
}
