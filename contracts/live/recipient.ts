/** Only recipient that may be sent something. */
import { recipientDigits } from "../../src/protocol/recipient.ts";
import { hasKnownPrice } from "./egress/worst-case.ts";

/**
 * @returns digits, country code first
 * @throws Error for what is not one number of the USA: elsewhere the maximum cost of a message is unknown
 */
export function readRecipient(text: string): string {
  const digits = recipientDigits(text);
  if (digits === undefined || !/^1[2-9]\d{9}$/.test(digits)) {
    throw new Error(
      `Failed to use the recipient: it is not one number of the USA (${text}). Please give your own, like 16465550123.`,
    );
  }
  if (!hasKnownPrice(digits)) {
    throw new Error(
      `Failed to use the recipient: what a message to it costs is documented nowhere (${text}). Please give a number of the USA.`,
    );
  }
  return digits;
}
