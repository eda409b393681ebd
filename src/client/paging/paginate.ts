/** Every row of a list, page by page. */
import type { Paginate } from "./list-promise.ts";

/**
 * Each page is read when its first row is asked for. What is added meanwhile moves rows to later pages, so a row that
 * comes again is left out.
 *
 * It ends with the last page by the latest count of pages, or when the page that comes is not the one asked for,
 * as past the end; where the answers tell neither, with the first page that brings nothing new.
 *
 * @param keyOf what tells a row from others
 * @throws what `read` throws
 */
export function paginateBy<Item>(keyOf: (item: Item) => unknown): Paginate<Item> {
  return async function* rows(read, from) {
    const seen = new Set<unknown>();
    for (let asked = from; ; asked++) {
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
  };
}
