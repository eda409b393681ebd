/** Estimates what a message will cost before it is sent. Works offline, so it needs neither token nor network. */

import { send } from "../protocol/api/sms.ts";
import { MESSAGE_LENGTH } from "../protocol/limits.ts";
import { DEFAULT_RATES, priceOf, type RateTable } from "../protocol/prices.ts";
import { recipientDigits, type TenDigits } from "../protocol/recipient.ts";
import { type Segments, segmentBoundaries } from "../protocol/segments.ts";
import { type Characters, charactersOf } from "./estimate/characters.ts";
import { type EstimateWarning, warningsOf } from "./estimate/warnings.ts";
import { checkParams, copyParams } from "./options/params.ts";
import type { SendParams } from "./sending.ts";

/** Characters (Unicode code points) of the text of an MMS. The vendor's FAQ, list of allowed characters. */
const MMS_MESSAGE_LENGTH = 1544;

/** Prefix whose price stands in where no recipient is given. */
const USA_PREFIX = "1";

/** Parameters as `send` takes them; its others change no figure. */
export interface EstimateParams extends Pick<SendParams, "message" | "mmsTemplateId"> {
  /** The recipient, country code first. Without it the price is that of the USA. */
  readonly mobilePhone?: string | undefined;
}

export interface EstimateOptions {
  /** Credits by E.164 prefix, for recipients whose price you know; the longest that matches wins. */
  readonly rates?: RateTable | undefined;
  /** How ten digits without `+` are read, as the client's option. Default: `"north-american"`. */
  readonly tenDigits?: TenDigits | undefined;
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

/**
 * Encoding, parts and credits of a message. Pages send-sms-mms and send-sms-mms-simple, and 3GPP TS 23.038 and
 * 23.040. Never throws for a text, whatever is in it: a surrogate without its partner is one character.
 *
 * @throws InvalidInputError for a name that `send` does not take
 * @example
 * const { credits, warnings } = estimate({ message: "Hello", mobilePhone: "16465550123" });
 */
export function estimate(params: EstimateParams, { rates, tenDigits }: EstimateOptions = {}): Estimate {
  const given = checkParams(copyParams<EstimateParams>(params, send.asks), send.asks, "estimate the message");
  const { message = "", mobilePhone, mmsTemplateId } = given;
  const isMms = mmsTemplateId !== undefined;
  const recipient =
    mobilePhone === undefined
      ? undefined
      : recipientDigits(mobilePhone, undefined, tenDigits !== "as-written");
  const priced = mobilePhone === undefined ? USA_PREFIX : (recipient ?? "");
  const { rate, known } = priceOf(priced, { ...DEFAULT_RATES, ...rates });
  const documented = segmentBoundaries(message, "documented");
  const gsm = segmentBoundaries(message, "gsm");
  const both = <T>(figure: (segments: Segments) => T) => ({
    documented: figure(documented),
    gsm: figure(gsm),
  });
  const figures: Omit<Estimate, "warnings"> = {
    ...charactersOf(message),
    kind: isMms ? "mms" : "sms",
    limit: isMms ? MMS_MESSAGE_LENGTH : MESSAGE_LENGTH,
    parts: both(({ starts }) => starts.length),
    starts: both(({ starts }) => starts),
    unitsLeft: both(({ unitsLeft }) => unitsLeft),
    credits: {
      ...both(({ starts }) => (isMms ? rate.mms : starts.length * rate.sms)),
      assumed: !known,
    },
    recipient,
  };
  return { ...figures, warnings: warningsOf(figures, mobilePhone) };
}
