/** `contacts/opt-out`: who is to get no more messages of the account. */
import { vendorDateTime } from "../../protocol/vendor-time.ts";
import type { ContactAnswer } from "../../protocol/wire.ts";
import type { Contact } from "../domain/contact.ts";
import { byRules } from "../domain/decided.ts";
import { accepted, step } from "../domain/explanation.ts";
import { optOutByApi } from "../domain/opt-out.ts";
import { phoneNumberOf } from "./phone-number.ts";
import type { Action } from "./route.ts";

/** Page opt-out: a birthday that nobody gave. */
const NO_BIRTHDAY = "0000-00-00";

export const optOut: Action = async (call, services) => {
  const number = phoneNumberOf(await call.fields(), services);
  const { result } = await services.store.transact(call.token, { recipient: number }, (view) =>
    optOutByApi(number, view, call.now),
  );
  return {
    body: present(result),
    decided: byRules(accepted(step("opt-out.contact", { number, by: result.optOut?.by ?? null }))),
  };
};

/** Page opt-out: field names, order and types. */
function present({ id, number, optOut: out, createdAt, updatedAt }: Contact) {
  return {
    Id: id,
    Number: number,
    OptedOut: out === null ? 0 : 1,
    FirstName: "",
    LastName: "",
    BirthDay: NO_BIRTHDAY,
    Email: "",
    Zip: "",
    City: "",
    DateCreated: vendorDateTime(createdAt),
    DateUpdated: vendorDateTime(updatedAt),
    GroupIds: [],
    CustomFieldIds: [],
  } satisfies ContactAnswer;
}
