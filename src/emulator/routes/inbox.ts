/** `inbox/index`: what handsets wrote to the account. */
import { index } from "../../protocol/api/inbox.ts";
import { step } from "../domain/explanation.ts";
import { groupsOf } from "../domain/group-rules.ts";
import { INBOUND_TYPE } from "../domain/inbox.ts";
import { readFilters } from "./filters.ts";
import { inboxFilters } from "./inbox-filters.ts";
import { listAction } from "./list-action.ts";
import { lookUp } from "./look-up.ts";

export const inboxIndex = listAction({
  endpoint: index,
  source(call, services) {
    const { store, settings } = services;
    const { inbox } = settings;
    const { filter, steps } = readFilters(inboxFilters, "inbox.filters", call, services);
    // No message has such a type.
    const narrowed = filter ?? { typeId: Number.NaN };
    return {
      read: (skip, count) => store.inbox(call.token, narrowed, skip, count),
      newestFirst: inbox.order === "newest-first",
      before: steps,
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
