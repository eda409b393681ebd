/**
 * Answers that show nothing of how the API answers: those that come from circumstances, and those of another server on
 * the way to it. Compared, an expired token would be a change of everything.
 */
import { MADE_UP_TOKEN } from "../live/egress/egress.ts";
import { CIRCUMSTANCES, codedCircumstance } from "../pact/verification/circumstances.ts";
import type { DriftRequest } from "./requests.ts";
import { type DriftAnswer, readBody } from "./shape.ts";

/** @returns why the answer of live is none to compare; undefined for one that is */
export function whyNoAnswer(request: Pick<DriftRequest, "query">, answer: DriftAnswer): string | undefined {
  const { status } = answer;
  // A made-up token is asked with for its 401.
  const token = request.query.find(([name]) => name === "access_token")?.[1];
  const isMeant = status === 401 && token === MADE_UP_TOKEN;
  if (CIRCUMSTANCES.test(String(status)) && !isMeant) {
    return `status ${status}, which comes from circumstances: token, balance, rights, limits or an outage`;
  }
  const refusal = codedCircumstance(status, answer.text);
  if (refusal !== undefined) return `status ${status}, which comes from circumstances: ${refusal}`;
  return isOfTheApi(answer) ? undefined : `status ${status}, and not in the way of the API`;
}

/**
 * True when the answer has the API's own form, though perhaps not as documented. A verification wants all names of a
 * refusal before it takes one for evidence; here a missing name is the difference that is looked for.
 */
function isOfTheApi({ status, headers, text }: DriftAnswer): boolean {
  const { form, value } = readBody(text);
  if (status >= 400) return isError(value);
  if (form === "neither JSON nor XML" || /^XML in <html>/i.test(form)) return false;
  const isHtml = /^text\/html\b/i.test(headers.get("content-type") ?? "");
  return !isHtml || form === "JSON" || form.startsWith("XML in <response>");
}

/** Number of an error's names that suffice to tell it is the API's, since one of them may have changed. */
const ENOUGH_NAMES = 2;
const NAMES_OF_AN_ERROR = ["name", "message", "code", "status"];
const NAMES_OF_A_FIELD_ERROR = ["field", "message"];

function isError(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.length > 0 && value.every((entry) => has(entry, NAMES_OF_A_FIELD_ERROR, 1));
  }
  return has(value, NAMES_OF_AN_ERROR, ENOUGH_NAMES);
}

function has(value: unknown, names: readonly string[], enough: number): boolean {
  const own = Object.keys(Object(value));
  return names.filter((name) => own.includes(name)).length >= enough;
}
