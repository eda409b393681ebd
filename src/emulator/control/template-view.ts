/** How the control API and the handle show a template: camelCase, ISO 8601. */
import { type MmsTemplateStatusId, mmsTemplateStatuses } from "../../protocol/mms-template-status.ts";
import { isoTime } from "../../protocol/vendor-time.ts";
import { approvalAt, approvalHistoryAt } from "../domain/approval.ts";
import type { Template } from "../domain/template.ts";
import type { TemplateStatusView, TemplateView } from "../types/views.ts";

export function templateStatusView(id: MmsTemplateStatusId): TemplateStatusView {
  return { id, description: mmsTemplateStatuses[id] };
}

/** @param now milliseconds since 1970 */
export function templateView(template: Template, now: number): TemplateView {
  const { id, token, name, resourceLink, url, end, endBy, createdAt } = template;
  return {
    id,
    token,
    name,
    resourceLink,
    url,
    status: templateStatusView(approvalAt(template, now)),
    history: approvalHistoryAt(template, now).map((step) => ({ id: step.status, at: isoTime(step.at) })),
    end,
    endBy,
    createdAt: isoTime(createdAt),
  };
}
