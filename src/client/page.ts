/** Lists that come in pages. */

/** Where in its list a page stands, as the answer's headers tell it. */
export interface Page {
  /** Counted from 1. May be smaller than asked for: past the end the API answers with the last page. */
  readonly current: number;
  /** How many pages there are; 0 for an empty list. */
  readonly count: number;
  /** Most rows of a page. */
  readonly perPage: number;
  /** Rows of all pages together. */
  readonly total: number;
}

export interface PageParams {
  /** Counted from 1. Default: 1. */
  readonly page?: number | undefined;
  /** Most rows of a page. Default: 100, and the API gives no more. */
  readonly perPage?: number | undefined;
}

/** One page of a list. */
export interface List<Item> {
  readonly items: readonly Item[];
  /** Undefined when a header of it was missing or not a whole number. */
  readonly page: Page | undefined;
}

export function pageQuery({ page, perPage }: PageParams): Readonly<Record<string, number | undefined>> {
  return { page, "per-page": perPage };
}

/** @returns undefined when a header is missing or not a whole number */
export function readPage(headers: Headers): Page | undefined {
  const read = (name: string) => {
    const text = headers.get(`x-pagination-${name}`) ?? "";
    return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  };
  const current = read("current-page");
  const count = read("page-count");
  const perPage = read("per-page");
  const total = read("total-count");
  if (current === undefined || count === undefined || perPage === undefined || total === undefined) {
    return undefined;
  }
  return { current, count, perPage, total };
}

/**
 * Every row of a list, page by page; each page is read when its first row is asked for. What is added meanwhile
 * moves rows to later pages, so a row that comes again is left out.
 *
 * It ends with the last page by the latest count of pages, or when the page that comes is not the one asked for,
 * as past the end; where the answers tell neither, with the first page that brings nothing new.
 *
 * @throws what `read` throws
 */
export function everyRow<Item extends { readonly id: number }>(
  read: (page: number) => PromiseLike<List<Item>>,
): AsyncGenerator<Item, void, undefined> {
  return everyRowBy(read, ({ id }) => id);
}

/** The same for rows that have another key. */
export async function* everyRowBy<Item>(
  read: (page: number) => PromiseLike<List<Item>>,
  keyOf: (item: Item) => unknown,
): AsyncGenerator<Item, void, undefined> {
  const seen = new Set<unknown>();
  for (let asked = 1; ; asked++) {
    const { items, page } = await read(asked);
    const before = seen.size;
    for (const item of items) {
      const key = keyOf(item);
      if (seen.has(key)) continue;
      seen.add(key);
      yield item;
    }
    const over = page === undefined ? seen.size === before : page.current !== asked || page.count <= asked;
    if (over) return;
  }
}
