/** Lists: the requested page of the account's rows, in the order that a setting gives. */

import type { Endpoint } from "../../protocol/api/endpoint.ts";
import type { Fields } from "../../protocol/api/field.ts";
import type { Encodable } from "../../protocol/api/values.ts";
import type { EvidenceId } from "../../protocol/evidence/ledger.ts";
import { fromExplanation } from "../domain/cause.ts";
import { accepted, type ExplanationStep, step } from "../domain/explanation.ts";
import type { RecordName, Records } from "../domain/records.ts";
import { pageAsked, pageSteps, paginationOf } from "../framework/paging.ts";
import type { MaybePromise, Page } from "../store/types.ts";
import { encode } from "./encode.ts";
import type { Action, Call, Services } from "./route.ts";

/** Properties of one list; pages, links and names are common to all. */
export interface ListDefinition<Row, Record extends Fields> {
  readonly endpoint: Pick<Endpoint, "headers"> & { readonly answer: { readonly list: Record } };
  /** Source of its rows; may refuse the parameters. */
  readonly source: (call: Call, services: Services) => MaybePromise<ListSource<Row>>;
  /** A row's values; undefined for a row removed meanwhile. */
  readonly values: (row: Row, call: Call, services: Services) => MaybePromise<Encodable<Record> | undefined>;
  /** Steps that the explanation has for a row. */
  readonly explains?: (row: Row) => readonly ExplanationStep[];
  /** The rule that the answer rests on. */
  readonly rule: EvidenceId;
}

export interface ListSource<Row> {
  /** Rows from `skip` on, the oldest first, and how many there are in all. */
  readonly read: (skip: number, count: number) => MaybePromise<Page<Row>>;
  readonly newestFirst?: boolean;
  /** Rules that decided before the page was cut, and after. */
  readonly before?: readonly ExplanationStep[];
  readonly after: readonly ExplanationStep[];
}

export function listAction<Row, Record extends Fields>({
  endpoint,
  source,
  values,
  explains = () => [],
  rule,
}: ListDefinition<Row, Record>): Action {
  return async (call, services) => {
    const { read, newestFirst = false, before = [], after } = await source(call, services);
    const { total } = await read(0, 0);
    const { pagination, steps } =
      endpoint.headers === "paginated" ? pageOf(call, services, total) : { pagination: undefined, steps: [] };
    const { currentPage, perPage } = pagination ?? { currentPage: 1, perPage: total };
    const skipped = (currentPage - 1) * perPage;
    const count = Math.min(perPage, total - skipped);
    const { items } = await read(newestFirst ? total - skipped - count : skipped, count);
    const rows = newestFirst ? items.toReversed() : items;
    const found = await Promise.all(rows.map((row) => values(row, call, services)));
    const answer = step(rule, { page: currentPage, rows: count });
    const [first = answer, ...others] = [...before, ...steps, ...after, ...rows.flatMap(explains), answer];
    return {
      body: found.flatMap((row) => (row === undefined ? [] : [encode(endpoint.answer.list, row)])),
      ...(pagination && { pagination }),
      decided: fromExplanation(accepted(first, ...others)),
    };
  };
}

/** The requested page. A list whose page of the vendor prints no X-Pagination headers is answered whole. */
function pageOf({ query }: Call, { settings }: Services, total: number) {
  const asked = pageAsked(query, settings);
  const pagination = paginationOf(asked, total);
  return { pagination, steps: pageSteps(asked, pagination) };
}

/** Lists records by id, in the order that setting `lists` gives. */
export function recordList<Name extends RecordName, Record extends Fields>({
  of,
  ...definition
}: Omit<ListDefinition<Records[Name], Record>, "source"> & { readonly of: Name }): Action {
  return listAction({
    ...definition,
    source: ({ token }, { store, settings }) => ({
      read: (from, count) => store.records(token, of, { from, count }),
      newestFirst: settings.lists === "newest-first",
      after: [step("lists.order", { order: settings.lists })],
    }),
  });
}
