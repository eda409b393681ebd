/** The one field of the calls that opt a number out or in. Pages opt-out and undo-opt-out-contact. */
import { fieldRefusal } from "../domain/refusal.ts";
import { mended, required, text, textOf, textThat, validate, wantsPhone } from "../framework/form.ts";
import type { Fields } from "../framework/read-body.ts";
import type { Services } from "./route.ts";

/**
 * @returns digits, country code first
 * @throws Refusal 422 on PhoneNumber
 */
export function phoneNumberOf(fields: Fields, { readPhone }: Pick<Services, "readPhone">): string {
  const rules = [
    required("PhoneNumber"),
    text("PhoneNumber"),
    textThat("PhoneNumber", (value) => readPhone(value) !== undefined, wantsPhone("PhoneNumber")),
  ];
  const errors = validate(fields, rules);
  const number = readPhone(textOf(fields, "PhoneNumber"));
  if (errors.length === 0 && number !== undefined) return number;
  throw fieldRefusal(errors, {
    rule: "fields.phone-number",
    inputs: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
    wouldSucceed: mended(fields, rules),
  });
}
