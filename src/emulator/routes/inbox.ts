/** `inbox/index`: what handsets wrote to the account. */
import { vendorDateTime } from "../../protocol/vendor-time.ts";
import type { InboxAnswer } from "../../protocol/wire.ts";
import { byRules } from "../domain/decided.ts";
import { accepted, step } from "../domain/explanation.ts";
import { INBOUND_TYPE, type InboundMessage } from "../domain/inbox.ts";
import { fieldRefusal } from "../domain/refusal.ts";
import { type FiltersRead, readInboxFilters } from "../pipeline/inbox-filters.ts";
import { pageAsked, pageSteps, paginationOf } from "../pipeline/paging.ts";
import type { Settings } from "../settings.ts";
import type { Action } from "./route.ts";

export const inboxIndex: Action = async (call, { store, settings, readPhone }) => {
  const { token, query } = call;
  const read = readInboxFilters(query, settings, readPhone);
  if (settings.inbox.invalidFilter === "refused") refuseUnreadable(read);
  const findsNothing = settings.inbox.invalidFilter === "nothing" && read.unreadable.length > 0;
  // No message has such a type.
  const filter = findsNothing ? { typeId: Number.NaN } : read.filter;

  const asked = pageAsked(query, settings);
  const { total } = await store.inbox(token, filter, 0, 0);
  const pagination = paginationOf(asked, total);
  const skipped = (pagination.currentPage - 1) * pagination.perPage;
  const count = Math.min(pagination.perPage, total - skipped);
  const newestFirst = settings.inbox.order === "newest-first";
  const { items } = await store.inbox(token, filter, newestFirst ? total - skipped - count : skipped, count);
  const rows = newestFirst ? items.toReversed() : items;
  return {
    body: rows.map((message) => present(message, settings)),
    pagination,
    decided: byRules(
      accepted(
        step("inbox.filters", { read: read.names.join(", ") }),
        step("inbox.dates", { toDate: settings.inbox.toDate }),
        step("inbox.invalid-filter", {
          unreadable: read.unreadable.map(({ field }) => field).join(", "),
          treated: settings.inbox.invalidFilter,
        }),
        ...pageSteps(asked, pagination),
        step("inbox.order", { order: settings.inbox.order }),
        step("inbox.app-name", { ofKeywords: settings.inbox.appName }),
        step("inbox.answer", { page: pagination.currentPage, rows: count }),
      ),
    ),
  };
};

/** @throws Refusal 422 that names each filter */
function refuseUnreadable({ unreadable }: FiltersRead): void {
  if (unreadable.length === 0) return;
  throw fieldRefusal(unreadable, {
    rule: "inbox.invalid-filter",
    inputs: Object.fromEntries(unreadable.map(({ field, message }) => [field, message])),
    wouldSucceed: `The same request with ${unreadable.map(({ field }) => field).join(", ")} mended or left out.`,
  });
}

/** Page list-messages: field names, order and types. */
function present({ from, text, receivedAt, keyword, campaign }: InboundMessage, { inbox }: Settings) {
  return {
    MobilePhone: from,
    Message: text,
    DateReceived: vendorDateTime(receivedAt),
    AppName: keyword === null ? "" : inbox.appName,
    CampaignName: campaign?.name ?? "",
    Type_Id: INBOUND_TYPE,
    Type_Description: "SMS",
    Resource_Urls: [],
    Groups: [],
  } satisfies InboxAnswer;
}
