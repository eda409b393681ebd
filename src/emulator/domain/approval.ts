/**
 * Computes a template's state from its creation time, pace, end and the present time. No timer runs; stored beside
 * the pace are only steps taken by callers: a read in the mode `polls`, a decision by hand.
 *
 * Source: documented states, and which are final (page create-mms-template); the pace is assumed (setting `approval`).
 */
import {
  isFinalForTemplate,
  type MmsTemplateStatusId,
  TEMPLATE_FAILED,
  TEMPLATE_PENDING,
  TEMPLATE_PROCESSED,
  TEMPLATE_PROCESSING,
} from "../../protocol/mms-template-status.ts";
import type { ApprovalSettings } from "../settings.ts";

/** One state and when it begins, in milliseconds since 1970. */
export interface ApprovalStep {
  readonly at: number;
  readonly status: MmsTemplateStatusId;
}

/** Data from which a template's approval is computed. */
export interface Approval {
  readonly createdAt: number;
  /** The account's pace when the template was created. */
  readonly pace: ApprovalSettings;
  /** Final state unless one is set by hand. */
  readonly end: MmsTemplateStatusId;
  /** Steps taken by reads or by hand, in order of time. */
  readonly taken: readonly ApprovalStep[];
}

const WAY = [TEMPLATE_PENDING, TEMPLATE_PROCESSING, TEMPLATE_PROCESSED] as const;

/** The states that a template passes on the way to its end, which comes last. */
export function wayTo(end: MmsTemplateStatusId): readonly MmsTemplateStatusId[] {
  // A template that cannot be processed never reaches approval.
  const passed = end === TEMPLATE_FAILED ? WAY.slice(0, 2) : WAY;
  return [...passed.filter((status) => status < end), end];
}

/** Steps that the pace alone makes, in order of time. */
function paced({ createdAt, pace, end }: Approval): readonly ApprovalStep[] {
  switch (pace.mode) {
    case "immediate":
      return [{ at: createdAt, status: end }];
    case "time":
      return wayTo(end).map((status, index) => ({ at: createdAt + index * pace.stepMs, status }));
    case "polls":
    case "manual":
      return [{ at: createdAt, status: TEMPLATE_PENDING }];
  }
}

/** All steps, those to come included, in order of time; nothing follows a final state. */
export function approvalPlan(approval: Approval): readonly ApprovalStep[] {
  const steps = [...paced(approval), ...approval.taken].sort((a, b) => a.at - b.at);
  const ends = steps.findIndex((step) => isFinalForTemplate(step.status));
  return ends === -1 ? steps : steps.slice(0, ends + 1);
}

/** The steps that have begun by now, oldest first. */
export function approvalHistoryAt(approval: Approval, now: number): readonly ApprovalStep[] {
  return approvalPlan(approval).filter((step) => step.at <= now);
}

/** The state at a time; before the first step it is already that step's. */
export function approvalAt(approval: Approval, now: number): MmsTemplateStatusId {
  const plan = approvalPlan(approval);
  return (plan.findLast((step) => step.at <= now) ?? plan[0])?.status ?? TEMPLATE_PENDING;
}

/** In the mode `polls`: the step that a read through the vendor's API takes, or undefined. */
export function approvalPollStep(approval: Approval, now: number): ApprovalStep | undefined {
  const { pace, end } = approval;
  const status = approvalAt(approval, now);
  if (pace.mode !== "polls" || isFinalForTemplate(status) || status === end) return undefined;
  // A state put by hand that is not on the way is left by its end.
  const way = wayTo(end);
  const next = way.includes(status) ? way[way.indexOf(status) + 1] : end;
  return { at: now, status: next ?? end };
}

/** A decision by hand; undefined when the state is final already. */
export function decideApproval(
  approval: Approval,
  status: MmsTemplateStatusId,
  now: number,
): ApprovalStep | undefined {
  return isFinalForTemplate(approvalAt(approval, now)) ? undefined : { at: now, status };
}
