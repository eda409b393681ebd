import { index } from "../../protocol/api/custom-contact-fields.ts";
import type { Call, CallOptions } from "../http/call.ts";
import { type ListPromise, listOf } from "../paging/list-promise.ts";
import { type PageParams, paging } from "../paging/page.ts";
import { paginateBy } from "../paging/paginate.ts";
import type { CustomContactField } from "../records.ts";

const list = {
  endpoint: index,
  purpose: "list the custom fields",
  asks: paging,
  paginate: paginateBy<CustomContactField>(({ id }) => id),
};

/** Fields that the account has added to its contacts. */
export class CustomContactFields {
  readonly #call: Call;

  /** @internal */
  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * The account's custom fields: awaited one page, iterated all of them. Past the end it is the last page, so see
   * `page.current`. Page list-custom-fields.
   *
   * @param options of each request; `timeout` is for one page
   * @throws InvalidInputError when `page` or `perPage` is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * for await (const { id, name } of client.customContactFields.list()) console.log(id, name);
   */
  list(params: PageParams = {}, options?: CallOptions): ListPromise<CustomContactField> {
    return listOf(this.#call, list, params, options);
  }
}
