/** `contacts/opt-out`: who is to get no more messages of the account. */
import { contact } from "../../protocol/api/contacts.ts";
import { fromExplanation } from "../domain/cause.ts";
import type { Contact } from "../domain/contact.ts";
import { accepted, step } from "../domain/explanation.ts";
import { optOutByApi } from "../domain/opt-out.ts";
import { encode } from "./encode.ts";
import { phoneNumberOf } from "./phone-number.ts";
import type { Action } from "./route.ts";

export const optOut: Action = async (call, services) => {
  const number = phoneNumberOf(await call.fields(), services);
  const { result } = await services.store.transact(call.token, { recipient: number }, (view) =>
    optOutByApi(number, view, call.now),
  );
  return {
    body: encode(contact, valuesOf(result)),
    decided: fromExplanation(accepted(step("opt-out.contact", { number, by: result.optOut?.by ?? null }))),
  };
};

function valuesOf({ id, number, optOut: out, createdAt, updatedAt }: Contact) {
  return {
    id,
    number,
    optedOut: out !== null,
    firstName: "",
    lastName: "",
    birthDay: null,
    email: "",
    zip: "",
    city: "",
    createdAt,
    updatedAt,
    groupIds: [],
    customFieldIds: [],
  };
}
