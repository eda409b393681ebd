/**
 * Which of the account's numbers a message goes out from.
 *
 * Source: documented (page send-sms-mms: "SendFrom" is a short code or long number of the account; empty means
 * the account's codes in rotation).
 */
export type SenderChoice =
  | { readonly by: "named" | "rotation"; readonly number: string }
  | { readonly by: "refused" };

/** @param cursor how many sends took their number by rotation before this one */
export function chooseSender(named: string, numbers: readonly string[], cursor: number): SenderChoice {
  if (named !== "") return numbers.includes(named) ? { by: "named", number: named } : { by: "refused" };
  const number = numbers[cursor % numbers.length];
  return number === undefined ? { by: "refused" } : { by: "rotation", number };
}
