/** `custom-contact-fields/index`: fields that the account has added to its contacts. */
import { index } from "../../protocol/api/custom-contact-fields.ts";
import { recordList } from "./list-action.ts";

export const customFieldsIndex = recordList({
  endpoint: index,
  of: "customFields",
  values: (field) => field,
  rule: "custom-fields.index",
});
