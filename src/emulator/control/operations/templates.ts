import type { MmsTemplateStatusId } from "../../../protocol/mms-template-status.ts";
import { decideApproval } from "../../domain/approval.ts";
import type { Template } from "../../domain/template.ts";
import type { Transition } from "../../domain/transition.ts";
import type { TemplateInput, TemplateStatusInput, TemplatesInput } from "../../types/inputs.ts";
import type { TemplateView } from "../../types/views.ts";
import type { List } from "../list.ts";
import { ProblemError } from "../problem.ts";
import { check, templateId, templateQuery, templateStatusBody, templatesQuery } from "../schemas.ts";
import { type OperationServices, unknown } from "../services.ts";
import { templateView } from "../template-view.ts";

export interface TemplateOperations {
  /** Lists templates of one account, newest first. */
  list(input: TemplatesInput): Promise<List<TemplateView>>;
  /** Reads one template; ids count per account, so the account is required. */
  get(id: number, input: TemplateInput): Promise<TemplateView>;
  /** Sets a state by hand. @throws ProblemError 409 when its state is final */
  setStatus(id: number, input: TemplateStatusInput): Promise<TemplateView>;
}

export function templateOperations({ store }: OperationServices): TemplateOperations {
  const show = (template: Template): TemplateView => templateView(template, store.now(template.token));

  async function find(token: string, id: number): Promise<Template> {
    if ((await store.account(token)) === undefined) throw unknown("account", token);
    const template = await store.template(token, check(templateId, id, "id"));
    if (template === undefined) throw unknown(`template of the account "${token}"`, String(id));
    return template;
  }

  return {
    async list(input) {
      const { token, limit } = check(templatesQuery, input, "query");
      if ((await store.account(token)) === undefined) throw unknown("account", token);
      const { total } = await store.templates(token, 0, 0);
      const count = Math.min(limit, total);
      const { items } = await store.templates(token, total - count, count);
      return { items: items.toReversed().map(show), total };
    },

    async get(id, input) {
      return show(await find(check(templateQuery, input, "query").token, id));
    },

    async setStatus(id, input) {
      const { token, id: status } = check(templateStatusBody, input, "body");
      const found = await find(token, id);
      const now = store.now(token);
      const { result } = await store.transact(token, { template: found.id }, ({ template }) =>
        decide(template, status, now),
      );
      if (!result) {
        throw new ProblemError({
          status: 409,
          title: "Conflict",
          detail: `The state of the template "${id}" is final and does not move.`,
        });
      }
      return show(await find(token, id));
    },
  };
}

function decide(
  template: Template | undefined,
  status: MmsTemplateStatusId,
  now: number,
): Transition<boolean> {
  const step = template === undefined ? undefined : decideApproval(template, status, now);
  if (template === undefined || step === undefined) return { result: false, effects: [] };
  return { result: true, effects: [{ kind: "approval-step", id: template.id, step }] };
}
