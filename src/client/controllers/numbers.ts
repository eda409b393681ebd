import type { ApiPromise } from "../api-promise.ts";
import type { Call, CallOptions } from "../call.ts";
import type { List, PageParams } from "../page.ts";
import { checkParams, copyParams, pageNames, perPageNames } from "../params.ts";
import type { AccountNumber } from "../wire/numbers.ts";

// Loaded when it is first called, so that whoever only sends need not load it.
const wire = () => import("../wire/numbers.ts");

/** The short codes and long numbers that the account sends from. */
export class Numbers {
  readonly #call: Call;

  /** @internal */
  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * One page of the account's numbers. Past the end it is the last page, so see `page.current`. Page list-numbers.
   *
   * @throws InvalidInputError when `page` or `perPage` is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * const { items } = await client.numbers.list();
   */
  list(params: PageParams = {}, options?: CallOptions): ApiPromise<List<AccountNumber>> {
    const given = copyParams(params, pageNames);
    return this.#call(async () => (await wire()).numbersOperation(given), options);
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
    return this.#call(async () => (await wire()).numberOperation(number), options);
  }

  /**
   * All the account's numbers, one request for each page, made when its first number is asked for. None comes twice.
   *
   * @param options of each request; `timeout` is for one page
   * @throws the same errors as `list`, from the loop; it can be begun again
   * @example
   * for await (const { number, status } of client.numbers.iterate()) console.log(number, status.description);
   */
  async *iterate(
    { perPage, ...others }: Pick<PageParams, "perPage"> = {},
    options?: CallOptions,
  ): AsyncGenerator<AccountNumber, void, undefined> {
    checkParams({ perPage, ...others }, perPageNames, (await wire()).LISTING);
    const { everyRowBy } = await import("../page.ts");
    yield* everyRowBy(
      (page) => this.list({ page, perPage }, options),
      ({ number }) => number,
    );
  }
}
