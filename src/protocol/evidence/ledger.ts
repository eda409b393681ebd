/**
 * The evidence ledger: every rule the toolkit follows, and how we know it. Explanations name entries by id;
 * the control API serves it; the tests hold it against code, settings and themselves.
 */
import { answerEvidence } from "./answers.ts";
import { booksEvidence } from "./books.ts";
import { contactEvidence } from "./contacts.ts";
import { controlEvidence } from "./controls.ts";
import type { Evidence } from "./entry.ts";
import { handsetEvidence } from "./handset.ts";
import { mmsEvidence } from "./mms.ts";
import { pipelineEvidence } from "./pipeline.ts";
import { refusalEvidence } from "./refusals.ts";
import { scheduleEvidence } from "./schedules.ts";
import { shortUrlEvidence } from "./short-urls.ts";

export const ledger = {
  ...pipelineEvidence,
  ...answerEvidence,
  ...booksEvidence,
  ...refusalEvidence,
  ...handsetEvidence,
  ...mmsEvidence,
  ...shortUrlEvidence,
  ...contactEvidence,
  ...scheduleEvidence,
  ...controlEvidence,
} as const;

export type EvidenceId = keyof typeof ledger;

/** The ledger as rows, in its order. */
export function ledgerEntries(): readonly (Evidence & { readonly id: string })[] {
  return Object.entries<Evidence>(ledger).map(([id, entry]) => ({ id, ...entry }));
}
