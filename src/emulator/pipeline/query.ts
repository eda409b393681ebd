/** Parameters an action takes from the query string. Recorded: `fixtures/wire/FRAMEWORK.md` sections 2 and 10. */
import { refusal } from "../domain/refusal.ts";
import type { PhpFields } from "./php-fields.ts";

/** @throws Refusal 400 for a parameter that is missing or an array */
export function requiredParameter(query: PhpFields, name: string): string {
  const value = query[name];
  if (typeof value === "string") return value;
  const message =
    value === undefined
      ? `Missing required parameters: ${name}`
      : `Invalid data received for parameter "${name}".`;
  throw refusal(400, message, {
    rule: "query.required",
    inputs: { parameter: name, given: value === undefined ? null : "array" },
    wouldSucceed: `The query parameter ${name}, once.`,
  });
}
