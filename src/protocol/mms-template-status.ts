/**
 * States of an MMS template, with the vendor's texts.
 *
 * Source: pages create-mms-template, list-mms-templates and view-mms-template, which agree, also on which are final.
 */
export const mmsTemplateStatuses = {
  0: "Pending for processing",
  1: "Processing",
  2: "Processed pending approval",
  3: "Approved",
  4: "Rejected",
  5: "Processed Failed",
} as const;

export type MmsTemplateStatusId = keyof typeof mmsTemplateStatuses;

/** Named ids, for the code that decides with them. */
export const TEMPLATE_PENDING = 0 satisfies MmsTemplateStatusId;
export const TEMPLATE_PROCESSING = 1 satisfies MmsTemplateStatusId;
export const TEMPLATE_PROCESSED = 2 satisfies MmsTemplateStatusId;
export const TEMPLATE_APPROVED = 3 satisfies MmsTemplateStatusId;
export const TEMPLATE_FAILED = 5 satisfies MmsTemplateStatusId;

export function isMmsTemplateStatusId(id: number): id is MmsTemplateStatusId {
  return Object.hasOwn(mmsTemplateStatuses, id);
}

/** True when a template never leaves the state. One that is not in the table may be anything, so it is not final. */
export function isFinalForTemplate(id: number): boolean {
  return isMmsTemplateStatusId(id) && id >= TEMPLATE_APPROVED;
}
