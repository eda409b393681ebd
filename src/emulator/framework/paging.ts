/**
 * Pages of a list: which rows, which X-Pagination-*, which Link.
 *
 * Source: recorded, `fixtures/wire/FRAMEWORK.md` section 9; 100 rows a page documented (docs index).
 */
import type { FrameworkBehaviour } from "../../protocol/framework.ts";
import { PAGE_SIZE } from "../../protocol/limits.ts";
import { step } from "../domain/explanation.ts";
import type { Pagination } from "../http/answer.ts";
import type { Settings } from "../settings.ts";
import { address } from "./link.ts";
import type { PhpFields } from "./php-fields.ts";

export interface PageAsked {
  /** Page counted from 1, not yet limited by the number of rows. */
  readonly page: number;
  readonly perPage: number;
}

export function pageAsked(query: PhpFields, { paging }: Pick<Settings, "paging">): PageAsked {
  const perPage = paging === "fixed" ? PAGE_SIZE : wholeNumber(query["per-page"], PAGE_SIZE);
  return {
    page: Math.max(1, wholeNumber(query["page"], 1)),
    perPage: Math.min(PAGE_SIZE, Math.max(1, perPage)),
  };
}

/** A page past the end is the last one; no rows are page 1 of 0. */
export function paginationOf({ page, perPage }: PageAsked, totalCount: number): Pagination {
  const pageCount = Math.ceil(totalCount / perPage);
  return { totalCount, pageCount, currentPage: Math.max(1, Math.min(page, pageCount)), perPage };
}

/** Explanation of the requested page and of the page it resolved to. */
export function pageSteps(asked: PageAsked, { currentPage, pageCount, perPage, totalCount }: Pagination) {
  return [
    step("paging.rows", { total: totalCount, perPage }),
    step("paging.per-page", { perPage }),
    step("paging.clamp", { asked: asked.page, page: currentPage, pages: pageCount }),
  ] as const;
}

/**
 * self; first and prev when not on page 1; next and last when not on the last. A release that links both ends names
 * first and last on every page that has rows, before prev and next.
 */
export function pageLinks(
  origin: string,
  path: string,
  query: PhpFields,
  { pageCount, currentPage, perPage }: Pagination,
  { linksBothEnds }: FrameworkBehaviour,
): string {
  const to = (page: number, rel: string): string => {
    const size = perPage === PAGE_SIZE ? {} : { "per-page": String(perPage) };
    const { "per-page": _, ...rest } = query;
    const own = perPage === PAGE_SIZE ? rest : query;
    return `<${address(origin, path, { ...own, page: String(page), ...size })}>; rel=${rel}`;
  };
  const before = currentPage > 1;
  const behind = currentPage < pageCount;
  const links = [to(currentPage, "self")];
  if (linksBothEnds && pageCount > 0) links.push(to(1, "first"), to(pageCount, "last"));
  else if (before) links.push(to(1, "first"));
  if (before) links.push(to(currentPage - 1, "prev"));
  if (behind) links.push(to(currentPage + 1, "next"));
  if (behind && !linksBothEnds) links.push(to(pageCount, "last"));
  return links.join(", ");
}

/** PHP's (int): the number a text starts with, 0 for none; any other value counts as left out. */
function wholeNumber(value: PhpFields[string] | undefined, otherwise: number): number {
  if (typeof value !== "string") return otherwise;
  const digits = /^[ \t\n\r\v\f]*([+-]?\d+)/.exec(value)?.[1];
  return digits === undefined ? 0 : Math.min(Number(digits), Number.MAX_SAFE_INTEGER);
}
