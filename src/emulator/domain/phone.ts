/**
 * Recognizes phone numbers, and the recipient that each names.
 *
 * Source: documented in kind (page send-sms-mms: "valid phone number"); the rest is assumed (settings `phone`,
 * `limits.phone`). The vendor's own sample, 16461234567, is possible by length and not assignable.
 */
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { recipientDigits } from "../../protocol/recipient.ts";
import type { Settings } from "../settings.ts";

const NORTH_AMERICAN_LENGTH = 11;
const KNOWN_NUMBERS_KEPT = 10_000;
/** Characters of any number, however it is written. */
const LONGEST_WRITTEN = 64;

/**
 * Reads recipients by the given settings.
 * @returns a function from text to digits (country code first), or undefined for what is no number
 */
export function phoneReader({ phone, limits }: Settings): (text: string) => string | undefined {
  const verdicts = new Map<string, string | undefined>();
  const tenAreNorthAmerican = phone.tenDigits === "north-american";

  /** The number as it is dialled from abroad, whichever way it is written; undefined for none. */
  function numberOf(digits: string): string | undefined {
    // Possible is a matter of length, which for the North American plan needs no library.
    if (limits.phone === "possible" && digits.startsWith("1"))
      return digits.length === NORTH_AMERICAN_LENGTH ? digits : undefined;
    if (verdicts.has(digits)) return verdicts.get(digits);
    const parsed = parsePhoneNumberFromString(`+${digits}`);
    const isNumber = limits.phone === "valid" ? parsed?.isValid() : parsed?.isPossible();
    const verdict = isNumber ? parsed?.number.slice(1) : undefined;
    if (verdicts.size >= KNOWN_NUMBERS_KEPT) verdicts.clear();
    verdicts.set(digits, verdict);
    return verdict;
  }

  function read(text: string): string | undefined {
    if (text.length > LONGEST_WRITTEN) return undefined;
    const digits = recipientDigits(text, phone.punctuation, tenAreNorthAmerican);
    return digits === undefined ? undefined : numberOf(digits);
  }

  // One call asks for its recipient several times.
  let lastText = "";
  let lastDigits: string | undefined;
  return (text) => {
    if (text !== lastText) {
      lastDigits = read(text);
      lastText = text;
    }
    return lastDigits;
  };
}
