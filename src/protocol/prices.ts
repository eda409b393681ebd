/**
 * Price of a message, in credits.
 *
 * Documented for the USA alone (page send-sms-mms: 1 credit per SMS, 3 per MMS). Other countries are on a page
 * that is in no stored copy, so they cost as the USA until the table says otherwise, and the answer says
 * "assumed".
 */
import { USA_CREDITS } from "./limits.ts";

/** Credits of one SMS part and of one MMS. */
export interface Rate {
  readonly sms: number;
  readonly mms: number;
}

/** Rates by E.164 prefix, digits only; the longest that matches wins. */
export type RateTable = Readonly<Record<string, Rate>>;

export interface Price {
  readonly rate: Rate;
  /** The prefix that decided, or "" where none matched. */
  readonly prefix: string;
  /** False where the rate of the USA stands in for one that is not known. */
  readonly known: boolean;
}

export const DEFAULT_RATES: RateTable = { "1": USA_CREDITS };

/**
 * Area codes of the North American plan outside the USA, so that `1` alone does not pass for documented: Canada,
 * other countries, and the territories. Source: the full metadata of libphonenumber-js (Google's libphonenumber),
 * by the country of a number in each of the 800 codes; a test holds it to that. A code without a country there
 * (not assigned, toll-free) counts as the USA's.
 *
 * The vendor's "USA" is read as the fifty states and the District of Columbia (assumed): Puerto Rico, the Virgin
 * Islands, Guam, American Samoa and the Northern Marianas have countries of their own in the metadata, as in ISO
 * 3166. They cost the same, and it is said to be assumed.
 */
const outsideTheUsa = /* @__PURE__ */ (() =>
  new Set(
    (
      "204 226 236 249 250 257 263 273 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 468 474 506 " +
      "514 519 548 579 581 584 587 600 604 613 622 633 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 " +
      "879 902 905 942 " +
      "242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876 " +
      "340 670 671 684 787 939"
    ).split(" "),
  ))();

/** Length of a table's longest prefix; no longer one need be tried. */
const longestPrefixes = new WeakMap<RateTable, number>();

function longestPrefix(rates: RateTable): number {
  let longest = longestPrefixes.get(rates);
  if (longest === undefined) {
    longest = Math.max(0, ...Object.keys(rates).map((prefix) => prefix.length));
    longestPrefixes.set(rates, longest);
  }
  return longest;
}

/** The rate of a recipient (digits, country code first). */
export function priceOf(digits: string, rates: RateTable): Price {
  for (let length = Math.min(longestPrefix(rates), digits.length); length > 0; length--) {
    const prefix = digits.slice(0, length);
    const rate = Object.hasOwn(rates, prefix) ? rates[prefix] : undefined;
    if (rate !== undefined) {
      const known = prefix !== "1" || !outsideTheUsa.has(digits.slice(1, 4));
      return { rate, prefix, known };
    }
  }
  return { rate: rates["1"] ?? USA_CREDITS, prefix: "", known: false };
}
