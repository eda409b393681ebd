import { optOut } from "../../protocol/api/contacts.ts";
import type { ApiPromise } from "../http/api-promise.ts";
import type { Call, CallOptions } from "../http/call.ts";
import { recordOperation } from "../http/operation.ts";
import type { Contact } from "../records.ts";

/** People the account knows by number. */
export class Contacts {
  readonly #call: Call;

  /** @internal */
  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * Opts a number out: later sends of this account to it are refused. A contact that is not known is created. Done
   * twice it is done once, so the request is made again as freely as a read. Page opt-out.
   *
   * @param phoneNumber country code first
   * @throws InvalidInputError when it is no phone number
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * const { optedOut } = await client.contacts.optOut("16465550123");
   */
  optOut(phoneNumber: string, options?: CallOptions): ApiPromise<Contact> {
    return this.#call(async () => recordOperation(optOut, "opt the number out", { phoneNumber }), options);
  }
}
