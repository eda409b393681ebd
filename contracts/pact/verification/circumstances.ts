/**
 * Answers that come from circumstances, not from the rules behind an interaction that expects another one: a token that
 * is not good, an account without credits or that lets no call in, a recipient who wants none, a sender that is
 * blocked, limits used up by others, carriers, and a server or a way there that is broken.
 */
import { CARRIER_CODES_ABOVE, REFUSAL_STATUS } from "../../../src/protocol/refusal-codes.ts";

/** 402 and 403 stand on no page of the vendor's; a gateway may answer with them. */
export const CIRCUMSTANCES = /^(401|402|403|429|5\d\d)$/;

/** Codes of page error-codes; 2, 3 and 4 are about the request, so they count against a rule. */
const CODES: ReadonlyMap<number, string> = new Map([
  [1, "the recipient has opted out"],
  [5, "the account has too few credits"],
  [6, "the account's API app is not activated"],
  [7, "the account does not allow this machine's address"],
  [8, "the same text was sent a moment before"],
  [301, "the sender is blocked"],
  [302, "the sender is blocked"],
  [1000, "the recipient has opted out globally"],
  [1001, "the recipient is blocked globally"],
]);

/**
 * @param text of the body, in JSON or XML
 * @returns why a refusal with a code says nothing of an interaction that expects another answer
 */
export function codedCircumstance(status: number, text: string): string | undefined {
  if (status !== REFUSAL_STATUS) return undefined;
  const code = codeIn(text);
  if (code === undefined) return undefined;
  const reason = code > CARRIER_CODES_ABOVE ? "carriers block the content" : CODES.get(code);
  return reason === undefined ? undefined : `${reason} (code ${code})`;
}

function codeIn(text: string): number | undefined {
  const written = /^\s*</.test(text) ? /<code>\s*(\d+)\s*<\/code>/.exec(text)?.[1] : jsonCode(text);
  return written === undefined ? undefined : Number(written);
}

function jsonCode(text: string): string | undefined {
  try {
    const code: unknown = Object(JSON.parse(text)).code;
    return typeof code === "number" ? String(code) : undefined;
  } catch {
    return undefined;
  }
}
