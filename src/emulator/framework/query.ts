/** Parameters an action takes from the query string. Recorded: `fixtures/wire/FRAMEWORK.md` sections 2 and 10. */
import type { FrameworkBehaviour } from "../../protocol/framework.ts";
import { type Refusal, refusal } from "../domain/refusal.ts";
import type { PhpFields } from "./php-fields.ts";

/** @throws Refusal 400 for a parameter that is missing, or an array where the release takes none */
export function requiredParameter(query: PhpFields, name: string, behaviour: FrameworkBehaviour): string {
  const [value = ""] = requiredParameters(query, [name], behaviour);
  return value;
}

/**
 * @returns values in the order of the names
 * @throws Refusal 400 for an array where the release takes none, else for all that are missing
 */
export function requiredParameters(
  query: PhpFields,
  names: readonly string[],
  behaviour: FrameworkBehaviour,
): readonly string[] {
  const values = names.flatMap((name) => {
    const value = query[name];
    if (value === undefined || typeof value === "string") return value ?? [];
    if (behaviour.takesArrayParameter) return firstText(value);
    throw unusable(`Invalid data received for parameter "${name}".`, name, "array");
  });
  if (values.length === names.length) return values;
  const missing = names.filter((name) => query[name] === undefined).join(", ");
  throw unusable(`Missing required parameters: ${missing}`, missing, null);
}

function unusable(message: string, parameter: string, given: "array" | null): Refusal {
  return refusal(400, message, {
    rule: "query.required",
    inputs: { parameter, given },
    wouldSucceed: `The query parameter ${parameter}, once.`,
  });
}

/** A query of the database by a list finds the rows of any of its values; one row is asked for. */
function firstText(values: PhpFields): string {
  return Object.values(values).find((value) => typeof value === "string") ?? "";
}
