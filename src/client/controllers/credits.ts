import { balance } from "../../protocol/api/credits.ts";
import type { ApiPromise } from "../http/api-promise.ts";
import type { Call, CallOptions } from "../http/call.ts";
import { recordOperation } from "../http/operation.ts";
import type { Balance } from "../records.ts";

/** The account's money. */
export class Credits {
  readonly #call: Call;

  /** @internal */
  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * Reads the credits that the account can spend. Page available-credits-balance.
   *
   * @throws any ProTextingError but InsufficientCreditsError and SendOutcomeUnknownError
   * @example
   * const { availableCredits } = await client.credits.balance();
   */
  balance(options?: CallOptions): ApiPromise<Balance> {
    return this.#call(recordOperation(balance, "read the balance", {}), options);
  }
}
