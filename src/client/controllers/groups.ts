import { create, index, update, view } from "../../protocol/api/groups.ts";
import type { ApiPromise } from "../http/api-promise.ts";
import type { Call, CallOptions } from "../http/call.ts";
import { recordOperation } from "../http/operation.ts";
import { checkParams, copyParams } from "../options/params.ts";
import { type ListPromise, listOf } from "../paging/list-promise.ts";
import { type PageParams, paging } from "../paging/page.ts";
import { paginateBy } from "../paging/paginate.ts";
import type { Group } from "../records.ts";

export interface NewGroup {
  /** 3 to 255 characters. */
  readonly name: string;
  /** 3 to 255 characters, or empty. */
  readonly note?: string | undefined;
}

export interface GroupChange extends NewGroup {
  readonly id: number;
}

const list = {
  endpoint: index,
  purpose: "list the groups",
  asks: paging,
  paginate: paginateBy<Group>(({ id }) => id),
};

/** Groups of contacts. */
export class Groups {
  readonly #call: Call;

  /** @internal */
  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * The account's groups: awaited one page, iterated all of them. Past the end it is the last page, so see
   * `page.current`. Page list-groups.
   *
   * @param options of each request; `timeout` is for one page
   * @throws InvalidInputError when `page` or `perPage` is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * for await (const { id, name } of client.groups.list()) console.log(id, name);
   */
  list(params: PageParams = {}, options?: CallOptions): ListPromise<Group> {
    return listOf(this.#call, list, params, options);
  }

  /**
   * One of the account's groups, with the ids of all its contacts. Page view-group.
   *
   * @throws NotFoundError when the account has no such group
   * @throws InvalidInputError when `id` is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError and SendOutcomeUnknownError
   * @example
   * const { phoneNumberIds } = await client.groups.view(1);
   */
  view(id: number, options?: CallOptions): ApiPromise<Group> {
    return this.#call(async () => recordOperation(view, "read the group", { id }), options);
  }

  /**
   * Makes a group, at most once: the request is made again only after a definite refusal that may pass, a rate limit or
   * a connection that never came about. Page create-group.
   *
   * @throws InvalidInputError when name or note are too short or too long
   * @throws ConnectionError, TimeoutError, ServerError, AbortError, UnexpectedAnswerError: it may have been made all
   * the same; `list` tells
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * const { id } = await client.groups.create({ name: "Winners of February", note: "sweepstake" });
   */
  create(params: NewGroup, options?: CallOptions): ApiPromise<Group> {
    const purpose = "create the group";
    const given = copyParams(params, create.asks);
    const operation = async () =>
      ({
        ...recordOperation(create, purpose, checkParams(given, create.asks, purpose)),
        repeatable: false,
      }) as const;
    return this.#call(operation, options);
  }

  /**
   * Renames a group; a note that is left out stays. Done twice it is done once, so the request is made again as freely
   * as a read. Page update-group.
   *
   * @throws NotFoundError when the account has no such group
   * @throws InvalidInputError when name or note are too short or too long, or `id` is no whole number above 0
   * @throws any other ProTextingError but InsufficientCreditsError and SendOutcomeUnknownError
   * @example
   * await client.groups.update({ id: 1, name: "Winners of March" });
   */
  update(params: GroupChange, options?: CallOptions): ApiPromise<Group> {
    const purpose = "update the group";
    const given = copyParams(params, update.asks);
    const operation = async () => recordOperation(update, purpose, checkParams(given, update.asks, purpose));
    return this.#call(operation, options);
  }
}
