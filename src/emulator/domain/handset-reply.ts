/** The handset of a magic number writes back once the message is delivered. The toolkit's own. */
import { DELIVERED } from "../../protocol/delivery-status.ts";
import type { Settings } from "../settings.ts";
import { deliveryPlan } from "./delivery.ts";
import { receive } from "./inbound.ts";
import type { Message } from "./message.ts";
import type { AccountView, Effect } from "./transition.ts";

/** When the handset writes, in milliseconds since 1970; undefined where it has written or will not. */
export function replyAt(message: Message): number | undefined {
  if (message.handset === null || message.handset.wroteAt !== null) return undefined;
  return deliveryPlan(message).find((step) => step.status === DELIVERED)?.at;
}

/** Reply of a magic number's handset; it goes the way of all that handsets write, so that STOP opts out. */
export function writeBack(
  { id, recipient: from, sender: to, handset }: Message,
  view: AccountView,
  settings: Pick<Settings, "handset" | "keywords">,
  at: number,
): readonly Effect[] {
  const inbound = { from, to, text: handset?.text ?? "", keyword: null, campaign: null };
  const { effects } = receive(inbound, view, settings, at);
  return [{ kind: "handset-wrote", id, at }, ...effects];
}
