import { create, deleteOne, index, view } from "../../protocol/api/numbers.ts";
import type { ApiPromise } from "../http/api-promise.ts";
import type { Call, CallOptions } from "../http/call.ts";
import { recordOperation } from "../http/operation.ts";
import { checkParams, copyParams } from "../options/params.ts";
import { type ListPromise, listOf } from "../paging/list-promise.ts";
import { type PageParams, paging } from "../paging/page.ts";
import { paginateBy } from "../paging/paginate.ts";
import type { AccountNumber, Acknowledgement } from "../records.ts";

export interface NewNumber {
  /** Two letters, as in ISO 3166-1: `US`. */
  readonly country: string;
  /** Digits that the number is to begin with. */
  readonly prefix?: string | undefined;
}

const list = {
  endpoint: index,
  purpose: "list the numbers",
  asks: paging,
  paginate: paginateBy<AccountNumber>(({ number }) => number),
};

/** The short codes and long numbers that the account sends from. */
export class Numbers {
  readonly #call: Call;

  /** @internal */
  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * The account's numbers: awaited one page, iterated all of them. Past the end it is the last page, so see
   * `page.current`. Page list-numbers.
   *
   * @param options of each request; `timeout` is for one page
   * @throws InvalidInputError when `page` or `perPage` is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * const { items } = await client.numbers.list();
   * for await (const { number, status } of client.numbers.list()) console.log(number, status.description);
   */
  list(params: PageParams = {}, options?: CallOptions): ListPromise<AccountNumber> {
    return listOf(this.#call, list, params, options);
  }

  /**
   * One of the account's numbers. Page view-number.
   *
   * @throws NotFoundError when the account has no such number
   * @throws any other ProTextingError but InsufficientCreditsError and SendOutcomeUnknownError
   * @example
   * const { status, blockedAt } = await client.numbers.view("82257");
   */
  view(number: string, options?: CallOptions): ApiPromise<AccountNumber> {
    return this.#call(async () => recordOperation(view, "read the number", { number }), options);
  }

  /**
   * Gets another number, at most once: the request is made again only after a definite refusal that may pass, since each
   * number costs. Page create-number.
   *
   * @throws InvalidInputError when there is no number of that country or with that prefix
   * @throws RefusedError when the transaction is declined: accounts that are billed by card get a number every two minutes
   * @throws ConnectionError, TimeoutError, ServerError, AbortError, UnexpectedAnswerError: it may be created all the
   * same; `list` tells
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * const { number } = await client.numbers.create({ country: "US", prefix: "1646" });
   */
  create(params: NewNumber, options?: CallOptions): ApiPromise<AccountNumber> {
    const purpose = "create a number";
    const given = copyParams(params, create.asks);
    const operation = async () =>
      ({
        ...recordOperation(create, purpose, checkParams(given, create.asks, purpose)),
        repeatable: false,
      }) as const;
    return this.#call(operation, options);
  }

  /**
   * Gives one of the account's numbers up, at most once: a second one would be refused, so the request is made again only
   * after a definite refusal that may pass. The vendor's dashboard may restore it. Page delete-number.
   *
   * @throws NotFoundError when the account has no such number
   * @throws ConnectionError, TimeoutError, ServerError, AbortError, UnexpectedAnswerError: it may be deleted all the
   * same; `list` tells
   * @throws any other ProTextingError but InsufficientCreditsError and SendOutcomeUnknownError
   * @example
   * await client.numbers.delete("16465550123");
   */
  delete(number: string, options?: CallOptions): ApiPromise<Acknowledgement> {
    return this.#call(
      async () =>
        ({ ...recordOperation(deleteOne, "delete the number", { number }), repeatable: false }) as const,
      options,
    );
  }
}
