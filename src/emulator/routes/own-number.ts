/** One of the account's numbers, in any writing. */
import type { Account } from "../domain/account.ts";
import type { Services } from "./route.ts";

/** Digits of the account's number that is meant; undefined when it has no such number. */
export function ownNumber(
  { numbers }: Account,
  asked: unknown,
  { readPhone }: Pick<Services, "readPhone">,
): string | undefined {
  const written = typeof asked === "number" ? String(asked) : typeof asked === "string" ? asked.trim() : "";
  const number = numbers.includes(written) ? written : readPhone(written);
  return number !== undefined && numbers.includes(number) ? number : undefined;
}
