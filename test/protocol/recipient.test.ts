/** Writings of one number, held to the phone library's metadata. */
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, it } from "vitest";
import { recipientDigits } from "../../src/protocol/recipient.ts";

const numberOf = (country: CountryCode) => `${getCountryCallingCode(country)}${examples[country]}`;

describe("the digits of a recipient", () => {
  it.each([
    ["+44 (0)20 7946 0123", "442079460123"],
    ["4402079460123", "442079460123"],
    ["+49 (0)1512 3456789", "4915123456789"],
    ["+54 11 15 5555-0123", "5491155550123"],
    ["+54 (0)11 15 5555-0123", "5491155550123"],
    ["+54 221 15 555-0123", "5492215550123"],
    ["+54 9 11 5555-0123", "5491155550123"],
    ["+7 8 912 345-67-89", "79123456789"],
    ["+36 06 20 123 4567", "36201234567"],
    ["+1 1 646 555 0123", "16465550123"],
    ["+39 06 1234 5678", "390612345678"],
    ["+225 01 23 45 67 89", "2250123456789"],
    ["+6461234567", "6461234567"],
  ])("of %s are %s, as the phone library says", (text, digits) => {
    expect(recipientDigits(text)).toBe(digits);
    expect(parsePhoneNumberFromString(text.replace(/^\+?/, "+"))?.number).toBe(`+${digits}`);
  });

  it("of each country's example are its number as it is, and with the prefix of its own country where it has one", () => {
    const differing = getCountries().flatMap((country) => {
      const number = numberOf(country);
      const code = getCountryCallingCode(country);
      const written = [number, ...["0", "8", "06", "1"].map((prefix) => code + prefix + examples[country])];
      return written.flatMap((text) => {
        const parsed = parsePhoneNumberFromString(`+${text}`);
        // A text that the library reads as another number, or as none, tells nothing.
        if (parsed?.number !== `+${number}` || recipientDigits(`+${text}`) === number) return [];
        return [`${country}: ${text}`];
      });
    });
    expect(differing).toEqual([]);
  });
});
