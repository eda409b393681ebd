import { index } from "../../protocol/api/inbox.ts";
import type { Call, CallOptions } from "../http/call.ts";
import { type ListPromise, listOf } from "../paging/list-promise.ts";
import { type PageParams, paging } from "../paging/page.ts";
import { paginateShifting } from "../paging/paginate-shifting.ts";
import type { ReceivedMessage } from "../records.ts";

/** Filter of the inbox; a field that is left out narrows nothing. */
export interface InboxFilter {
  /** Sender's number, country code first. */
  readonly mobilePhone?: string | undefined;
  /**
   * Received then or later: `YYYY-MM-DD HH:MM:SS` or `YYYY-MM-DD`, GMT-5 all year. As text, since a `Date` would hide
   * which zone is meant.
   */
  readonly fromDateReceived?: string | undefined;
  /** Received then or earlier. */
  readonly toDateReceived?: string | undefined;
  /** 1 for SMS, 2 for MMS. */
  readonly typeId?: number | undefined;
  readonly keywordId?: number | undefined;
  readonly campaignId?: number | undefined;
}

const list = {
  endpoint: index,
  purpose: "list the received messages",
  asks: { ...index.asks, ...paging },
  // The API gives its rows no id.
  paginate: paginateShifting<ReceivedMessage>(({ receivedAt }) => receivedAt.date.getTime()),
};

/** Messages that handsets wrote to the account. */
export class Inbox {
  readonly #call: Call;

  /** @internal */
  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * The received messages that match: awaited one page, iterated all of them. Past the end it is the last page, so see
   * `page.current`. Page list-messages.
   *
   * The API gives them no id, so what comes in meanwhile and moves the pages is told from what was read by its place:
   * no message comes twice, and what comes in meanwhile may not come.
   *
   * @param options of each request; `timeout` is for one page
   * @throws InvalidInputError when a page or an id is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * const { items } = await client.inbox.list({ fromDateReceived: "2026-01-15" });
   * for await (const { mobilePhone, message } of client.inbox.list()) console.log(mobilePhone, message);
   */
  list(params: InboxFilter & PageParams = {}, options?: CallOptions): ListPromise<ReceivedMessage> {
    return listOf(this.#call, list, params, options);
  }
}
