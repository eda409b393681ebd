/** Maximum cost of a request, worked out from the request itself and not from what its pact says of it. */
import { estimate } from "../../../src/client/index.ts";
import type { RequestBody } from "./body.ts";
import { personIn, writeOf } from "./writes.ts";

export interface WorstCase {
  readonly credits: number;
  /** Messages of the phone network, as which the limit per recipient may count them. */
  readonly parts: number;
}

/** Characters of the line that a resent MMS has more: the short address of its media, of undocumented length. */
const LINK = `\n${"x".repeat(64)}`;

const NOTHING: WorstCase = { credits: 0, parts: 0 };

/**
 * Greater of the documented and the phone network's figure. An MMS is taken to be refused by the carrier and to go
 * again as SMS, which costs as well. A request that names no recipient cannot be sent, and one that the API is
 * expected to refuse is taken to be accepted.
 */
export function worstCaseOf(path: string, body: RequestBody): WorstCase {
  const person = personIn(body);
  if (writeOf(path)?.sends !== true || person === undefined) return NOTHING;
  const fields = new Map(body.fields);
  const message = String(fields.get("Message") ?? "");
  const isMms = fields.has("MmsTemplateId");
  const asSms = estimate({ message: isMms ? `${message}${LINK}` : message, mobilePhone: person });
  const smsCredits = Math.max(1, asSms.credits.documented, asSms.credits.gsm);
  const smsParts = Math.max(1, asSms.parts.documented, asSms.parts.gsm);
  if (!isMms) return { credits: smsCredits, parts: smsParts };
  const asMms = estimate({ message, mobilePhone: person, mmsTemplateId: 1 });
  return {
    credits: Math.max(asMms.credits.documented, asMms.credits.gsm) + smsCredits,
    parts: 1 + smsParts,
  };
}

/** True when the price of a recipient is documented; elsewhere the worst case is unknown. */
export function hasKnownPrice(recipient: string): boolean {
  return !estimate({ message: "", mobilePhone: recipient }).credits.assumed;
}
