/** Tops up the account, and says where its deliveries and approvals go. */
import type { Account } from "../../domain/account.ts";
import type { ViewRequest } from "../route.ts";
import type { Control } from "./control.ts";
import { ControlForm } from "./control-form.tsx";
import { deliveryChoices } from "./message-status.tsx";
import { typedGroup, typedNumber, typedText } from "./typed.ts";

const balanceControl: Control = {
  id: "balance",
  done: "The balance was set.",
  request: (form, { account }) => ({
    method: "patch",
    path: "/accounts/{token}",
    id: account.token,
    body: { credits: typedNumber(form, "credits") ?? "" },
  }),
};

const deliveryControl: Control = {
  id: "delivery",
  done: "Messages that are sent from now on go this way.",
  request: (form, { account }) => ({
    method: "patch",
    path: "/accounts/{token}",
    id: account.token,
    body: {
      delivery: typedGroup({
        mode: typedText(form, "delivery.mode"),
        end: typedNumber(form, "delivery.end"),
        processedAfterMs: typedNumber(form, "delivery.processedAfterMs"),
        deliveredAfterMs: typedNumber(form, "delivery.deliveredAfterMs"),
      }),
    },
  }),
};

export const accountControls = [balanceControl, deliveryControl];

const modes = [
  ["time", "by themselves, after a time"],
  ["immediate", "at once"],
  ["polls", "one step at each delivery report"],
  ["manual", "only by hand"],
] as const;

interface AccountFormProps {
  readonly visit: ViewRequest;
  readonly account: Account;
}

export function BalanceForm({ visit, account }: AccountFormProps) {
  return (
    <ControlForm
      visit={visit}
      control={balanceControl}
      button="Set the balance"
      fields={[
        {
          name: "credits",
          label: "New balance",
          kind: "number",
          example: "1000",
          hint: `Credits; it has ${account.credits.toLocaleString("en")} now`,
        },
      ]}
    />
  );
}

export function DeliveryForm({ visit, account: { delivery } }: AccountFormProps) {
  return (
    <ControlForm
      visit={visit}
      control={deliveryControl}
      button="Send them this way"
      look="quiet"
      fields={[
        { name: "delivery.mode", label: "Messages move", choices: modes, initial: delivery.mode },
        {
          name: "delivery.end",
          label: "And end",
          choices: deliveryChoices,
          initial: String(delivery.end),
        },
        {
          name: "delivery.processedAfterMs",
          label: "Processed after, ms",
          kind: "number",
          initial: String(delivery.processedAfterMs),
        },
        {
          name: "delivery.deliveredAfterMs",
          label: "Ended after, ms",
          kind: "number",
          initial: String(delivery.deliveredAfterMs),
        },
      ]}
    />
  );
}
