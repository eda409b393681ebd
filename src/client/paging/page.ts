/** Lists that come in pages. */
import { numberIn } from "../http/headers.ts";

/** Place of a page in its list, as the answer's headers tell it. */
export interface Page {
  /** Counted from 1. May be smaller than asked for: past the end the API answers with the last page. */
  readonly current: number;
  /** Number of pages; 0 for an empty list. */
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

/** The vendor's names for it. */
export const paging = { page: "page", perPage: "per-page" } as const;

/** @returns undefined when a header is missing or not a whole number */
export function readPage(headers: Headers): Page | undefined {
  const [current, count, perPage, total] = ["current-page", "page-count", "per-page", "total-count"].map(
    (name) => numberIn(headers, `x-pagination-${name}`),
  );
  const isWhole = current !== undefined && count !== undefined && perPage !== undefined;
  return isWhole && total !== undefined ? { current, count, perPage, total } : undefined;
}
