/** `inbox/index`: what handsets wrote to the account. */
import { index } from "../../protocol/api/inbox.ts";
import { step } from "../domain/explanation.ts";
import { groupsOf } from "../domain/group-rules.ts";
import { INBOUND_TYPE } from "../domain/inbox.ts";
import { fieldRefusal } from "../domain/refusal.ts";
import { type FiltersRead, readInboxFilters } from "./inbox-filters.ts";
import { listAction } from "./list-action.ts";
import { lookUp } from "./look-up.ts";

export const inboxIndex = listAction({
  endpoint: index,
  source({ token, query }, { store, settings, readPhone }) {
    const { inbox } = settings;
    const read = readInboxFilters(query, settings, readPhone);
    if (inbox.invalidFilter === "refused") refuseUnreadable(read);
    const findsNothing = inbox.invalidFilter === "nothing" && read.unreadable.length > 0;
    // No message has such a type.
    const filter = findsNothing ? { typeId: Number.NaN } : read.filter;
    return {
      read: (skip, count) => store.inbox(token, filter, skip, count),
      newestFirst: inbox.order === "newest-first",
      before: [
        step("inbox.filters", { read: read.names.join(", ") }),
        step("inbox.dates", { toDate: inbox.toDate }),
        step("inbox.invalid-filter", {
          unreadable: read.unreadable.map(({ field }) => field).join(", "),
          treated: inbox.invalidFilter,
        }),
      ],
      after: [
        step("inbox.order", { order: inbox.order }),
        step("inbox.app-name", { ofKeywords: inbox.appName }),
      ],
    };
  },
  values: async ({ from, text, receivedAt, keyword, campaign }, call, services) => ({
    mobilePhone: from,
    message: text,
    receivedAt,
    appName: keyword === null ? "" : services.settings.inbox.appName,
    campaignName: campaign?.name ?? "",
    type: INBOUND_TYPE,
    resourceUrls: [],
    groups: await lookUp(call, services, (view) => groupsOf(from, view)),
  }),
  rule: "inbox.answer",
});

/** @throws Refusal 422 that names each filter */
function refuseUnreadable({ unreadable }: FiltersRead): void {
  if (unreadable.length === 0) return;
  throw fieldRefusal(unreadable, {
    rule: "inbox.invalid-filter",
    inputs: Object.fromEntries(unreadable.map(({ field, message }) => [field, message])),
    wouldSucceed: `The same request with ${unreadable.map(({ field }) => field).join(", ")} mended or left out.`,
  });
}
