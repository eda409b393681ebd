/** The choice of whose the effect of a lever is. */
import type { ViewRequest } from "../route.ts";
import type { Field } from "./field.tsx";
import { ALL_ACCOUNTS, SCOPE_FIELD } from "./typed.ts";

export function scopeField({ account }: ViewRequest, label = "For"): Field {
  return {
    name: SCOPE_FIELD,
    label,
    initial: "one",
    choices: [
      ["one", `this account, ${account.label}`],
      [ALL_ACCOUNTS, "all accounts"],
    ],
  };
}
