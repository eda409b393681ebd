/** `shorturl`: short addresses of the account, the clicks on them and their figures. */
import { analytics, details, index } from "../../protocol/api/shorturl.ts";
import { maskRecipient } from "../../protocol/recipient.ts";
import { fromExplanation } from "../domain/cause.ts";
import { accepted, step } from "../domain/explanation.ts";
import { unknownId } from "../domain/refusal.ts";
import {
  holdsUrl,
  matchesShortUrl,
  type ShortUrl,
  type ShortUrlFilter,
  shortUrlOf,
} from "../domain/short-url.ts";
import { type ClickFilter, matchesClick } from "../domain/short-url-click.ts";
import { figuresOf } from "../domain/short-url-figures.ts";
import { requiredParameter } from "../framework/query.ts";
import { encode } from "./encode.ts";
import { endOf, type FilterReaders, idOf, ifRead, readFilters, startOf } from "./filters.ts";
import { listAction } from "./list-action.ts";
import type { Action, Call, Services } from "./route.ts";

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

const detailsFilters: FilterReaders<ClickFilter> = {
  number: (value, { readPhone }) => ifRead(readPhone(value), (number) => ({ number })),
  from_date_time: (value) => ifRead(startOf(value), (from) => ({ from })),
  to_date_time: (value, by) => ifRead(endOf(value, by), (to) => ({ to })),
  city: (city) => ({ city }),
  state: (state) => ({ state }),
};

export const shortUrlDetails = listAction({
  endpoint: details,
  async source(call, services) {
    const { store, settings } = services;
    const { id } = await askedFor(call, services);
    const { filter, steps } = readFilters(detailsFilters, "shorturl.click-filters", call, services);
    return {
      read: (from, count) =>
        store.records(
          call.token,
          "shortUrlClicks",
          { from, count },
          (click) => click.shortUrl === id && filter !== null && matchesClick(click, filter),
        ),
      newestFirst: settings.lists === "newest-first",
      before: steps,
      after: [
        step("lists.order", { order: settings.lists }),
        step("shorturl.number", { shown: settings.numbersShown }),
      ],
    };
  },
  values: ({ number, at, ...click }, _call, { settings }) => ({
    ...click,
    number: settings.numbersShown === "masked" ? maskRecipient(number) : number,
    visitedAt: at,
  }),
  rule: "shorturl.details",
});

const analyticsFilters: FilterReaders<Pick<ClickFilter, "from" | "to">> = {
  from_date: (value) => ifRead(startOf(value), (from) => ({ from })),
  to_date: (value, by) => ifRead(endOf(value, by), (to) => ({ to })),
};

export const shortUrlAnalytics: Action = async (call, services) => {
  const { store, settings } = services;
  const shortUrl = await askedFor(call, services);
  const { filter, steps } = readFilters(analyticsFilters, "shorturl.analytics-dates", call, services);
  const url = shortUrlOf(shortUrl.code, settings);
  const { token } = call;
  const { items: clicks } = await store.records(
    token,
    "shortUrlClicks",
    { from: 0, count: settings.retention.records },
    (click) => click.shortUrl === shortUrl.id && filter !== null && matchesClick(click, filter),
  );
  const { items } = await store.messages({ token, contains: url, limit: settings.retention.messages });
  const { from = 0, to = Number.POSITIVE_INFINITY } = filter ?? { to: -1 };
  const sent = items.filter(
    ({ text, sentAt }) => sentAt >= from && sentAt <= to && holdsUrl(text, url),
  ).length;
  const answered = step("shorturl.analytics", { id: shortUrl.id, clicks: clicks.length, sent });
  const [first = answered, ...others] = steps;
  return {
    body: [encode(analytics.answer.record, figuresOf(shortUrl, clicks, sent))],
    decided: fromExplanation(accepted(first, ...others, answered)),
  };
};

/** @throws Refusal 400 without an id, 404 for one that the account does not have */
async function askedFor({ token, query }: Call, { store, settings, behaviour }: Services): Promise<ShortUrl> {
  const id = requiredParameter(query, "id", behaviour);
  const shortUrl = await store.recordById(token, "shortUrls", idOf(id) ?? 0);
  if (shortUrl !== undefined) return shortUrl;
  throw unknownId(settings, { id }, "The Id of one of the account's short URLs.", "shorturl.unknown-id");
}
