/**
 * The pages that every list of the API has: the first, one between, the last, one past the end, and the most rows
 * that a page has. Page docs index, and `fixtures/wire/FRAMEWORK.md` section 9.
 */
import type { PageParams, ProTexting } from "../../src/client/index.ts";
import type { EvidenceId } from "../../src/protocol/evidence/ledger.ts";
import { listed, type Position } from "./answers.ts";
import type { Fields } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";

/** One row: as it comes over the wire, and what the client makes of it. */
export interface Row {
  readonly wire: Fields;
  readonly read: object;
}

/** A list of three rows that differ. */
export interface PagedList {
  readonly route: ApiRoute;
  readonly token: string;
  /** Under which the list is these rows, in this order. */
  readonly given: Interaction["given"];
  readonly rows: readonly [Row, Row, Row];
  /** Rules that every page rests on, beside those of pages. */
  readonly rules: readonly [EvidenceId, ...EvidenceId[]];
  readonly list: (client: ProTexting, params: PageParams) => Promise<unknown>;
}

interface Asked {
  readonly outcome: string;
  readonly page?: number;
  readonly perPage: number;
  /** Position that the API answers with. */
  readonly found: Position;
  readonly rules: readonly EvidenceId[];
}

const LONGEST = 100;
const ofThree = (page: number): Position => ({ total: 3, pages: 3, page, perPage: 1 });
const asked: readonly Asked[] = [
  { outcome: "the first page of three", page: 1, perPage: 1, found: ofThree(1), rules: [] },
  { outcome: "the second page of three", page: 2, perPage: 1, found: ofThree(2), rules: [] },
  { outcome: "the last page of three", page: 3, perPage: 1, found: ofThree(3), rules: [] },
  {
    outcome: "a page past the end is the last one",
    page: 9,
    perPage: 1,
    found: ofThree(3),
    rules: ["paging.clamp"],
  },
  {
    outcome: "a page has no more than 100 rows, however many are asked for",
    perPage: 1000,
    found: { total: 3, pages: 1, page: 1, perPage: LONGEST },
    rules: [],
  },
];

export function pagesOf(list: PagedList): readonly Interaction[] {
  return asked.map(({ outcome, page, perPage, found, rules }) => {
    const rows = list.rows.slice((found.page - 1) * found.perPage, found.page * found.perPage);
    return {
      route: list.route,
      touches: "state",
      outcome,
      given: list.given,
      restsOn: [
        ...list.rules,
        "paging.rows",
        "paging.per-page",
        ...rules,
        "headers.documented",
        "headers.link",
      ],
      request: {
        token: list.token,
        query: { ...(page === undefined ? {} : { page: String(page) }), "per-page": String(perPage) },
      },
      answer: listed(
        list.route,
        list.token,
        found,
        rows.map(({ wire }) => wire),
      ),
      call: (client) => list.list(client, { page, perPage }),
      result: { gives: { items: rows.map(({ read }) => read), page: readPosition(found) } },
    };
  });
}

/** Position of the first page, of the default length. */
export function onePage(total: number): Position {
  return { total, pages: Math.ceil(total / LONGEST), page: 1, perPage: LONGEST };
}

/** A page's position as the client gives it. */
export function readPosition({ total, pages, page, perPage }: Position) {
  return { current: page, count: pages, perPage, total };
}
