/** Decides by hand where an MMS template's approval goes. */
import {
  isFinalForTemplate,
  type MmsTemplateStatusId,
  mmsTemplateStatuses,
} from "../../../protocol/mms-template-status.ts";
import type { ViewRequest } from "../route.ts";
import type { Control } from "./control.ts";
import { ControlForm } from "./control-form.tsx";
import { typedNumber } from "./typed.ts";

export const templateStatusControl: Control = {
  id: "template-status",
  done: "The template was decided.",
  request: (form, { account }) => ({
    method: "post",
    path: "/templates/{id}/status",
    id: form.get("template") ?? "",
    body: { token: account.token, id: typedNumber(form, "id") },
  }),
};

const choices = Object.entries(mmsTemplateStatuses).map(([id, words]) => [id, `${words} (${id})`] as const);

interface TemplateStatusProps {
  readonly visit: ViewRequest;
  readonly id: number;
  readonly status: MmsTemplateStatusId;
}

export function TemplateStatusForm({ visit, id, status }: TemplateStatusProps) {
  const { submitted, query } = visit;
  const wasDecided =
    submitted?.control === templateStatusControl.id && submitted.values.get("template") === String(id);
  if (isFinalForTemplate(status) && !wasDecided) {
    return <p class="hint">Its state is final: nothing moves it any more.</p>;
  }
  const before = query.get("before");
  return (
    <ControlForm
      visit={visit}
      control={templateStatusControl}
      button="Decide"
      look="quiet"
      of={String(id)}
      subject={{ template: String(id), ...(before === null ? {} : { before }) }}
      fields={[{ name: "id", label: "Decide by hand", choices, initial: "3" }]}
    />
  );
}
