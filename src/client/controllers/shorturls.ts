import { index } from "../../protocol/api/shorturl.ts";
import type { Call, CallOptions } from "../http/call.ts";
import { type ListPromise, listOf } from "../paging/list-promise.ts";
import { type PageParams, paging } from "../paging/page.ts";
import { paginateBy } from "../paging/paginate.ts";
import type { ShortUrl } from "../records.ts";

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

const list = {
  endpoint: index,
  purpose: "list the short URLs",
  asks: { ...index.asks, ...paging },
  paginate: paginateBy<ShortUrl>(({ id }) => id),
};

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
}
