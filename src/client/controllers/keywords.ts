import { checkAvailability, index, remove, reserve } from "../../protocol/api/keyword.ts";
import type { ApiPromise } from "../http/api-promise.ts";
import type { Call, CallOptions } from "../http/call.ts";
import { recordOperation } from "../http/operation.ts";
import { checkParams, copyParams } from "../options/params.ts";
import { type ListPromise, listOf } from "../paging/list-promise.ts";
import { type PageParams, paging } from "../paging/page.ts";
import { paginateBy } from "../paging/paginate.ts";
import type { AccountKeyword, Acknowledgement, KeywordAvailability, ReservedKeyword } from "../records.ts";

export interface NewKeyword {
  /** At least 4 letters and digits; case does not matter. */
  readonly keyword: string;
  /** One of the account's numbers, to which it is texted. */
  readonly number: string;
  /** Reply to who texts it; the vendor's own when left out. */
  readonly autoreplyMessage?: string | undefined;
}

const list = {
  endpoint: index,
  purpose: "list the keywords",
  asks: paging,
  paginate: paginateBy<AccountKeyword>(({ id }) => id),
};

/** Words that people text to one of the account's numbers to subscribe. */
export class Keywords {
  readonly #call: Call;

  /** @internal */
  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * The account's keywords: awaited one page, iterated all of them. Past the end it is the last page, so see
   * `page.current`. Page list-keywords.
   *
   * @param options of each request; `timeout` is for one page
   * @throws InvalidInputError when `page` or `perPage` is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * for await (const { keyword, number } of client.keywords.list()) console.log(keyword, number);
   */
  list(params: PageParams = {}, options?: CallOptions): ListPromise<AccountKeyword> {
    return listOf(this.#call, list, params, options);
  }

  /**
   * Tells whether a keyword is free to reserve: `status.id` is 1 then. Page check-keyword-availability.
   *
   * @param keyword at least 4 letters and digits; case does not matter
   * @param number one of the account's numbers, to which it would be texted
   * @throws InvalidInputError when no keyword can be like that, or the account has no such number
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * const { status } = await client.keywords.checkAvailability("PIZZA", "82257");
   * if (status.id === 1) …
   */
  checkAvailability(keyword: string, number: string, options?: CallOptions): ApiPromise<KeywordAvailability> {
    return this.#call(
      async () => recordOperation(checkAvailability, "check the keyword", { keyword, number }),
      options,
    );
  }

  /**
   * Reserves a keyword on one of the account's numbers, at most once: a second one would be refused, so the request is
   * made again only after a definite refusal that may pass. Page reserve-keyword.
   *
   * @throws InvalidInputError when no keyword can be like that, when it is not available, or the account has no such
   * number
   * @throws ConnectionError, TimeoutError, ServerError, AbortError, UnexpectedAnswerError: it may be reserved all the
   * same; `list` tells
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * const { id, autoreplyMessage } = await client.keywords.reserve({ keyword: "PIZZA", number: "82257" });
   */
  reserve(params: NewKeyword, options?: CallOptions): ApiPromise<ReservedKeyword> {
    const purpose = "reserve the keyword";
    const given = copyParams(params, reserve.asks);
    const operation = async () =>
      ({
        ...recordOperation(reserve, purpose, checkParams(given, reserve.asks, purpose)),
        repeatable: false,
      }) as const;
    return this.#call(operation, options);
  }
  /**
   * Removes a keyword, at most once: a second one would be refused, so the request is made again only after a definite
   * refusal that may pass. Page remove-keyword.
   *
   * @param keyword in any case
   * @param number that it is texted to
   * @throws NotFoundError when the account has no such keyword on that number
   * @throws ConnectionError, TimeoutError, ServerError, AbortError, UnexpectedAnswerError: it may be removed all the
   * same; `list` tells
   * @throws any other ProTextingError but InsufficientCreditsError and SendOutcomeUnknownError
   * @example
   * await client.keywords.remove("PIZZA", "82257");
   */
  remove(keyword: string, number: string, options?: CallOptions): ApiPromise<Acknowledgement> {
    return this.#call(
      async () =>
        ({
          ...recordOperation(remove, "remove the keyword", { keyword, number }),
          repeatable: false,
        }) as const,
      options,
    );
  }
}
