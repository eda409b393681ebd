/** What `credits` says on the wire. Page available-credits-balance. */
import type { BalanceAnswer } from "../../protocol/wire.ts";
import { number, single } from "../shape.ts";

export interface Balance {
  /** Credits the account can spend. */
  readonly availableCredits: number;
}

export function readBalance(body: unknown): Balance {
  return { availableCredits: number(single(body), "AvailableCredits" satisfies keyof BalanceAnswer) };
}
