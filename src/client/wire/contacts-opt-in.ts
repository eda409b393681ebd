/** What `contacts-opt-in` says on the wire. Page undo-opt-out-contact. */
import type { OptInAnswer } from "../../protocol/wire.ts";
import type { Operation, RouteOf } from "../operation.ts";
import { single, text } from "../shape.ts";

export interface OptedIn {
  /** The API's own words. */
  readonly message: string;
}

const createCustomRoute: RouteOf<"contactsOptIn.createCustom"> = {
  method: "POST",
  path: "/v1/contacts-opt-in/create-custom",
};

export function createCustomOperation(phoneNumber: string): Operation<OptedIn> {
  return {
    route: createCustomRoute,
    purpose: "opt the number in again",
    // Made again after it was made, it would be refused.
    repeatable: false,
    body: { PhoneNumber: phoneNumber },
    // The vendor's XML sample has blanks around it.
    read: (body) => ({ message: text(single(body), "message" satisfies keyof OptInAnswer).trim() }),
  };
}
