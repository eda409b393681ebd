/** The one field of the calls that opt a number out or in. Pages opt-out and undo-opt-out-contact. */
import { fieldRefusal } from "../domain/refusal.ts";
import { required, text, textOf, textThat, validate } from "../pipeline/form.ts";
import type { Fields } from "../pipeline/read-body.ts";
import type { Services } from "./route.ts";

/**
 * @returns digits, country code first
 * @throws Refusal 422 on PhoneNumber
 */
export function phoneNumberOf(fields: Fields, { readPhone }: Pick<Services, "readPhone">): string {
  const errors = validate(fields, [
    required("PhoneNumber"),
    text("PhoneNumber"),
    textThat("PhoneNumber", (value) => readPhone(value) !== undefined),
  ]);
  const number = readPhone(textOf(fields, "PhoneNumber"));
  if (errors.length === 0 && number !== undefined) return number;
  throw fieldRefusal(errors, {
    rule: "fields.phone-number",
    inputs: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
    wouldSucceed: "The same request with a PhoneNumber that is one, country code first.",
  });
}
