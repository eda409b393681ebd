/**
 * What every list of the API has: its rows, the pages (the first, one between, the last, one past the end, and the
 * most rows that a page has), and the refusals. Page docs index, and `fixtures/wire/FRAMEWORK.md` section 9.
 */
import type { PageParams, ProTexting } from "../../src/client/index.ts";
import type { EvidenceId } from "../../src/protocol/evidence/ledger.ts";
import { listed, type Position } from "./answers.ts";
import type { Fields } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { commonRefusals } from "./refusals.ts";

/** One row: as it comes over the wire, and what the client makes of it. */
export interface Row {
  readonly wire: Fields;
  readonly read: object;
}

/** A list that fits into one page. */
export interface ListCase extends Pick<Interaction, "outcome" | "given" | "restsOn"> {
  readonly rows: readonly Row[];
  /** Filters, and the call that has them. */
  readonly filtered?: {
    readonly query: Interaction["request"]["query"] & object;
    readonly call: Interaction["call"];
  };
}

export interface ListContract {
  readonly route: ApiRoute;
  readonly token: string;
  readonly cases: readonly ListCase[];
  /** A state with three rows that differ, and the rules that their pages rest on beside those of pages. */
  readonly three: Pick<Interaction, "given" | "restsOn"> & { readonly rows: readonly [Row, Row, Row] };
  /** Parameters that the list cannot do without. */
  readonly query?: Readonly<Record<string, string>>;
  readonly call: (client: ProTexting, params?: PageParams) => Promise<unknown>;
}

/** All interactions of a list: its cases, its pages and the refusals that it has in common with others. */
export function listInteractions(list: ListContract): readonly Interaction[] {
  const { route, token, cases, query } = list;
  const call = (client: ProTexting) => list.call(client);
  return [
    ...cases.map(
      ({ rows, filtered, ...which }): Interaction => ({
        ...which,
        route,
        touches: "state",
        request: { token, ...((query ?? filtered) && { query: { ...query, ...filtered?.query } }) },
        call: filtered?.call ?? call,
        ...pageOf(list, rows, {
          total: rows.length,
          pages: Math.ceil(rows.length / LONGEST),
          page: 1,
          perPage: LONGEST,
        }),
      }),
    ),
    ...pagesOf(list),
    ...commonRefusals({ route, request: query === undefined ? {} : { query }, call }),
  ];
}

interface PageCase {
  readonly outcome: string;
  readonly page?: number;
  readonly perPage: number;
  /** Position that the API answers with. */
  readonly found: Position;
  readonly rules: readonly EvidenceId[];
}

const LONGEST = 100;
const ofThree = (page: number): Position => ({ total: 3, pages: 3, page, perPage: 1 });
const pages: readonly PageCase[] = [
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

function pagesOf(list: ListContract): readonly Interaction[] {
  const { route, token, three, query } = list;
  return pages.map(({ outcome, page, perPage, found, rules }) => ({
    route,
    touches: "state",
    outcome,
    given: three.given,
    restsOn: [
      ...three.restsOn,
      "paging.rows",
      "paging.per-page",
      ...rules,
      "headers.documented",
      "headers.link",
    ],
    request: {
      token,
      query: { ...query, ...(page === undefined ? {} : { page: String(page) }), "per-page": String(perPage) },
    },
    call: (client) => list.call(client, { page, perPage }),
    ...pageOf(list, three.rows.slice((found.page - 1) * found.perPage, found.page * found.perPage), found),
  }));
}

/** A page as the API answers it, and as the client gives it. */
function pageOf({ route, token }: ListContract, rows: readonly Row[], position: Position) {
  const { total, pages: count, page: current, perPage } = position;
  return {
    answer: listed(
      route,
      token,
      position,
      rows.map(({ wire }) => wire),
    ),
    result: { gives: { items: rows.map(({ read }) => read), page: { current, count, perPage, total } } },
  };
}
