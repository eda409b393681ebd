/** `shorturl`: short addresses of the account. */
import { index } from "../../protocol/api/shorturl.ts";
import { step } from "../domain/explanation.ts";
import { matchesShortUrl, type ShortUrlFilter, shortUrlOf } from "../domain/short-url.ts";
import { endOf, type FilterReaders, idOf, ifRead, readFilters, startOf } from "./filters.ts";
import { listAction } from "./list-action.ts";

const indexFilters: FilterReaders<ShortUrlFilter> = {
  number: (value, { readPhone }) => ifRead(readPhone(value), (sentTo) => ({ sentTo })),
  group_campaign_id: (value) => ifRead(idOf(value), (campaignId) => ({ campaignId })),
  from_date_time: (value) => ifRead(startOf(value), (createdFrom) => ({ createdFrom })),
  to_date_time: (value, by) => ifRead(endOf(value, by), (createdTo) => ({ createdTo })),
};

export const shortUrlIndex = listAction({
  endpoint: index,
  async source(call, services) {
    const { store, settings } = services;
    const { filter, steps } = readFilters(indexFilters, "shorturl.filters", call, services);
    const recipient = filter?.sentTo;
    const { items: sent } =
      recipient === undefined
        ? { items: [] }
        : await store.messages({ token: call.token, recipient, limit: settings.retention.messages });
    const texts = sent.map(({ text }) => text);
    return {
      read: (from, count) =>
        store.records(
          call.token,
          "shortUrls",
          { from, count },
          (shortUrl) => filter !== null && matchesShortUrl(shortUrl, filter, texts, settings),
        ),
      newestFirst: settings.lists === "newest-first",
      before: steps,
      after: [step("lists.order", { order: settings.lists })],
    };
  },
  values: ({ code, ...shortUrl }, _call, { settings }) => ({
    ...shortUrl,
    shortUrl: shortUrlOf(code, settings),
  }),
  rule: "shorturl.index",
});
