/** Form that replies as the handset of a conversation. */
import type { ViewRequest } from "../route.ts";
import type { Control } from "./control.ts";
import { ControlForm } from "./control-form.tsx";
import { typedLines, typedText } from "./typed.ts";

export const replyControl: Control = {
  id: "reply",
  done: "The handset has written.",
  request: (form, { account }) => ({
    method: "post",
    path: "/inbound",
    body: {
      token: account.token,
      from: `+${form.get("from") ?? ""}`,
      to: typedText(form, "to"),
      message: typedLines(form, "message"),
    },
  }),
};

/** Most numbers of the account to choose from. */
const CHOICES = 50;

interface ReplyProps {
  readonly visit: ViewRequest;
  /** Digits of the handset. */
  readonly recipient: string;
  /** Numbers of the account. */
  readonly numbers: readonly string[];
}

export function ReplyForm({ visit, recipient, numbers }: ReplyProps) {
  return (
    <ControlForm
      visit={visit}
      control={replyControl}
      button="Reply"
      subject={{ from: recipient }}
      fields={[
        {
          name: "message",
          label: "Reply as this handset",
          kind: "long",
          example: "Reply as this handset; STOP opts out",
          hidesLabel: true,
        },
        {
          name: "to",
          label: "To",
          hidesLabel: true,
          choices: [
            ["", "to the number that wrote last"],
            ...numbers.slice(0, CHOICES).map((number) => [number, `to ${number}`] as const),
          ],
        },
      ]}
    />
  );
}
