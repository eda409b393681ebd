/** Parameters an action takes from the query string. Recorded: `fixtures/wire/FRAMEWORK.md` sections 2 and 10. */
import type { FrameworkBehaviour } from "../../protocol/framework.ts";
import { refusal } from "../domain/refusal.ts";
import type { PhpFields } from "./php-fields.ts";

/** @throws Refusal 400 for a parameter that is missing, or an array where the release takes none */
export function requiredParameter(query: PhpFields, name: string, behaviour: FrameworkBehaviour): string {
  const value = query[name];
  if (typeof value === "string") return value;
  if (value !== undefined && behaviour.takesArrayParameter) return firstText(value);
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

/** A query of the database by a list finds the rows of any of its values; one row is asked for. */
function firstText(values: PhpFields): string {
  return Object.values(values).find((value) => typeof value === "string") ?? "";
}
