/** Lists: awaited they are one page, iterated all rows from that page on. */
import type { Fields } from "../../protocol/api/field.ts";
import type { Decoded } from "../../protocol/api/values.ts";
import { ApiPromise } from "../http/api-promise.ts";
import type { Call, CallOptions } from "../http/call.ts";
import { type ListEndpoint, listOperation } from "../http/operation.ts";
import { type Asks, checkParams, copyParams, vendorParams } from "../options/params.ts";
import type { List, PageParams } from "./page.ts";

/**
 * A page when awaited. Iterated, all rows from that page on: one request for each page, made when its first row is
 * asked for. No row comes twice, though pages shift while rows are added; a row that is added meanwhile may not come.
 *
 * @example
 * const { items, page } = await client.numbers.list();
 * for await (const { number, status } of client.numbers.list()) console.log(number, status.description);
 */
export class ListPromise<Item> extends ApiPromise<List<Item>> implements AsyncIterable<Item> {
  readonly #rows: () => AsyncGenerator<Item, void, undefined>;

  /** @internal */
  constructor(first: ApiPromise<List<Item>>, rows: () => AsyncGenerator<Item, void, undefined>) {
    super(first.withResponse());
    this.#rows = rows;
  }

  [Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    // A caller that iterates meets the first page's failure in the loop.
    this.catch(() => undefined);
    return this.#rows();
  }
}

/** Reads the rows of all pages, beginning with page `from`. */
export type Paginate<Item> = (
  read: (page: number) => PromiseLike<List<Item>>,
  from: number,
) => AsyncGenerator<Item, void, undefined>;

export interface ListDefinition<Of extends Fields, Params> {
  readonly endpoint: ListEndpoint<Of>;
  /** The caller's intent, to follow "Failed to". */
  readonly purpose: string;
  /** Names of its parameters, those of pages among them. */
  readonly asks: Asks<Params>;
  readonly paginate: Paginate<Decoded<Of>>;
}

export function listOf<Of extends Fields, Params extends PageParams>(
  call: Call,
  { endpoint, purpose, asks, paginate }: ListDefinition<Of, Params>,
  params: Params,
  options: CallOptions | undefined,
): ListPromise<Decoded<Of>> {
  const given = copyParams(params, asks);
  const read = (more: PageParams) =>
    call(async () => {
      const checked = checkParams(given, asks, purpose);
      return listOperation(endpoint, purpose, vendorParams({ ...checked, ...more }, asks));
    }, options);
  const first = read({});
  const from = given?.page ?? 1;
  return new ListPromise(first, () => paginate((page) => (page === from ? first : read({ page })), from));
}
