/**
 * How much of what a rule of the ledger says can be seen in the answers that rest on it. Pact looks at one answer at a
 * time, by its matchers: not at the order of a JSON object's fields, a reason phrase, the white space of XML, a header
 * that should not be there, another field too many, or at what the interactions never try.
 */
import type { EvidenceId } from "../../src/protocol/evidence/ledger.ts";

/**
 * - `whole`: an answer contrary to anything that the rule says of it fails the contract.
 * - `in part`: the rule says more than the contract would notice.
 * - `not`: no single answer shows anything of it, so that it is neither verified nor contradicted.
 */
export type Showing = "whole" | "in part" | "not";

/** Few, since each is proved: test/contracts/standings/what-live-can-show.proof.ts makes the contrary answers. */
const WHOLE = ["credits.answer", "send.answer", "send.id"] as const satisfies readonly EvidenceId[];

/** Rules about a number of calls, which no single answer can show. */
const NOT = ["rate.account", "rate.recipient"] as const satisfies readonly EvidenceId[];

/** Rules reviewed one by one, with the reason where it is least to be expected. */
const IN_PART = [
  // Not every endpoint is tried.
  "account.activated",
  "account.addresses",
  // The parameter missing, empty or a list is never tried.
  "auth.query-token",
  // A body of another type and a repeated element are never tried.
  "body.xml",
  // Any code above 10,000 will do.
  "content.carrier-blocked",
  "content.forbidden-words",
  // Half a word is never tried.
  "content.forbidden-words-match",
  // No answer shows that nothing was sent or charged.
  "credits.balance",
  // Each answer has one of the twelve.
  "delivery.statuses",
  // The order of the fields cannot be held.
  "errors.codes",
  "errors.other-codes",
  "errors.shape",
  // The reason phrase cannot be held, nor the order in XML.
  "errors.validation",
  "fields.length",
  "fields.phone",
  "fields.phone-characters",
  "fields.phone-number",
  // Two rules at most are broken at once, so the rest of the order is never tried.
  "fields.rules",
  "handset.stop",
  // X-Powered-By is not held.
  "headers.documented",
  // `rel` may be quoted.
  "headers.link",
  // The contract cannot say that a header is on nothing else.
  "headers.scope",
  "inbox.answer",
  "inbox.app-name",
  "inbox.dates",
  "inbox.filters",
  "inbox.invalid-filter",
  "inbox.order",
  "media.other-types",
  "media.types",
  "mms.high-resolution",
  "mms.high-resolution-form",
  "mms.length",
  "mms.sent",
  "mms.short-url",
  "numbers.index",
  "numbers.shown",
  "numbers.statuses",
  "numbers.view",
  "opt-in.custom",
  "opt-in.custom-refused",
  "opt-in.custom-status",
  "opt-out.contact",
  "opt-out.global",
  "opt-out.refused",
  "paging.clamp",
  "paging.per-page",
  "paging.rows",
  "rate.recipient-answer",
  // One repetition is tried, not when it ends.
  "rate.same-text",
  // An XML list may have more than one entry.
  "report.answer",
  "report.id-parameter",
  "report.simple",
  "report.unknown-id",
  // As report.answer.
  "send-simple.answer",
  // How many x there are is not held.
  "send.masked",
  // Any host will do.
  "send.report-url",
  "sender.blocked",
  "sender.inactive",
  "sender.none-active",
  "sender.owned",
  "sender.refused-text",
  // No answer shows that a time is of GMT-5.
  "sent-history.answer",
  "sent-history.api-id",
  "sent-history.order",
  "sent-history.view",
  "submit.content",
  "submit.empty-mms",
  "submit.order",
  "submit.template",
  "submit.template-text",
  "template.create",
  "template.ids",
  "template.link",
  "template.list",
  "template.name",
  "template.order",
  "template.states",
  "template.unknown-id",
  "template.url",
  "template.view",
  // Neither the declaration nor the white space can be held.
  "xml.write",
] as const satisfies readonly EvidenceId[];

/** By rule; a test holds that all rules that an interaction of the pact rests on are here, and no others. */
export const SHOWN: ReadonlyMap<string, Showing> = new Map<string, Showing>([
  ...WHOLE.map((id) => [id, "whole"] as const),
  ...NOT.map((id) => [id, "not"] as const),
  ...IN_PART.map((id) => [id, "in part"] as const),
]);

/** A rule that was not reviewed is shown in part. */
export function whatLiveCanShow(id: string): Showing {
  return SHOWN.get(id) ?? "in part";
}
