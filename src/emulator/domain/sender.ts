/**
 * Which of the account's numbers a message goes out from.
 *
 * Source: documented (page send-sms-mms: "SendFrom" is a short code or long number of the account; empty means
 * the account's codes in rotation).
 *
 * @param asked "" for rotation
 * @param cursor how many sends took their number by rotation before this one
 * @returns null when the account does not own the number asked for
 */
export function chooseSender(asked: string, numbers: readonly string[], cursor: number): string | null {
  if (asked === "") return numbers[cursor % numbers.length] ?? null;
  return numbers.includes(asked) ? asked : null;
}
