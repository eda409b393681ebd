/** Whom the client may send to: the safety catch for the day the base URL is switched by mistake. */
import { recipientDigits } from "../protocol/recipient.ts";
import { ConfigurationError, RecipientNotAllowedError } from "./errors.ts";
import { type Redact, redactCause } from "./redact.ts";

/**
 * Numbers (`16465550123`, written in any way), prefixes that end in `*` (`1646555*`), or a function that is given
 * the number's digits. An empty list lets nobody through.
 */
export type AllowRecipients = readonly string[] | ((digits: string) => boolean);

/** @throws RecipientNotAllowedError */
export type CheckRecipient = (mobilePhone: string, purpose: string, requestId: string) => void;

/** @throws ConfigurationError for what is neither list nor function, or an entry that can match no number */
export function recipientCheck(allowed: AllowRecipients | undefined, redact: Redact): CheckRecipient {
  if (allowed === undefined) return () => undefined;
  const allows = typeof allowed === "function" ? allowed : matcher(allowed);
  return (mobilePhone, purpose, requestId) => {
    const digits = recipientDigits(String(mobilePhone));
    let cause: unknown;
    try {
      // Only a plain yes will do: a promise is no answer.
      if (digits !== undefined && allows(digits) === true) return;
    } catch (error) {
      cause = redactCause(error, redact);
    }
    throw new RecipientNotAllowedError(
      `Failed to ${purpose}: allowRecipients does not let its recipient through (${masked(digits)}). ` +
        "Nothing was sent. Please check the number, baseUrl and allowRecipients.",
      { requestId, cause },
    );
  };
}

function matcher(allowed: readonly string[]): (digits: string) => boolean {
  if (!Array.isArray(allowed)) {
    throw new ConfigurationError(
      `Failed to create the client: allowRecipients has the wrong type (${typeof allowed}). Please give a list or a function.`,
    );
  }
  const patterns = allowed.map((given: unknown) => {
    // JavaScript may give numbers.
    const entry = String(given);
    const isPrefix = entry.endsWith("*");
    const digits = recipientDigits(isPrefix ? entry.slice(0, -1) : entry, undefined, !isPrefix);
    if (digits === undefined) {
      throw new ConfigurationError(
        `Failed to create the client: allowRecipients holds what is no number (${entry}). ` +
          'Please give numbers, or prefixes that end in "*".',
      );
    }
    return { digits, isPrefix };
  });
  return (number) =>
    patterns.some(({ digits, isPrefix }) => (isPrefix ? number.startsWith(digits) : number === digits));
}

/** Enough to tell which it was, and no more: numbers are people's. */
function masked(digits: string | undefined): string {
  return digits === undefined ? "no number" : `…${digits.slice(-4)}`;
}
