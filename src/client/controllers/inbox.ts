import type { ApiPromise } from "../api-promise.ts";
import type { Call, CallOptions } from "../call.ts";
import type { List, PageParams } from "../page.ts";
import { checkParams, copyParams, inboxNames, inboxRowNames } from "../params.ts";
import type { InboxFilter, ReceivedMessage } from "../wire/inbox.ts";

// Loaded when it is first called, so that whoever only sends need not load it.
const wire = () => import("../wire/inbox.ts");

/** What handsets wrote to the account. */
export class Inbox {
  readonly #call: Call;

  /** @internal */
  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * One page of the received messages. Past the end it is the last page, so see `page.current`. Page list-messages.
   *
   * @throws InvalidInputError when a page or an id is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * const { items } = await client.inbox.list({ fromDateReceived: "2026-01-15" });
   */
  list(params: InboxFilter & PageParams = {}, options?: CallOptions): ApiPromise<List<ReceivedMessage>> {
    const given = copyParams(params, inboxNames);
    return this.#call(async () => (await wire()).inboxOperation(given), options);
  }

  /**
   * All the received messages that match, one request for each page, made when its first message is asked for. The
   * API gives them no id, so what comes in meanwhile and moves the pages is told from what was read by its place: no
   * message comes twice, and what comes in meanwhile may not come.
   *
   * @param options of each request; `timeout` is for one page
   * @throws the same errors as `list`, from the loop; it can be begun again
   * @example
   * for await (const { mobilePhone, message } of client.inbox.iterate()) console.log(mobilePhone, message);
   */
  iterate(
    params: InboxFilter & Pick<PageParams, "perPage"> = {},
    options?: CallOptions,
  ): AsyncGenerator<ReceivedMessage, void, undefined> {
    return this.#rows(copyParams(params, inboxRowNames), options);
  }

  async *#rows(
    given: InboxFilter & Pick<PageParams, "perPage">,
    options: CallOptions | undefined,
  ): AsyncGenerator<ReceivedMessage, void, undefined> {
    checkParams(given, inboxRowNames, (await wire()).LISTING);
    const { everyMovingRow } = await import("../moving-rows.ts");
    yield* everyMovingRow(
      (page) => this.list({ ...given, page }, options),
      ({ receivedAt }) => receivedAt.date.getTime(),
    );
  }
}
