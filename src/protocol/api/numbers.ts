/** `numbers`. Pages list-numbers, view-number, create-number, delete-number. */

import { numberStatuses } from "../number-status.ts";
import { acknowledgement } from "./acknowledgement.ts";
import type { Endpoint } from "./endpoint.ts";
import { coded, identifier, optional, time } from "./field.ts";

/** A short code or long number of the account. */
export const accountNumber = {
  /** Number as `sendFrom` takes it. */
  number: identifier("Number"),
  /** 0 Active, 1 Inactive, 301 Temporarily blocked., 302 Permanently blocked. */
  status: coded("Status", numberStatuses),
  /** Null for a number that is not blocked. */
  blockedAt: optional(time("Blocked_Date"), null),
} as const;

export const index = {
  id: "numbers.index",
  methods: ["GET"],
  path: "/v1/numbers/index",
  page: "list-numbers",
  success: 200,
  headers: "paginated",
  answer: { list: accountNumber },
} as const satisfies Endpoint;

export const view = {
  id: "numbers.view",
  methods: ["GET"],
  path: "/v1/numbers/view",
  page: "view-number",
  success: 200,
  headers: "paginated",
  asks: { number: "number" },
  answer: { record: accountNumber },
  rowOf: ["numbers.index", "Number"],
} as const satisfies Endpoint;

export const create = {
  id: "numbers.create",
  methods: ["POST"],
  path: "/v1/numbers/create",
  page: "create-number",
  success: 201,
  headers: "plain",
  asks: { country: "Country", prefix: "Prefix" },
  answer: { record: accountNumber },
} as const satisfies Endpoint;

export const deleteOne = {
  id: "numbers.delete",
  methods: ["DELETE"],
  path: "/v1/numbers/delete",
  page: "delete-number",
  success: 200,
  headers: "plain",
  asks: { number: "number" },
  answer: { record: acknowledgement },
} as const satisfies Endpoint;
