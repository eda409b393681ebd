/**
 * Codes of the refusals that the books give, with the vendor's texts.
 *
 * Source: page error-codes, newest revision (`fixtures/vendor/errors.md` section 1). Each is 422 with an object of
 * `name`, `message`, `code` and `status`; the page prints that for code 1 alone, for the others it is assumed.
 */
export const refusalCodes = {
  1: "Phone number is opted out.",
  2: "Forbidden words.",
  3: "Empty MMS resource.",
  4: "Unprocessable entity.",
  5: "Not enough credits.",
  6: "API App is NOT activated.",
  7: "Invalid IP address.",
  8: "SMS Sending Failed - limitation has been reach: SMS with same content can be sent 1 time every 10 seconds.",
  301: "Sender Long Code is temporarily blocked.",
  302: "Sender Long Code is permanently blocked.",
  1000: "Phone number is opted out globally.",
  1001: "Phone number is blocked globally.",
} as const;

export type RefusalCode = keyof typeof refusalCodes;

/** Codes above this one are the carriers'; the page lists none of them. */
export const CARRIER_CODES_ABOVE = 10_000;

/** Code that the emulator answers with for them (assumed). */
export const CARRIER_CODE = CARRIER_CODES_ABOVE + 1;

/** Text of every code above `CARRIER_CODES_ABOVE`. */
export const CARRIER_BLOCKED = "Content blocked by carriers or rejected without details provided.";

/** Status of all of them. */
export const REFUSAL_STATUS = 422;

/** Seconds for which the same text is not sent to the same recipient again: the text of code 8. */
export const SAME_TEXT_SECONDS = 10;
