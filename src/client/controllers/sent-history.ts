import { singleList, singleView } from "../../protocol/api/sent-history.ts";
import type { ApiPromise } from "../http/api-promise.ts";
import type { Call, CallOptions } from "../http/call.ts";
import { recordOperation } from "../http/operation.ts";
import { type ListPromise, listOf } from "../paging/list-promise.ts";
import { type PageParams, paging } from "../paging/page.ts";
import { paginateBy } from "../paging/paginate.ts";
import type { SentHistoryMessage } from "../records.ts";

const list = {
  endpoint: singleList,
  purpose: "list the sent messages",
  asks: paging,
  paginate: paginateBy<SentHistoryMessage>(({ id }) => id),
};

/** Messages that the account has sent, through the API or not. */
export class SentHistory {
  readonly #call: Call;

  /** @internal */
  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * The single messages sent: awaited one page, iterated all of them. Past the end it is the last page, so see
   * `page.current`. Page list-sent-single-messages.
   *
   * @param options of each request; `timeout` is for one page
   * @throws InvalidInputError when `page` or `perPage` is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * const { items, page } = await client.sentHistory.singleList({ page: 2 });
   * for await (const { id, status } of client.sentHistory.singleList()) {
   *   if (status.description === "Failed") failed.push(id);
   * }
   */
  singleList(params: PageParams = {}, options?: CallOptions): ListPromise<SentHistoryMessage> {
    return listOf(this.#call, list, params, options);
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
    return this.#call(async () => recordOperation(singleView, "read the sent message", { id }), options);
  }
}
