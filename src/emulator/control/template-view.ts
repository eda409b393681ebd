/** How the control API and the handle show a template: camelCase, ISO 8601. */
import { type MmsTemplateStatusId, mmsTemplateStatuses } from "../../protocol/mms-template-status.ts";
import { isoTime } from "../../protocol/vendor-time.ts";
import { approvalAt, approvalHistoryAt } from "../domain/approval.ts";
import type { Template } from "../domain/template.ts";

export interface TemplateStatusView {
  readonly id: MmsTemplateStatusId;
  readonly description: string;
}

export interface TemplateView {
  readonly id: number;
  readonly token: string;
  readonly name: string;
  /** As it was given; it is never fetched. */
  readonly resourceLink: string;
  readonly url: string;
  readonly status: TemplateStatusView;
  /** Oldest first; `at` in ISO 8601. */
  readonly history: readonly { readonly id: MmsTemplateStatusId; readonly at: string }[];
  /** Final state unless one is set by hand; `endBy` is its source. */
  readonly end: MmsTemplateStatusId;
  readonly endBy: Template["endBy"];
  readonly createdAt: string;
}

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
