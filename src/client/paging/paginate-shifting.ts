/** Every row of a list whose rows have no id. */
import type { Paginate } from "./list-promise.ts";
import type { Page } from "./page.ts";

/**
 * Reads page by page, each when its first row is asked for. A list that grows at its beginning meanwhile moves its rows
 * to later pages: by how much its total has grown, what is new and what was read already are told from what was not,
 * and left out. In a list that grows at its end nothing moves. Twins both come.
 *
 * It ends as `paginateBy` does.
 *
 * @param timeOf a row, in milliseconds since 1970: which end a list grows at shows in the order of its rows
 * @throws what `read` throws
 */
export function paginateShifting<Item>(timeOf: (item: Item) => number): Paginate<Item> {
  return async function* rows(read, from) {
    const seen: string[] = [];
    let first: { readonly time: number; readonly total: number | undefined } | undefined;
    let growsAtEnd = false;
    for (let asked = from; ; asked++) {
      const { items, page } = await read(asked);
      if (page !== undefined && page.current !== asked) return;
      const texts = items.map((item) => JSON.stringify(item));
      const start = startOf(page, first?.total, seen.length - texts.length);
      const again: number = asked === from || growsAtEnd ? 0 : overlap(seen, texts, start);
      const [item] = items;
      if (item !== undefined) first ??= { time: timeOf(item), total: page?.total };
      for (const each of items.slice(again)) growsAtEnd ||= first !== undefined && timeOf(each) > first.time;
      seen.push(...texts.slice(again));
      yield* items.slice(again);
      if (page === undefined ? again === texts.length : page.count <= asked) return;
    }
  };
}

/**
 * Where a page starts, counted among the rows that were there at first: below 0 where it starts with new ones.
 *
 * @param otherwise where the answers do not tell
 */
function startOf(page: Page | undefined, atFirst: number | undefined, otherwise: number): number {
  if (page === undefined || atFirst === undefined) return otherwise;
  return (page.current - 1) * page.perPage - Math.max(0, page.total - atFirst);
}

/** Number of rows at the beginning of a page that are new or were read already. */
function overlap(seen: readonly string[], rows: readonly string[], start: number): number {
  const again = Math.max(0, Math.min(rows.length, seen.length - start));
  const isAsMoved = rows.slice(0, again).every((row, at) => start + at < 0 || row === seen[start + at]);
  return isAsMoved ? again : 0;
}
