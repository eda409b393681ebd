/** What `numbers` says on the wire. Pages list-numbers and view-number. */
import type { NumberAnswer } from "../../protocol/wire.ts";
import type { Operation, RouteOf } from "../operation.ts";
import { type List, type PageParams, pageQuery, readPage } from "../page.ts";
import { checkParams, pageNames } from "../params.ts";
import { identifier, list, number, single, text } from "../shape.ts";
import { readTime, type VendorTime } from "./sent-history.ts";

export interface NumberStatus {
  /** 0 Active, 1 Inactive, 301 Temporarily blocked., 302 Permanently blocked.; an id that is none of them is kept. */
  readonly id: number;
  /** The vendor's words for it. */
  readonly description: string;
}

/** A short code or long number of the account. */
export interface AccountNumber {
  /** As `sendFrom` takes it. */
  readonly number: string;
  readonly status: NumberStatus;
  /** Null for a number that is not blocked. */
  readonly blockedAt: VendorTime | null;
}

const indexRoute: RouteOf<"numbers.index"> = { method: "GET", path: "/v1/numbers/index" };
const viewRoute: RouteOf<"numbers.view"> = { method: "GET", path: "/v1/numbers/view" };

/** Purpose of a list. */
export const LISTING = "list the numbers";

export function numbersOperation(params: PageParams): Operation<List<AccountNumber>> {
  return {
    route: indexRoute,
    purpose: LISTING,
    query: pageQuery(checkParams(params, pageNames, LISTING)),
    read: (body, headers) => ({ items: list(body).map(readNumber), page: readPage(headers) }),
  };
}

export function numberOperation(asked: string): Operation<AccountNumber> {
  return {
    route: viewRoute,
    purpose: "read the number",
    query: { number: asked },
    read: (body) => readNumber(single(body)),
  };
}

/** Checks the names against the wire's. */
const name = (field: keyof NumberAnswer) => field;

function readNumber(record: unknown): AccountNumber {
  const blocked = text(record, name("Blocked_Date")).trim();
  return {
    number: identifier(record, name("Number")),
    status: { id: number(record, name("Status_Id")), description: text(record, name("Status_Description")) },
    blockedAt: blocked === "" ? null : readTime(blocked, name("Blocked_Date")),
  };
}
