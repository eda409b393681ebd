import { create, index } from "../../protocol/api/custom-contact-fields.ts";
import type { ApiPromise } from "../http/api-promise.ts";
import type { Call, CallOptions } from "../http/call.ts";
import { recordOperation } from "../http/operation.ts";
import { checkParams, copyParams } from "../options/params.ts";
import { type ListPromise, listOf } from "../paging/list-promise.ts";
import { type PageParams, paging } from "../paging/page.ts";
import { paginateBy } from "../paging/paginate.ts";
import type { CreatedCustomContactField, CustomContactField } from "../records.ts";

export interface NewCustomContactField {
  /** 3 to 64 characters. */
  readonly name: string;
}

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

  /**
   * Adds a field to the account's contacts, at most once: the request is made again only after a definite refusal that
   * may pass, a rate limit or a connection that never came about. Page create-custom-field.
   *
   * @throws InvalidInputError when the name is too short or too long
   * @throws ConnectionError, TimeoutError, ServerError, AbortError, UnexpectedAnswerError: it may have been made all
   * the same; `list` tells
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * const { id } = await client.customContactFields.create({ name: "shoe size" });
   */
  create(params: NewCustomContactField, options?: CallOptions): ApiPromise<CreatedCustomContactField> {
    const purpose = "create the custom field";
    const given = copyParams(params, create.asks);
    const operation = async () =>
      ({
        ...recordOperation(create, purpose, checkParams(given, create.asks, purpose)),
        repeatable: false,
      }) as const;
    return this.#call(operation, options);
  }
}
