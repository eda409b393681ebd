import { createCustom } from "../../protocol/api/contacts-opt-in.ts";
import type { ApiPromise } from "../http/api-promise.ts";
import type { Call, CallOptions } from "../http/call.ts";
import { recordOperation } from "../http/operation.ts";
import type { OptedIn } from "../records.ts";

/** Opting in again. */
export class ContactsOptIn {
  readonly #call: Call;

  /** @internal */
  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * Undoes an opt-out that was made through the API; a recipient who wrote STOP can only opt in from the handset. Never
   * made again when its outcome is unknown: a second one would be refused. Page undo-opt-out-contact.
   *
   * @param phoneNumber country code first
   * @throws InvalidInputError when it is no phone number, or was not opted out through the API
   * @throws ConnectionError, TimeoutError, ServerError: it may have happened; a send will tell
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * await client.contactsOptIn.createCustom("16465550123");
   */
  createCustom(phoneNumber: string, options?: CallOptions): ApiPromise<OptedIn> {
    return this.#call(
      async () =>
        ({
          ...recordOperation(createCustom, "opt the number in again", { phoneNumber }),
          repeatable: false,
        }) as const,
      options,
    );
  }
}
