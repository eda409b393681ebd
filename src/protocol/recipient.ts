/**
 * Writing of phone numbers: what both sides must agree on before anybody asks whether a number exists.
 */

/** Characters a number may hold beside digits. Assumed; the vendor prints digits only. */
export const PHONE_PUNCTUATION = " +().-";

/**
 * The digits that name a recipient, country code first: `+1 (646) 123-4567`, `16461234567` and `6461234567`
 * are one recipient. Exactly ten digits without `+` are North American (assumed).
 *
 * @returns undefined when the text holds anything else than digits and punctuation, a `+` that is not first,
 * or no digit
 */
export function recipientDigits(
  text: string,
  punctuation: string = PHONE_PUNCTUATION,
  tenDigitsAreNorthAmerican = true,
): string | undefined {
  if (isDigits(text)) return text.length === 10 && tenDigitsAreNorthAmerican ? `1${text}` : text;
  let digits = "";
  let plus = false;
  for (const character of text) {
    if (character >= "0" && character <= "9") digits += character;
    else if (!punctuation.includes(character)) return undefined;
    else if (character === "+") {
      if (plus || digits !== "") return undefined;
      plus = true;
    }
  }
  if (digits === "") return undefined;
  return digits.length === 10 && !plus && tenDigitsAreNorthAmerican ? `1${digits}` : digits;
}

/** Whether it is the way nearly everybody writes a number: digits, at least one. */
function isDigits(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 48 || code > 57) return false;
  }
  return text !== "";
}

/**
 * The recipient as the vendor shows it in `Message`: four digits, then an `x` for each of the rest.
 * Page send-sms-mms prints `1646xxxxxxx` for 16461234567.
 */
export function maskRecipient(digits: string): string {
  return masked(digits, 4);
}

/**
 * The recipient as the sent history shows it: seven digits, then an `x` for each of the rest.
 * Page list-sent-single-messages prints `1646595xxxx`.
 */
export function maskSentRecipient(digits: string): string {
  return masked(digits, 7);
}

/** A number of the account as the samples of numbers/index print it: eight digits, then an `x` for each of the rest. */
export function maskOwnNumber(digits: string): string {
  return masked(digits, 8);
}

function masked(digits: string, shown: number): string {
  return digits.slice(0, shown) + "x".repeat(Math.max(0, digits.length - shown));
}
