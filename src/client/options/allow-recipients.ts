/** Recipients that the client may send to: the safety catch for the day the base URL is switched by mistake. */
import { LONGEST_NUMBER, recipientDigits, type TenDigits } from "../../protocol/recipient.ts";
import { unusable } from "../errors/configuration-error.ts";
import { failedTo } from "../errors/error-message.ts";
import { RecipientNotAllowedError } from "../errors/errors.ts";
import { type Redact } from "../redact/redact.ts";

/** Last digits that an error shows: enough to tell which number it was, and no more, since numbers are personal. */
const SHOWN_DIGITS = 4;

/**
 * Numbers (`16465550123`, written in any way), prefixes that end in `*` (`1646555*`), or a function that is given
 * the number's digits. An empty list refuses every recipient.
 */
export type AllowRecipients = readonly string[] | ((digits: string) => boolean);

/** @throws RecipientNotAllowedError */
export type CheckRecipient = (mobilePhone: string, purpose: string, requestId: string) => void;

/** @returns the digits that name a recipient, country code first; undefined for what is no number */
export type RecipientOf = (mobilePhone: string) => string | undefined;

export function recipientReader(tenDigits: TenDigits = "north-american"): RecipientOf {
  return (mobilePhone) => recipientDigits(String(mobilePhone), undefined, tenDigits === "north-american");
}

/** @throws ConfigurationError for what is neither list nor function, or an entry that can match no number */
export function recipientCheck(
  allowed: AllowRecipients | undefined,
  recipientOf: RecipientOf,
  redact: Redact,
): CheckRecipient {
  if (allowed === undefined) return () => undefined;
  const allows = typeof allowed === "function" ? allowed : matcher(allowed, recipientOf, redact);
  return (mobilePhone, purpose, requestId) => {
    const digits = recipientOf(mobilePhone);
    let why = digits === undefined ? "no number" : `…${digits.slice(-SHOWN_DIGITS)}`;
    try {
      // Only a plain yes will do: a promise is no answer.
      if (digits !== undefined && digits.length <= LONGEST_NUMBER && allows(digits) === true) return;
    } catch (error) {
      why = redact(String(error));
    }
    throw new RecipientNotAllowedError(
      failedTo(
        purpose,
        "allowRecipients refuses the recipient",
        why,
        "check the number, baseUrl and allowRecipients. Nothing was sent",
      ),
      { requestId },
    );
  };
}

function matcher(
  allowed: readonly string[],
  recipientOf: RecipientOf,
  redact: Redact,
): (digits: string) => boolean {
  const refuse = (entry: unknown) =>
    unusable(
      "allowRecipients",
      redact(String(entry)),
      'give a function, or numbers and prefixes like "1646*"',
    );
  if (!Array.isArray(allowed)) throw refuse(allowed);
  const matches = allowed.map((given: unknown) => {
    // JavaScript may give numbers.
    const entry = String(given);
    const isPrefix = entry.endsWith("*");
    const digits = isPrefix ? prefixOf(entry.slice(0, -1)) : recipientOf(entry);
    if (!digits) throw refuse(entry);
    return (number: string) => (isPrefix ? number.startsWith(digits) : number === digits);
  });
  return (number) => matches.some((match) => match(number));
}

/** More digits than any number has, so that a prefix is read as a number's beginning: without the 0 of `+44 (0)20`. */
const REST = "1".repeat(LONGEST_NUMBER);

function prefixOf(written: string): string | undefined {
  return recipientDigits(written + REST, undefined, false)?.slice(0, -LONGEST_NUMBER);
}
