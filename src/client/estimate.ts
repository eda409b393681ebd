/** Estimates what a message will cost before it is sent. Works offline, so it needs neither token nor network. */

import { send } from "../protocol/api/sms.ts";
import { MESSAGE_LENGTH } from "../protocol/limits.ts";
import { DEFAULT_RATES, priceOf, type RateTable } from "../protocol/prices.ts";
import { recipientDigits, type TenDigits } from "../protocol/recipient.ts";
import { type Segments, segmentBoundaries } from "../protocol/segments.ts";
import { charactersOf } from "./estimate/characters.ts";
import type { Estimate } from "./estimate/types.ts";
import { warningsOf } from "./estimate/warnings.ts";
import { checkParams, copyParams } from "./options/params.ts";
import type { SendParams } from "./send-params.ts";

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
