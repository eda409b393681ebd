import type { ApiPromise } from "../api-promise.ts";
import type { Call, CallOptions } from "../call.ts";

import type { List, PageParams } from "../page.ts";
import { checkParams, copyParams, pageNames, perPageNames } from "../params.ts";
import type { SentHistoryMessage } from "../wire/sent-history.ts";

// Loaded when it is first called, so that whoever only sends need not load it.
const wire = () => import("../wire/sent-history.ts");

/** What the account has sent, through the API or not. */
export class SentHistory {
  readonly #call: Call;

  /** @internal */
  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * One page of the single messages sent. Past the end it is the last page, so see `page.current`. Page
   * list-sent-single-messages.
   *
   * @throws InvalidInputError when `page` or `perPage` is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * const { items, page } = await client.sentHistory.singleList({ page: 2 });
   */
  singleList(params: PageParams = {}, options?: CallOptions): ApiPromise<List<SentHistoryMessage>> {
    const given = copyParams(params, pageNames);
    return this.#call(async () => (await wire()).singleListOperation(given), options);
  }

  /**
   * One message of the history. Page view-sent-single-message.
   *
   * @param id of a row of `singleList`; not the id that `send` returned, which is the row's `apiId`
   * @throws NotFoundError when this account sent no such message
   * @throws InvalidInputError when `id` is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError and SendOutcomeUnknownError
   * @example
   * const { status, sentAt } = await client.sentHistory.singleView(1001);
   */
  singleView(id: number, options?: CallOptions): ApiPromise<SentHistoryMessage> {
    return this.#call(async () => (await wire()).singleViewOperation(id), options);
  }

  /**
   * All the single messages sent, one request for each page, made when its first message is asked for. No message
   * comes twice, though the pages shift when something is sent meanwhile; what is sent meanwhile may not come.
   *
   * @param options of each request; `timeout` is for one page
   * @throws the same errors as `singleList`, from the loop; it can be begun again
   * @example
   * for await (const { id, status } of client.sentHistory.iterate()) {
   *   if (status.description === "Failed") failed.push(id);
   * }
   */
  async *iterate(
    { perPage, ...others }: Pick<PageParams, "perPage"> = {},
    options?: CallOptions,
  ): AsyncGenerator<SentHistoryMessage, void, undefined> {
    checkParams({ perPage, ...others }, perPageNames, (await wire()).LISTING);
    const { everyRow } = await import("../page.ts");
    yield* everyRow((page) => this.singleList({ page, perPage }, options));
  }
}
