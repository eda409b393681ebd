/** What `credits` says on the wire. Page available-credits-balance. */
import type { BalanceAnswer } from "../../protocol/wire.ts";
import type { Operation } from "../operation.ts";
import { number, single } from "../shape.ts";

export interface Balance {
  /** Credits the account can spend. */
  readonly availableCredits: number;
}

export function balanceOperation(route: Operation<object>["route"]): Operation<Balance> {
  return { route, purpose: "read the balance", read: readBalance };
}

function readBalance(body: unknown): Balance {
  return { availableCredits: number(single(body), "AvailableCredits" satisfies keyof BalanceAnswer) };
}
