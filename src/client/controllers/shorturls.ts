import { analytics, details, index } from "../../protocol/api/shorturl.ts";
import type { ApiPromise } from "../http/api-promise.ts";
import type { Call, CallOptions } from "../http/call.ts";
import { recordOperation } from "../http/operation.ts";
import { checkParams, copyParams } from "../options/params.ts";
import { type ListPromise, listOf } from "../paging/list-promise.ts";
import { type PageParams, paging } from "../paging/page.ts";
import { paginateBy } from "../paging/paginate.ts";
import { paginateShifting } from "../paging/paginate-shifting.ts";
import type { ShortUrl, ShortUrlAnalytics, ShortUrlVisit } from "../records.ts";

/** Filter of the short URLs; a field that is left out narrows nothing. The vendor's page does not explain the fields. */
export interface ShortUrlFilter {
  /** Phone number, country code first. */
  readonly number?: string | undefined;
  /** Campaign of a group whose messages held it. */
  readonly groupCampaignId?: number | undefined;
  /**
   * Then or later: `YYYY-MM-DD HH:MM:SS` or `YYYY-MM-DD`, GMT-5 all year. As text, since a `Date` would hide which zone
   * is meant.
   */
  readonly fromDateTime?: string | undefined;
  /** Then or earlier. */
  readonly toDateTime?: string | undefined;
}

/** Filter of the clicks on a short URL; a field that is left out narrows nothing. */
export interface ShortUrlVisitFilter {
  /** Visitor's number, country code first. */
  readonly number?: string | undefined;
  /** Clicked then or later: `YYYY-MM-DD HH:MM:SS` or `YYYY-MM-DD`, GMT-5 all year. */
  readonly fromDateTime?: string | undefined;
  /** Clicked then or earlier. */
  readonly toDateTime?: string | undefined;
  readonly city?: string | undefined;
  readonly state?: string | undefined;
}

/** Days that figures are of, `YYYY-MM-DD` in GMT-5, both included; all time when left out. */
export interface ShortUrlDates {
  readonly fromDate?: string | undefined;
  readonly toDate?: string | undefined;
}

const list = {
  endpoint: index,
  purpose: "list the short URLs",
  asks: { ...index.asks, ...paging },
  paginate: paginateBy<ShortUrl>(({ id }) => id),
};

const detailsList = {
  endpoint: details,
  purpose: "list the clicks on the short URL",
  asks: { ...details.asks, ...paging },
  // The API gives its rows no id.
  paginate: paginateShifting<ShortUrlVisit>(({ visitedAt }) => visitedAt.date.getTime()),
};

const FIGURES = "read the figures of the short URL";

/** Short addresses that lead to others, and the clicks on them. */
export class Shorturls {
  readonly #call: Call;

  /** @internal */
  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * The account's short URLs that match: awaited one page, iterated all of them. Past the end it is the last page, so
   * see `page.current`. Page list-short-url.
   *
   * @param options of each request; `timeout` is for one page
   * @throws InvalidInputError when a page or an id is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * for await (const { shortUrl, originalUrl } of client.shorturls.list()) console.log(shortUrl, originalUrl);
   */
  list(params: ShortUrlFilter & PageParams = {}, options?: CallOptions): ListPromise<ShortUrl> {
    return listOf(this.#call, list, params, options);
  }

  /**
   * The clicks on one short URL that match: awaited one page, iterated all of them. Past the end it is the last page,
   * so see `page.current`. Page view-short-url.
   *
   * The API gives them no id, so what comes in meanwhile and moves the pages is told from what was read by its place.
   *
   * @param id of a row of `list`
   * @param options of each request; `timeout` is for one page
   * @throws NotFoundError when this account has no such short URL
   * @throws InvalidInputError when a page or the id is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError and SendOutcomeUnknownError
   * @example
   * for await (const { number, visitedAt } of client.shorturls.details(1)) console.log(number, visitedAt.text);
   */
  details(
    id: number,
    params: ShortUrlVisitFilter & PageParams = {},
    options?: CallOptions,
  ): ListPromise<ShortUrlVisit> {
    return listOf(this.#call, detailsList, { ...params, id }, options);
  }

  /**
   * Figures of one short URL. Page short-url-analytics.
   *
   * @param id of a row of `list`
   * @throws NotFoundError when this account has no such short URL
   * @throws InvalidInputError when the id is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError and SendOutcomeUnknownError
   * @example
   * const { totalClicks, totalByCity } = await client.shorturls.analytics(1, { fromDate: "2026-01-01" });
   */
  analytics(id: number, params: ShortUrlDates = {}, options?: CallOptions): ApiPromise<ShortUrlAnalytics> {
    const given = copyParams({ ...params, id }, analytics.asks);
    return this.#call(async () => {
      const checked = checkParams(given, analytics.asks, FIGURES);
      return recordOperation(analytics, FIGURES, checked);
    }, options);
  }
}
