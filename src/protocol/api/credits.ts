/** `credits`. Pages available-credits-balance. */
import type { Endpoint } from "./endpoint.ts";
import { number } from "./field.ts";

/** The account's money. */
export const balanceRecord = {
  /** Credits the account can spend. */
  availableCredits: number("AvailableCredits"),
} as const;

export const balance = {
  id: "credits.balance",
  methods: ["GET"],
  path: "/v1/credits/balance",
  page: "available-credits-balance",
  success: 200,
  headers: "paginated",
  answer: { record: balanceRecord },
} as const satisfies Endpoint;
