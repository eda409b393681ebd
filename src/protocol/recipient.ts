/**
 * Spelling of phone numbers, on which client and emulator must agree before either checks whether a number exists.
 */

/** Characters a number may hold beside digits. Assumed; the vendor prints digits only. */
export const PHONE_PUNCTUATION = " +().-";

/** Digits of any number with its country code, at most. ITU-T E.164. */
export const LONGEST_NUMBER = 15;

/** How ten digits without `+` are read. */
export type TenDigits = "north-american" | "as-written";

/**
 * The digits that name a recipient, country code first: `+1 (646) 123-4567`, `16461234567` and `6461234567` are one
 * recipient, and so are `+44 (0)20 7946 0123` and `442079460123`. Exactly ten digits without `+` are North American
 * (assumed).
 *
 * @returns undefined when the text holds anything else than digits and punctuation, a `+` that is not first,
 * or no digit
 */
export function recipientDigits(
  text: string,
  punctuation: string = PHONE_PUNCTUATION,
  tenDigitsAreNorthAmerican = true,
): string | undefined {
  let digits = "";
  let plus = false;
  if (isDigits(text)) digits = text;
  else {
    for (const character of text) {
      if (character >= "0" && character <= "9") digits += character;
      else if (!punctuation.includes(character)) return undefined;
      else if (character === "+") {
        if (plus || digits !== "") return undefined;
        plus = true;
      }
    }
  }
  if (digits === "") return undefined;
  if (digits.length === 10 && !plus && tenDigitsAreNorthAmerican) return `1${digits}`;
  return withoutTrunkPrefix(digits);
}

/**
 * Writings within a country that stand after the country code as well, and the number as it is dialled from abroad.
 * Source: the full metadata of libphonenumber-js (Google's libphonenumber); a test holds it to that.
 */
const TRUNK_PREFIXES: readonly (readonly [written: RegExp, dialled: string])[] = [
  [/^(1)1(\d{10})$/, "$1$2"],
  [/^(7)8(\d{10})$/, "$1$2"],
  [/^(36)06(\d{8,9})$/, "$1$2"],
  [/^(692)1(\d{7})$/, "$1$2"],
  [/^(370|993)8(\d{8})$/, "$1$2"],
  [/^(375)8(\d{9})$/, "$1$2"],
  // A mobile number of Argentina has 15 after its area code, from abroad a 9 before it.
  [/^540?9?(?=\d{12}$)(11|\d{3}|\d{4})15(\d+)$/, "549$1$2"],
  // In Italy, San Marino, the Vatican and parts of Africa a number itself may begin with 0.
  [
    /^(?!39|37[89]|225|229|24[12])(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|(?:2[1-689]|3[578]|42|5[09]|6[7-9]|8[0578]|9[679])\d)0(\d{4,})$/,
    "$1$2",
  ],
];

/** Drops the prefix that only calls within the number's country have, such as the 0 of `+44 (0)20`. */
function withoutTrunkPrefix(digits: string): string {
  const [written = "", dialled = ""] = TRUNK_PREFIXES.find(([pattern]) => pattern.test(digits)) ?? [];
  return digits.replace(written, dialled);
}

/** True when a number is written in the commonest way: digits, at least one. */
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
