/**
 * Characters that the vendor allows in outgoing texts, the API's included: LF, FF, CR, 0x20 to 0x7E without the
 * backslash, ten Greek capitals, and 0xA0 to 0xFF of ISO-8859-15. Others "will most likely be rejected".
 *
 * Source: FAQ allowed-characters (`fixtures/vendor/errors.md` section 3).
 */
const REFUSED =
  /[^\n\f\r\x20-\x5B\x5D-\x7EΔΦΓΛΩΠΨΣΘΞ\u00A0-\u00A3\u00A5\u00A7\u00A9-\u00B3\u00B5-\u00B7\u00B9-\u00BB\u00BF-\u00FF€ŠšŽžŒœŸ]/u;

/** The first character that is not allowed; undefined when all are. */
export function refusedCharacter(text: string): string | undefined {
  return REFUSED.exec(text)?.[0];
}
