import { create, find, optOut, update, view } from "../../protocol/api/contacts.ts";
import type { ApiPromise } from "../http/api-promise.ts";
import type { Call, CallOptions } from "../http/call.ts";
import { recordOperation } from "../http/operation.ts";
import { checkParams, copyParams } from "../options/params.ts";
import type { Contact, ContactDetails } from "../records.ts";

/** Facts about a person; what is left out of a change stays as it was. */
interface Person {
  /** Country code first. */
  readonly number: string;
  /** At most 100 characters, as is the last name. */
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly birthDay?: string | undefined;
  /** At most 64 characters. */
  readonly email?: string | undefined;
  readonly zip?: string | undefined;
  readonly city?: string | undefined;
}

export interface NewContact extends Person {
  /** At least one. */
  readonly groupIds: readonly number[];
  /** Text message to the contact, of at most 148 characters. It costs what a send costs. */
  readonly message?: string | undefined;
  readonly customFieldId?: number | undefined;
  /** Value of that field, of at most 255 characters. */
  readonly customFieldValue?: string | undefined;
}

export interface ContactChange extends Person {
  readonly id: number;
  /** Groups that it is in from now on. */
  readonly groupIds?: readonly number[] | undefined;
}

/** People the account knows by number. */
export class Contacts {
  readonly #call: Call;

  /** @internal */
  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * Makes a contact, at most once: the request is made again only after a definite refusal that may pass, a rate limit or
   * a connection that never came about. With a `message` it is a send as well: it goes to allowed recipients only and
   * keeps the limits of sends. Page add-contact.
   *
   * @throws InvalidInputError when something given is invalid, or the account has a contact of this number
   * @throws ConnectionError, TimeoutError, ServerError, AbortError, UnexpectedAnswerError: it may have been made all
   * the same; `find` tells. With a message, SendOutcomeUnknownError instead
   * @throws any other ProTextingError but NotFoundError
   * @example
   * const { id } = await client.contacts.create({ number: "16465550123", firstName: "Ann", groupIds: [1] });
   */
  create(params: NewContact, options?: CallOptions): ApiPromise<Contact> {
    const purpose = "create the contact";
    const given = copyParams(params, create.asks);
    const operation = async () => {
      const checked = checkParams(given, create.asks, purpose);
      const { number: mobilePhone, message } = checked;
      return {
        ...recordOperation(create, purpose, checked),
        repeatable: false,
        ...(message ? { sends: { mobilePhone, message } } : {}),
      } as const;
    };
    return this.#call(operation, options);
  }

  /**
   * A contact by its id, with the values of its custom fields. Page view-contact.
   *
   * @throws NotFoundError when the account has no such contact
   * @throws InvalidInputError when `id` is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError and SendOutcomeUnknownError
   * @example
   * const { optedOutViaApi, customFields } = await client.contacts.view(1);
   */
  view(id: number, options?: CallOptions): ApiPromise<ContactDetails> {
    return this.#call(async () => recordOperation(view, "read the contact", { id }), options);
  }

  /**
   * A contact by its number. Page find-contact.
   *
   * @param number country code first
   * @throws NotFoundError when the account has no such contact
   * @throws any other ProTextingError but InsufficientCreditsError and SendOutcomeUnknownError
   * @example
   * const { id, groupIds } = await client.contacts.find("16465550123");
   */
  find(number: string, options?: CallOptions): ApiPromise<Contact> {
    return this.#call(async () => recordOperation(find, "find the contact", { number }), options);
  }

  /**
   * Changes a contact. Done twice it is done once, so the request is made again as freely as a read. Page update-contact.
   *
   * @throws NotFoundError when the account has no such contact
   * @throws InvalidInputError when something given is invalid, or the number is another contact's
   * @throws any other ProTextingError but InsufficientCreditsError and SendOutcomeUnknownError
   * @example
   * await client.contacts.update({ id: 1, number: "16465550123", groupIds: [1, 2] });
   */
  update(params: ContactChange, options?: CallOptions): ApiPromise<Contact> {
    const purpose = "update the contact";
    const given = copyParams(params, update.asks);
    const operation = async () => recordOperation(update, purpose, checkParams(given, update.asks, purpose));
    return this.#call(operation, options);
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
