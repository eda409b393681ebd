/** Whether a refusal of one item would come again, so that no later run need try it. */
import type { AnyProTextingError } from "../errors.ts";
import { field } from "../shape.ts";

/** Refusals by the API that would come again for the same item. */
const FINAL: ReadonlySet<string> = new Set([
  "ContentRefusedError",
  "InvalidInputError",
  "MediaRefusedError",
  "RecipientRefusedError",
  "RefusedError",
  "SenderRefusedError",
] satisfies readonly AnyProTextingError["name"][]);

/** Code of a sender that is blocked for a while only. */
const BLOCKED_FOR_A_WHILE = 301;

/** What the API itself has refused stays refused; whatever else kept a message from leaving, such as a gateway, may pass. */
export function isFinal(error: AnyProTextingError): boolean {
  if (!FINAL.has(error.name) || error.code === BLOCKED_FOR_A_WHILE) return false;
  const isListed = error.name === "InvalidInputError" && error.fields.length > 0;
  return isListed || field(error.body, "name") !== undefined;
}
