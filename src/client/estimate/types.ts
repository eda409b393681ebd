/** Figures of an estimate. */
import type { Characters } from "./characters.ts";

/**
 * - `too-long`: the API will refuse the text
 * - `ucs2`: a character outside the GSM alphabet leaves less than half as much room in each part
 * - `figures-differ`: the charge depends on which rule of parts the vendor follows
 * - `recipient-unreadable`: `mobilePhone` is no phone number, so the API will refuse it
 * - `price-assumed`: the vendor prints no price for the recipient's country
 */
export type EstimateWarningCode =
  | "too-long"
  | "ucs2"
  | "figures-differ"
  | "recipient-unreadable"
  | "price-assumed";

export interface EstimateWarning {
  readonly code: EstimateWarningCode;
  /** English, for a person; printable ASCII whatever the message holds. */
  readonly text: string;
}

/**
 * A figure by the vendor's page, on which 480 characters are 3 SMS, and by the phone network's rule (3GPP TS
 * 23.040), where they are 4. Which one is charged is not published.
 */
export interface BothFigures<T> {
  readonly documented: T;
  readonly gsm: T;
}

export interface Estimate extends Characters {
  readonly kind: "sms" | "mms";
  /** Code points that the API takes at most: 480, for an MMS 1544. */
  readonly limit: number;
  /** SMS parts of the text. An MMS is not cut; the figure is that of the SMS which `mmsResend` may make of it. */
  readonly parts: BothFigures<number>;
  /** Index of each part's first UTF-16 code unit. */
  readonly starts: BothFigures<readonly number[]>;
  /** Units that are free in the last part. */
  readonly unitsLeft: BothFigures<number>;
  readonly credits: BothFigures<number> & {
    /** True when the recipient's price is not known, so that the one of the USA stands in. */
    readonly assumed: boolean;
  };
  /** Digits of the recipient, country code first; undefined where none was given or it is no number. */
  readonly recipient: string | undefined;
  /** Warnings to heed before sending. Empty for most messages. */
  readonly warnings: readonly EstimateWarning[];
}
